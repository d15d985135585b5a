import { diffPlans, linksOfPlan, type Plan } from '@gatehouse/core'
import { loadSections, loadStoredProgram, planOfState } from '@gatehouse/db'
import { toPlanDocument } from '@gatehouse/plan-io'
import { arbitraryPlan } from '@gatehouse/plan-io/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, newSlug, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

let test: TestApp
let lead: Persona
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
})
afterAll(() => test.close())

const read = async (slug: string): Promise<Plan> => {
  const program = await loadStoredProgram(test.db, { slug })
  if (program === null) throw new Error('the program is gone')
  return planOfState(program, await loadSections(test.db, program.id))
}

/** Where a dependency is written is a matter of style: all in one list. */
const inOneList = (plan: Plan): Plan => ({
  ...plan,
  tasks: plan.tasks.map((task) => ({ ...task, after: [] })),
  gates: plan.gates.map((gate) => ({ ...gate, after: [] })),
  dependencies: [
    ...linksOfPlan({ ...plan, dependencies: [] }).map(({ from, to, kind, lag }) => ({ from, to, kind, lag, note: '' })),
    ...plan.dependencies,
  ],
})

/** What the document says, with the program’s word on what was done. */
const metBy = (was: Plan, document: Plan): Plan => {
  const before = new Map(was.tasks.map((task) => [task.key, task]))
  return {
    ...document,
    program: { ...document.program, slug: was.program.slug },
    releaseTarget: document.releaseTarget && { ...document.releaseTarget, sha: was.releaseTarget?.sha ?? null },
    tasks: document.tasks.map((task) => {
      const held = before.get(task.key)
      if (held === undefined) return task
      const ticks = new Map<string, boolean[]>()
      for (const { text, done } of held.checklist) ticks.set(text, [...(ticks.get(text) ?? []), done])
      const checklist = task.checklist.map((item) => ({ ...item, done: ticks.get(item.text)?.shift() ?? item.done }))
      return { ...task, status: held.status, movedTo: held.movedTo, checklist, note: task.note === '' ? held.note : task.note }
    }),
  }
}

describe('any plan over any other', () => {
  it('is stored as it says, in its order, with what was done; and a second time changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlan, arbitraryPlan, async (first, other) => {
        const slug = newSlug()
        const second: Plan = { ...other, program: { ...other.program, cadence: first.program.cadence } }
        const started = { ...first, program: { ...first.program, slug } }
        expect((await lead.post('/api/v1/programs/import', { body: toPlanDocument(started) })).statusCode).toBe(201)
        const was = await read(slug)
        const body = { plan: toPlanDocument(second) }
        const answer = await lead.post(`/api/v1/programs/${slug}/plan`, { body, ifMatch: 1 })
        expect([answer.statusCode, answer.statusCode === 200 ? null : answer.json()]).toEqual([200, null])
        const now = await read(slug)
        expect(diffPlans(inOneList(now), inOneList(metBy(was, second)))).toEqual({ added: [], changed: [], removed: [] })
        if (answer.json().programRevision === 2)
          expect([now.tasks, now.gates, now.lanes].map((list) => list.map(({ key }) => key))).toEqual(
            [second.tasks, second.gates, second.lanes].map((list) => list.map(({ key }) => key)),
          )
        const again = await lead.post(`/api/v1/programs/${slug}/plan`, { body, ifMatch: answer.json().programRevision })
        expect([again.statusCode, again.json().programRevision]).toEqual([200, answer.json().programRevision])
      }),
      { numRuns: 12, endOnFailure: true },
    )
  }, 120_000)
})
