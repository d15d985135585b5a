import { describe, expect, it } from 'vitest'
import { expectShare, kindsAt, lineWith, readDocument, recordsLike, taskLike } from '../testing/read-document.ts'

describe('weeks with phases, overlapping modules and checkpoints', () => {
  const document = readDocument('grammar/weekly-tdd.md')
  const { plan } = document

  it('runs over ten weeks', () => {
    expect(plan.program).toMatchObject({ cadence: 'week', first: 1, last: 10 })
    expect(plan.program.name).toContain('Maltworks')
  })

  it('has a checkpoint each week, with what must be true and how that is verified', () => {
    expect(plan.sections.checkpoints.map((each) => each.at)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(plan.sections.checkpoints[3]).toMatchObject({ verification: 'Minutes of the panel' })
    expect(JSON.stringify(plan.sections.checkpoints[3]?.mustBeTrue)).toContain('Substitution agreed')
  })

  it('has allocations with roles; the declared peak is kept beside the sum of the rows', () => {
    expect(plan.sections.allocations).toHaveLength(5)
    expect(plan.sections.allocations.map((each) => `${each.from}-${each.to}: ${each.total}`)).toEqual([
      '1-2: 3',
      '3-5: 4',
      '5-7: 4',
      '8-9: 3',
      '10-10: 5',
    ])
    expect(plan.sections.allocations[2]?.roles).toHaveLength(3)
    // W5 is in two rows: 4 + 4, more than the declared 5.
    expect(lineWith(document, 'Peak Team Size').status).toBe('mapped')
    expect(document.warnings.some((issue) => /\b8\b/.test(issue.message) && /\b5\b/.test(issue.message))).toBe(true)
  })

  it('has risks with levels and weeks', () => {
    const { risks } = plan.sections
    expect(recordsLike(risks, /Probes drop out/)[0]).toMatchObject({ impactLevel: 'high', probability: 'high', from: 6, to: 6 })
    expect(recordsLike(risks, /Tank model stays vague/)[0]).toMatchObject({ impactLevel: 'high', probability: 'medium', from: 1, to: 2 })
    expect(recordsLike(risks, /Rollback of the release/)[0]).toMatchObject({ impactLevel: 'critical', probability: 'low' })
    expect(kindsAt(document, 'Unclear tank model')).toContain('risk')
  })

  it('has key results, tools, rituals and the escalation path', () => {
    for (const title of [/Coverage \(Recipes\)/, /Coverage \(Cellar\)/, /Probe latency/, /would recommend/])
      expect(recordsLike(plan.sections.metrics, title)).toHaveLength(1)
    expect(recordsLike(plan.sections.metrics, /Probe latency/)[0]).toMatchObject({ target: '<300ms', tracking: 'Grafana' })
    for (const tool of ['Gradle |', '| Grafana |', 'Opsgenie']) expect(lineWith(document, tool).status).toBe('mapped')
    const rituals = plan.sections.rituals
    expect(rituals.length).toBeGreaterThanOrEqual(3)
    expect(recordsLike(rituals, /Plan the week/)[0]).toMatchObject({ weekdays: [1], time: '10:00' })
    expect(recordsLike(rituals, /Checkpoint review/)[0]).toMatchObject({ weekdays: [4], time: '15:00' })
    expect(plan.sections.escalation.map((each) => each.withinHours ?? null)).toEqual([4, 16, null])
    expect(plan.sections.escalation[1]).toMatchObject({ from: 'Tech Lead', to: 'Head of Engineering' })
  })

  it('has phases', () => {
    expect(plan.phases.some((phase) => /Preparation|PREP/.test(`${phase.key} ${phase.name}`) && phase.from === 1 && phase.to === 2)).toBe(
      true,
    )
    expect(plan.phases.some((phase) => phase.from === 3 && (phase.to === 5 || phase.to === 7))).toBe(true)
    expect(plan.phases.some((phase) => /Pilot|SHOW/.test(`${phase.key} ${phase.name}`) && phase.from === 8 && phase.to === 9)).toBe(true)
  })

  it('has tasks in their weeks with sub-items as checklist; a tick is done', () => {
    const workspace = taskLike(plan, /Create the workspace with/)
    expect(workspace).toMatchObject({ start: 1, finish: 1, status: 'todo' })
    expect(workspace.checklist).toHaveLength(3)
    expect(taskLike(plan, /Choose the database/)).toMatchObject({ start: 1, finish: 1, status: 'done' })
    expect(taskLike(plan, /Substitution Table/)).toMatchObject({ start: 4, finish: 4 })
    expect(taskLike(plan, /Move Ledger/)).toMatchObject({ start: 5, finish: 5 })
    expect(taskLike(plan, /Brew Day Screen/)).toMatchObject({ start: 8, finish: 9 })
    expect(taskLike(plan, /Release Checklist/).checklist.map((item) => item.done)).toEqual([false, true, false])
  })

  it('keeps overlapping modules apart', () => {
    const recipes = taskLike(plan, /Cost Report/)
    const cellar = taskLike(plan, /Move Ledger/)
    expect(recipes.start).toBe(cellar.start)
    expect(recipes.lane).not.toBe(cellar.lane)
  })

  it('has milestones and exit criteria', () => {
    expect(plan.milestones.map((each) => each.to)).toEqual([2, 5, 7, 10])
    expect(JSON.stringify(plan)).toContain('Ledger balances after 10,000 random moves')
    expect(lineWith(document, 'Ledger balances').status).toBe('mapped')
  })

  it('takes no code for tasks', () => {
    expect(plan.tasks.some((task) => /fun scales|████/.test(task.title))).toBe(false)
  })

  it('accounts for its lines', () => expectShare(document, 0.85))
})
