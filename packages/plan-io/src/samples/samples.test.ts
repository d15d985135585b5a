import { computeSchedule, type Plan, type Schedule, type ScheduleNode } from '@gatehouse/core'
import { describe, expect, it } from 'vitest'
import { parsePlanFile, writePlanFile } from '../index.ts'
import { loadSamplePlans } from './load-sample-plans.ts'
import { readSampleProgress, type SampleProgress } from './sample-progress.ts'

const load = (slug: string): { plan: Plan; progress: SampleProgress; text: string } => {
  const sample = loadSamplePlans().find((each) => each.slug === slug)
  if (sample === undefined) throw new Error(`no sample ${slug}`)
  const parsed = parsePlanFile(sample.planText)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues, null, 1))
  expect(parsed.warnings).toEqual([])
  return { plan: parsed.plan, progress: readSampleProgress(sample.progressText), text: sample.planText }
}

/** The schedule as planned, or as it stands with the progress. */
function scheduleOf(plan: Plan, progress: SampleProgress | null): Schedule {
  const done = new Map(progress?.tasks.map((task) => [task.key, task]))
  const signed = new Set(progress?.gates.filter((gate) => gate.submitted !== null).map((gate) => gate.key))
  const nodes: ScheduleNode[] = [
    ...plan.tasks.map((task): ScheduleNode => {
      const now = done.get(task.key)
      const hasBegun = now !== undefined && now.status !== 'todo'
      return {
        key: task.key,
        kind: 'task',
        start: task.start,
        duration: task.finish + 1 - task.start,
        baselineFinish: task.finish + 1,
        progress: !hasBegun ? 'idle' : now.status === 'done' ? 'done' : 'active',
        actualStart: hasBegun ? (now.actualStart ?? task.start) : null,
        actualFinish: now?.status === 'done' ? (now.actualFinish ?? task.finish) + 1 : null,
        parent: null,
      }
    }),
    ...plan.gates.map((gate): ScheduleNode => {
      const point = { start: gate.at + 1, duration: 0, baselineFinish: gate.at + 1, actualStart: null, actualFinish: null, parent: null }
      return { key: gate.key, kind: 'gate', ...point, progress: signed.has(gate.key) ? 'done' : 'idle' }
    }),
  ]
  const links = [
    ...[...plan.tasks, ...plan.gates].flatMap(({ key, after }) => after.map(({ ref, kind, lag }) => ({ from: ref, to: key, kind, lag }))),
    ...plan.dependencies,
  ]
  const outcome = computeSchedule({ nodes, links, now: progress?.today ?? null, target: plan.contingency?.target ?? null })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.cycles))
  return outcome.schedule
}

const keysOf = (plan: Plan): Set<string> => new Set([...plan.tasks, ...plan.gates, ...plan.milestones].map((each) => each.key))

