import { describe, expect, it } from 'vitest'
import { peopleOf, readDocument, recordsLike, taskLike } from '../testing/read-document.ts'

describe('tracks with tables of dates', () => {
  const { plan } = readDocument('held-out/clinic-portal.md')

  it('have their tasks on their days', () => {
    expect(plan.lanes.map((lane) => `${lane.name} ${lane.owners.join()}`)).toEqual(['Interfaces @hl7', 'Training @train'])
    const first = plan.program.first
    expect(plan.program.startsOn).toBe('2026-09-01')
    const lab = taskLike(plan, /Lab results/)
    expect([lab.start - first, lab.finish - first, lab.status]).toEqual([2, 8, 'in_progress'])
  })
  it('have their gates on their dates, and links between both', () => {
    const first = plan.program.first
    expect(plan.gates.map((gate) => `${gate.key} ${gate.title} ${gate.at - first}`)).toEqual([
      'QG1 Interfaces ready 13',
      'QG2 People ready 17',
      'QG3 Go 19',
    ])
    expect(plan.gates.map((gate) => gate.owners.join())).toEqual(['@hl7', '@train', '@jvoigt'])
    const links = plan.dependencies.map((each) => `${each.from}>${each.to}`)
    expect(links).toEqual(expect.arrayContaining([`${taskLike(plan, /Lab/).key}>${taskLike(plan, /Billing/).key}`, 'QG1>QG3', 'QG2>QG3']))
    expect(recordsLike(plan.sections.risks, /Flu wave/)[0]).toMatchObject({ probability: 'high', impactLevel: 'medium' })
  })
})

describe('a move in five days, in German', () => {
  const { plan } = readDocument('held-out/practice-move.md')

  it('has its tasks with boxes in a column', () => {
    expect(plan.program).toMatchObject({ cadence: 'day', first: 1, last: 5 })
    expect(plan.tasks.map((task) => task.status)).toEqual(['done', 'done', 'todo', 'todo', 'todo', 'todo'])
    expect(peopleOf(plan, taskLike(plan, /Probebetrieb/).owners)).toMatch(/Lenz.*Oguz/)
  })
  it('has its gates among words for gates', () => {
    expect(plan.gates.map((gate) => `${gate.key}@${gate.at}`)).toEqual(['F1@2', 'F2@5'])
  })
})

describe('the state of a release by team', () => {
  const { plan } = readDocument('held-out/team-readiness.md')

  it('has one gate of its checklist, and no tasks of counts', () => {
    expect(plan.gates).toHaveLength(1)
    expect(plan.gates[0]?.requirements).toHaveLength(4)
    expect(plan.gates[0]?.requirements.map((each) => each.rule)).toContain('p0_done')
    expect(plan.tasks.some((task) => /^(?:Identity|Reporting|Web)$/.test(task.title))).toBe(false)
  })
  it('has its actions, ticked and not', () => {
    const items = plan.sections.checklists.flatMap((list) => list.items as readonly { text: string; done: boolean }[])
    const done = (words: RegExp) => items.find(({ text }) => words.test(text))?.done ?? taskLike(plan, words).status === 'done'
    expect(done(/book war room/)).toBe(true)
    expect(done(/chase vendor cert/)).toBe(false)
  })
})
