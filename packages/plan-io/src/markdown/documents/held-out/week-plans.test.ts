import { describe, expect, it } from 'vitest'
import { kindsAt, lineWith, peopleOf, readDocument, recordsLike, taskLike } from '../testing/read-document.ts'

describe('a German plan for a mobile release', () => {
  const document = readDocument('held-out/mobile-release-kw.md')
  const { plan } = document

  it('runs over calendar weeks', () => {
    expect(plan.program).toMatchObject({ cadence: 'week', first: 3, last: 12 })
    expect(plan.program.goal).toContain('Offline-Karten')
  })
  it('has its work packages', () => {
    expect(taskLike(plan, /Download im Hintergrund/, { at: 6 })).toMatchObject({ key: 'AP3', start: 6, finish: 7, status: 'todo' })
    const packages = plan.tasks.filter((task) => /^AP\d$/.test(task.key))
    expect(packages).toHaveLength(7)
    expect(packages.map((task) => task.status)).toEqual(['done', 'in_progress', 'todo', 'todo', 'todo', 'todo', 'todo'])
    expect(packages[4]?.owners).toHaveLength(2)
    expect(peopleOf(plan, packages[5]?.owners ?? [])).toContain('Piet Harms')
  })
  it('has milestones, gates, risks and dependencies', () => {
    expect(plan.milestones.map((each) => `${each.key}@${each.to}`)).toEqual(['M1@6', 'M2@9', 'M3@12'])
    expect(plan.gates.map((gate) => `${gate.key}@${gate.at}`)).toEqual(['F1@9', 'F2@11'])
    expect(plan.gates[1]?.requirements).toHaveLength(2)
    expect(recordsLike(plan.sections.risks, /Schnee/)[0]).toMatchObject({ probability: 'high', impactLevel: 'low' })
    expect(plan.sections.risks).toHaveLength(3)
    const links = [
      ...plan.dependencies.map((each) => `${each.from}>${each.to} ${each.kind}`),
      ...plan.tasks.flatMap((task) => task.after.map((each) => `${each.ref}>${task.key} ${each.kind}`)),
    ]
    expect(links).toEqual(expect.arrayContaining(['AP1>AP3 hard', 'AP2>AP4 hard', 'AP7>M3 soft']))
  })
  it('keeps what is open', () => expect(lineWith(document, 'Harz-Hütte').status).toBe('mapped'))
})

describe('a game launch in sprint weeks', () => {
  const document = readDocument('held-out/game-launch.md')
  const { plan } = document

  it('runs over eight weeks', () => {
    expect(plan.program).toMatchObject({ cadence: 'week', first: 1, last: 8, startsOn: '2026-09-28' })
    expect(plan.program.name).toMatch(/STARHERD/)
  })
  it('has its tasks in their weeks', () => {
    expect(taskLike(plan, /Fix save corruption/)).toMatchObject({ start: 1, finish: 1, status: 'done', priority: 'P0' })
    expect(taskLike(plan, /UI scale option/)).toMatchObject({ start: 4, finish: 5, status: 'todo' })
    expect(taskLike(plan, /Demo build/).checklist).toHaveLength(2)
    expect(taskLike(plan, /Launch stream/)).toMatchObject({ start: 8 })
  })
  it('has its gates, risks and metrics', () => {
    expect(plan.gates.map((gate) => gate.at)).toEqual([3, 6, 7])
    expect(plan.gates[0]?.title).toContain('Demo ready')
    expect(plan.gates[0]?.requirements).toHaveLength(2)
    expect(recordsLike(plan.sections.risks, /Cert fails twice/)[0]).toMatchObject({ probability: 'medium', impactLevel: 'high' })
    expect(plan.sections.risks).toHaveLength(3)
    expect(recordsLike(plan.sections.metrics, /Wishlists/)[0]?.target).toMatch(/25,000/)
  })
})

