import { describe, expect, it } from 'vitest'
import { expectShare, kindsAt, lineWith, readDocument, recordsLike, spans, taskLike, tasksLike } from '../testing/read-document.ts'

describe('a day × lane matrix with gates', () => {
  const document = readDocument('grammar/day-matrix.md')
  const { plan } = document

  it('has its calendar', () => {
    expect(plan.program).toMatchObject({ cadence: 'day', prefix: 'D', first: 0, last: 11, startsOn: '2026-03-02' })
    expect(plan.program.name).toContain('Tarifa')
    expect(plan.program.goal).toContain('eleven days')
    expect(plan.program.timeZone).toMatch(/^(CET|Europe\/\w+)$/)
  })

  it('has its lanes with owner, mission and deliverables', () => {
    expect(plan.lanes.map((lane) => lane.key)).toEqual(['L1', 'L2', 'L3', 'L4', 'L5'])
    expect(plan.lanes[2]).toMatchObject({
      name: expect.stringContaining('Validators'),
      mission: expect.stringContaining('offline store'),
      deliverables: ['Signed firmware', 'Offline replay'],
      owners: ['@device-lead'],
    })
    expect(plan.owners.map((owner) => owner.handle).sort()).toEqual(['@app-lead', '@desk-lead', '@device-lead', '@fare-lead', '@ops-lead'])
  })

  it('has a task for each lane on each day', () => {
    for (const lane of plan.lanes)
      for (let day = 0; day <= 11; day += 1)
        expect(
          plan.tasks.some((task) => task.lane === lane.key && task.start === day && task.finish === day),
          `${lane.key} on D${day}`,
        ).toBe(true)
    expect(taskLike(plan, /Replay of one day of taps/)).toMatchObject({ lane: 'L3', start: 3, finish: 3 })
    expect(taskLike(plan, /Gateway switch/)).toMatchObject({ lane: 'L5', start: 8, finish: 8 })
    expect(lineWith(document, '| **D6** |').entities.filter(({ kind }) => kind === 'task').length).toBeGreaterThanOrEqual(5)
  })

  it('reads “Same” as the cell to its left, and says so', () => {
    expect(tasksLike(plan, /Support pipeline faults/, { at: 4 }).map((task) => task.lane)).toEqual(['L2', 'L3', 'L4'])
    const { line } = lineWith(document, '| **D4** |')
    expect(document.warnings.some((issue) => issue.line === line && /same/i.test(issue.message))).toBe(true)
  })

  it('has its gates once, with days and 9 owner bindings', () => {
    expect(plan.gates.map((gate) => `${gate.key}@${gate.at}`)).toEqual(['G0@0', 'G1@3', 'G2@4', 'G3@6', 'G4@7', 'G5@8', 'G6@11'])
    expect(plan.gates.flatMap((gate) => gate.owners)).toHaveLength(9)
    expect(plan.gates[1]).toMatchObject({ title: 'Fares Proven', owners: ['@fare-lead', '@device-lead'] })
    expect(kindsAt(document, '| **D3** |')).toContain('gate')
  })

  it('splits what a gate asks for, and gives each part its evidence types', () => {
    const texts = (key: string) => plan.gates.find((gate) => gate.key === key)?.requirements.map((each) => each.text) ?? []
    expect(texts('G3')).toHaveLength(2)
    expect(texts('G0')).toHaveLength(3)
    expect(texts('G6')).toHaveLength(2)
    const ci = plan.gates.find((gate) => gate.key === 'G2')?.requirements[0]
    expect(ci?.accepts).toContain('ci_run')
    expect(ci?.freshness).toBe('release_sha')
    const merged = plan.gates.find((gate) => gate.key === 'G1')?.requirements.find((each) => /merged|zone tables/i.test(each.text))
    expect(merged?.accepts).toContain('code')
    const report = plan.gates.find((gate) => gate.key === 'G1')?.requirements.find((each) => /journeys/.test(each.text))
    expect(report?.accepts).toContain('test')
    expect(plan.gates.find((gate) => gate.key === 'G4')?.requirements.map((each) => each.rule)).toEqual(
      expect.arrayContaining(['p0_done', 'no_open_blockers']),
    )
  })

  it('has its dependencies, linked or offered, hard and soft', () => {
    const hard = ['Fare table checksum', 'Offline replay on validators', 'Green pipeline on release SHA']
    for (const fragment of hard) expect(lineWith(document, `**${fragment}**`).status).toBe('mapped')
    expect(hard.every((fragment) => kindsAt(document, `**${fragment}**`).includes('dependency'))).toBe(true)
    expect(kindsAt(document, 'Transport authority stamp')).toContain('dependency')
    expect(plan.dependencies.filter((each) => each.kind === 'hard' && each.to === 'G3')).toHaveLength(1)
    expect(plan.dependencies.filter((each) => each.kind === 'hard' && each.to === 'G4')).toHaveLength(1)
  })

  it('has its critical path and contingency', () => {
    expect(plan.criticalPaths).toHaveLength(1)
    expect(plan.criticalPaths[0]).toMatchObject({ key: 'CP1', name: 'Fare correctness path' })
    expect(plan.criticalPaths[0]?.steps).toHaveLength(7)
    expect(plan.contingency).toMatchObject({ from: 9, to: 11, tolerance: 2 })
  })

  it('has its risks, milestones and next actions', () => {
    expect(plan.sections.risks).toHaveLength(4)
    expect(recordsLike(plan.sections.risks, /Double buffer/)[0]).toMatchObject({
      title: 'Validators lose taps while offline',
      trigger: 'Replay shows gaps',
      impact: 'Lost revenue',
      owners: ['@device-lead'],
    })
    expect(plan.milestones.map((each) => each.key)).toEqual(['A', 'B', 'C'])
    expect(spans(plan.milestones)).toEqual(['0-3', '4-7', '8-11'])
    for (const words of ['Name a deputy', 'Book the depot for D6', 'Tell the authority about'])
      expect(lineWith(document, words)).toMatchObject({ status: 'mapped' })
  })

  it('accounts for its lines', () => expectShare(document, 0.95))
})