describe.each(['credity12', 'creto'])('sample %s', (slug) => {
  it('is in canonical form', () => {
    const { plan, text } = load(slug)
    expect(writePlanFile(plan, 'yaml')).toBe(text)
  })

  it('has progress that fits its plan', () => {
    const { plan, progress } = load(slug)
    const keys = keysOf(plan)
    const handles = new Set(plan.owners.map((owner) => owner.handle))
    expect(progress.program).toBe(plan.program.slug)
    for (const task of progress.tasks) {
      const planned = plan.tasks.find((each) => each.key === task.key)
      expect(planned).toBeDefined()
      expect(task.ticked ?? 0).toBeLessThanOrEqual(planned?.checklist.length ?? 0)
    }
    for (const blocker of progress.blockers) expect(keys).toContain(blocker.task)
    for (const piece of [...progress.evidence, ...progress.waivers]) {
      const requirement = plan.gates.find((gate) => gate.key === piece.gate)?.requirements.find((each) => each.key === piece.requirement)
      expect(requirement).toBeDefined()
      expect(handles).toContain(piece.by)
      if ('type' in piece) expect(requirement?.accepts).toContain(piece.type)
    }
    for (const piece of progress.evidence)
      expect(piece.url ?? 'https://example.com/').toMatch(/^https:\/\/(example\.com|github\.com\/acme)\//)
  })

  it('signs gates as the rules want it: owners submit, others approve, after the proof and the earlier gates', () => {
    const { plan, progress } = load(slug)
    const signed: string[] = []
    for (const gate of progress.gates) {
      const planned = plan.gates.find((each) => each.key === gate.key)
      if (planned === undefined) throw new Error(gate.key)
      expect(planned.owners).toContain(gate.by)
      if (gate.submitted === null) continue
      const proof = progress.evidence.filter((piece) => piece.gate === gate.key)
      const authors = new Set([gate.submitted.by, ...proof.map((piece) => piece.by)])
      expect(planned.owners).toContain(gate.submitted.by)
      expect(new Set(proof.map((piece) => piece.requirement)).size).toBe(planned.requirements.length)
      expect(proof.every((piece) => piece.hoursAgo > (gate.submitted?.hoursAgo ?? 0))).toBe(true)
      const approvers = new Set(gate.approvals.map((approval) => approval.by)).size
      expect(approvers).toBe(gate.approvals.length)
      // one gate may wait for its signatures, so that whoever tries the sample has something to sign
      expect([0, planned.quorum]).toContain(approvers)
      for (const approval of gate.approvals) {
        expect(planned.reviewers).toContain(approval.by)
        expect(authors.has(approval.by)).toBe(false)
        expect(approval.hoursAgo).toBeLessThan(gate.submitted.hoursAgo)
      }
      const before = planned.after.map((after) => after.ref).filter((ref) => plan.gates.some((each) => each.key === ref))
      expect(signed).toEqual(expect.arrayContaining(before))
      const tasksBefore = planned.after.map((after) => after.ref).filter((ref) => plan.tasks.some((each) => each.key === ref))
      for (const key of tasksBefore) expect(progress.tasks.find((task) => task.key === key)?.status).toBe('done')
      if (approvers === planned.quorum) signed.push(gate.key)
    }
    expect(progress.gates.filter((gate) => gate.submitted !== null).length - signed.length).toBeLessThanOrEqual(1)
    expect(signed.length).toBeGreaterThan(0)
  })
})

describe('sample credity12', () => {
  it('has the counts of its program', () => {
    const { plan } = load('credity12')
    expect(plan.lanes).toHaveLength(8)
    expect(plan.tasks).toHaveLength(120)
    expect(new Set(plan.tasks.map((task) => task.key))).toEqual(
      new Set(plan.lanes.flatMap((lane) => Array.from({ length: 15 }, (_, day) => `${lane.key}-D${day}`))),
    )
    expect(plan.tasks.every((task) => task.status === 'todo' && task.note !== '' && task.title.length <= 24)).toBe(true)
    expect(plan.tasks.filter((task) => task.priority === 'P0')).toHaveLength(31)
    expect(plan.gates.map((gate) => gate.key)).toEqual(['G0', 'G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'G10'])
    expect(plan.gates.map((gate) => gate.at)).toEqual([0, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14])
    expect(plan.gates.flatMap((gate) => gate.owners)).toHaveLength(14)
    expect(plan.gates.flatMap((gate) => gate.requirements)).toHaveLength(39)
    expect(plan.gates.find((gate) => gate.key === 'G7')).toMatchObject({ quorum: 3, reviewers: { length: 3 } })
    expect(plan.dependencies.filter((link) => link.kind === 'hard')).toHaveLength(5)
    expect(plan.dependencies.filter((link) => link.kind === 'soft')).toHaveLength(2)
    expect(plan.criticalPaths).toMatchObject([{ key: 'CP1', steps: { length: 9 } }])
    expect(plan.contingency).toEqual({ from: 11, to: 14, tolerance: 1, target: 'G8' })
    expect(plan.milestones.map((milestone) => milestone.key)).toEqual(['A', 'B', 'C', 'D'])
    expect(plan.sections.risks).toHaveLength(7)
    expect(plan.sections.checklists[0]?.items).toHaveLength(4)
    expect(plan.releaseTarget).toMatchObject({ repository: 'acme/credity12', sha: null, workflows: { length: 3 } })
    expect(plan.program).toMatchObject({ timeZone: 'Asia/Kolkata', workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: [] })
  })

  it('has a computed critical path that runs like the declared one', () => {
    const { plan } = load('credity12')
    const { criticalPath, violated, softWarnings } = scheduleOf(plan, null)
    expect(criticalPath.join(' ')).toBe('L1-D0 G0 L4-D1 L4-D2 L4-D3 G1 L6-D4 G2 L6-D5 G3 L7-D6 G4 L6-D7 G5 L6-D8 G6 L1-D9 G7 L6-D10 G8')
    expect(criticalPath).toEqual(expect.arrayContaining([...(plan.criticalPaths[0]?.steps ?? [])]))
    expect(violated).toEqual([])
    expect(softWarnings).toEqual([])
  })

  it('stands at D5 with one late task that moves G8 by one day', () => {
    const { plan, progress } = load('credity12')
    expect(progress.today).toBe(5)
    const keysWith = (status: string): string[] => progress.tasks.filter((task) => task.status === status).map((task) => task.key)
    expect(keysWith('done')).toHaveLength(39)
    expect(keysWith('in_progress')).toEqual(['L6-D3', 'L1-D5', 'L2-D5', 'L3-D5', 'L4-D5', 'L6-D5', 'L7-D5', 'L8-D5'])
    expect(keysWith('blocked')).toEqual(['L5-D5'])
    const p0 = new Set(plan.tasks.filter((task) => task.priority === 'P0').map((task) => task.key))
    expect(keysWith('done').filter((key) => p0.has(key))).toHaveLength(18)
    const schedule = scheduleOf(plan, progress)
    expect(schedule.slip).toBe(1)
    expect(schedule.slipCause).toBe('L6-D3')
    expect(progress.releases.map((release) => release.sha)).toEqual([
      '4d7e0c2ab1937fe05c62d8840b6f3e9917c5ad21',
      '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e',
    ])
    expect(progress.blockers.map((blocker) => [blocker.task, blocker.severity, blocker.paused !== null])).toEqual([
      ['L3-D12', 'P1', true],
      ['L5-D5', 'P0', false],
    ])
    expect(progress.gates.filter((gate) => gate.submitted !== null).map((gate) => gate.key)).toEqual(['G0', 'G1', 'G2'])
  })
})

describe('sample creto', () => {
  it('has the counts of its program', () => {
    const { plan } = load('creto')
    expect(plan.program).toMatchObject({ cadence: 'week', prefix: 'W', first: 1, last: 20, timeZone: 'UTC' })
    expect(plan.lanes.map((lane) => lane.key)).toEqual(['FND', 'MTR', 'OVS', 'RUN', 'MSG', 'DEM', 'INT'])
    expect(plan.tasks).toHaveLength(28)
    expect(plan.tasks.every((task) => task.checklist.length > 1)).toBe(true)
    expect(plan.phases.map(({ key, from, to }) => [key, from, to])).toEqual([
      ['P', 1, 2],
      ['A', 3, 4],
      ['R1', 5, 14],
      ['R2', 12, 16],
      ['C', 17, 20],
    ])
    expect(plan.gates.map((gate) => gate.at)).toEqual([2, 4, 8, 10, 12, 14, 16, 18, 20])
    expect(plan.milestones).toHaveLength(7)
    const { sections } = plan
    const counts = Object.fromEntries(Object.entries(sections).map(([name, entries]) => [name, entries.length]))
    expect(counts).toMatchObject({ checkpoints: 20, allocations: 9, risks: 10, metrics: 10, rituals: 6, escalation: 3, checklists: 2 })
    expect(sections.notes.filter((note) => note.kind === 'tool')).toHaveLength(13)
    expect(sections.escalation.map((step) => step.withinHours)).toEqual([2, 24, null])
    expect(sections.risks.every((risk) => risk.probability !== undefined && risk.impactLevel !== undefined)).toBe(true)
  })

  it('stands at W9 with one late task that the last gate does not feel', () => {
    const { plan, progress } = load('creto')
    const schedule = scheduleOf(plan, progress)
    expect(progress.today).toBe(9)
    expect(schedule.rows.filter((row) => row.late > 0).map((row) => row.key)).toEqual(['OVS-W8'])
    expect(schedule.slip).toBe(0)
    expect(schedule.criticalPath).not.toContain('MTR-W7')
    expect(schedule.criticalPath.at(-1)).toBe('INT-W20')
  })
})

describe('a progress file', () => {
  it('that is wrong throws with every problem and its line', () => {
    expect(() => readSampleProgress('sample: 1\nprogram: x\ntoday: now\nreleases:\n  - {sha: abc, hoursAgo: 1, by: "@x"}\n')).toThrow(
      /line 3: `today`[\s\S]*line 5: `sha`/,
    )
  })
})