describe('a validation plan with gates under headings', () => {
  const document = readDocument('held-out/trial-validation.md')
  const { plan } = document

  it('runs over twelve weeks', () => {
    expect(plan.program).toMatchObject({ cadence: 'week', first: 1, last: 12, startsOn: '2026-04-06' })
  })
  it('has its phases', () => {
    expect(plan.phases.map((phase) => `${phase.from}-${phase.to}`)).toEqual(['1-2', '3-6', '7-10', '11-12'])
    expect(JSON.stringify(plan.phases[1]?.exitCriteria)).toContain('critical deviation')
  })
  it('has three gates with evidence, owner and reviewers', () => {
    const gates = plan.gates.filter((gate) => /^V\d$/.test(gate.key))
    expect(gates.map((gate) => `${gate.key}@${gate.at}`)).toEqual(['V1@2', 'V2@6', 'V3@12'])
    expect(gates.map((gate) => gate.requirements.length)).toEqual([2, 2, 2])
    expect(peopleOf(plan, gates[0]?.owners ?? [])).toContain('Tomas Reyes')
    expect(gates[2]?.reviewers).toHaveLength(2)
  })
  it('takes deviations D12 and D15 for no days', () => {
    expect(plan.program.last).toBe(12)
    expect(lineWith(document, '| D15 |').status).toBe('mapped')
    expect(plan.tasks.some((task) => /Reminder missing/.test(task.title) && task.start !== task.finish)).toBe(false)
  })
  it('has its risks', () => {
    expect(recordsLike(plan.sections.risks, /Server move/)[0]).toMatchObject({ probability: 'low', impactLevel: 'high' })
  })
})

describe('a readiness plan for an audit', () => {
  const document = readDocument('held-out/iso-audit.md')
  const { plan } = document

  it('has its start and its weeks', () => {
    expect(plan.program).toMatchObject({ cadence: 'week', first: 1, startsOn: '2027-01-04' })
    expect(plan.program.last).toBeGreaterThanOrEqual(6)
  })
  it('has its actions with status, priority and owner', () => {
    const access = taskLike(plan, /access review/i)
    expect(access).toMatchObject({ start: 2, finish: 2, status: 'todo', priority: 'P1' })
    expect(peopleOf(plan, access.owners)).toContain('Yusuf Demir')
    expect(taskLike(plan, /Patch or accept/)).toMatchObject({ status: 'blocked', start: 4 })
    expect(taskLike(plan, /Sign weekly/)).toMatchObject({ start: 1, finish: 6, priority: 'P3' })
  })
  it('has its checkpoints, risks and figures', () => {
    expect(plan.sections.checkpoints.map((each) => each.at)).toEqual([1, 2, 3, 4, 5, 6])
    expect(plan.sections.risks).toHaveLength(2)
    expect(recordsLike(plan.sections.risks, /Scanner licence/)[0]?.mitigation).toMatch(/renew early/i)
    expect(JSON.stringify(plan.sections.metrics)).toMatch(/61.*85/)
    expect(recordsLike(plan.sections.rituals, /Steering/)[0]).toMatchObject({ weekdays: [3], time: '14:00' })
  })
  it('keeps what the decision needs', () => {
    for (const words of ['Management review minutes', 'No major nonconformity', 'Binder complete'])
      expect(kindsAt(document, words)).not.toEqual([])
  })
})

describe('a firmware release with hardware gates', () => {
  const document = readDocument('held-out/firmware-gates.md')
  const { plan } = document

  it('has its gates in their weeks', () => {
    expect(plan.gates.map((gate) => `${gate.key}@${gate.at}`)).toEqual(['HG0@1', 'HG1@4', 'HG2@8', 'HG3@10', 'HG4@13', 'HG5@14'])
    expect(plan.gates[2]?.owners).toEqual(['@r.osei', '@lab'])
    expect(plan.gates[3]?.requirements.length).toBeGreaterThanOrEqual(3)
  })
  it('has its work packages over the weeks of their columns', () => {
    const words = JSON.stringify(plan.tasks.map((task) => `${task.title} ${task.note} ${task.lane}`)) + JSON.stringify(plan.lanes)
    for (const name of ['Boot loader', 'Grid code VDE', 'Telemetry']) expect(words).toContain(name)
    expect(plan.tasks.some((task) => task.start === 3 || task.finish === 3)).toBe(true)
  })
  it('counts defects as no gates, tasks or risks', () => {
    expect(plan.sections.risks.map((each) => each.key)).toEqual(['R1', 'R2', 'R3'])
    expect(lineWith(document, '| P1 | 6 |').status).toBe('mapped')
    expect(plan.tasks.some((task) => /^P[012]$/.test(task.title))).toBe(false)
  })
  it('has its chain', () => {
    const steps = plan.criticalPaths[0]?.steps ?? []
    expect(steps).toHaveLength(7)
    expect(steps.filter((_, index) => index !== 1)).toEqual(['HG0', 'HG1', 'HG2', 'HG3', 'HG4', 'HG5'])
    expect(plan.contingency?.target).toBe('HG5')
    expect(plan.contingency).toMatchObject({ from: 15, to: 16 })
  })
})
