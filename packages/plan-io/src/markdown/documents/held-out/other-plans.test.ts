import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parsePlanText } from '../../../parse-plan-text.ts'
import {
  expectEveryLineOnce,
  expectShare,
  kindsAt,
  laneNamed,
  lineWith,
  peopleOf,
  readDocument,
  recordsLike,
  taskLike,
} from '../testing/read-document.ts'

describe('a migration with a countdown', () => {
  const document = readDocument('held-out/infrastructure-migration.md')
  const { plan } = document

  it('has its runbook', () => {
    expect(plan.sections.runbook.map((step) => step.offset)).toEqual([
      'T-7d',
      'T-48h',
      'T-24h',
      'T-2h',
      expect.stringMatching(/^T-15m(in)?$/),
      'T0',
      expect.stringMatching(/^T\+10m(in)?$/),
      'T+1h',
      'T+12h',
    ])
    expect(plan.sections.runbook[5]).toMatchObject({ text: expect.stringContaining('Switch MX records'), owners: ['@ode'] })
    expect(JSON.stringify(plan.sections.runbook[5])).toContain('First message arrives in new hall')
  })
  it('has what go or no-go needs, each once', () => {
    const kept = JSON.stringify(plan)
    for (const words of ['Backup finished', 'Both uplinks', 'Storage latency', 'On-call list']) {
      expect(kept).toContain(words)
      expect(kindsAt(document, words)).not.toContain('note')
    }
  })
  it('has its risks and escalation with limits', () => {
    expect(recordsLike(plan.sections.risks, /Uplink B flaps/)).toHaveLength(1)
    expect(plan.sections.escalation.map((each) => each.withinHours ?? null)).toEqual([0.25, 1, null])
  })
  it('keeps the way back', () => expect(lineWith(document, 'Replay the queue from the journal').status).toBe('mapped'))
})

describe('a cut-over with responsibilities', () => {
  const document = readDocument('held-out/data-platform-cutover.md')
  const { plan } = document

  it('has its calendar', () => {
    expect(plan.program).toMatchObject({ cadence: 'day', first: 1, startsOn: '2026-09-21', timeZone: 'America/Toronto' })
    expect(plan.program.last).toBe(12)
    expect(plan.contingency).toMatchObject({ from: 11, to: 12, tolerance: 1 })
  })
  it('has its workstreams with lead', () => {
    expect(plan.lanes.map((lane) => lane.key)).toEqual(['WS-A', 'WS-B', 'WS-C'])
    expect(peopleOf(plan, laneNamed(plan, /Models/).owners)).toContain('Luis Ferro')
  })
  it('has the tasks of its days', () => {
    expect(taskLike(plan, /Move feeds 21/)).toMatchObject({ lane: 'WS-A', start: 3, finish: 3 })
    expect(taskLike(plan, /CFO review/)).toMatchObject({ lane: 'WS-C', start: 8 })
    expect(plan.tasks.some((task) => /R\/A|^Freeze feeds$/.test(task.title))).toBe(false)
  })
  it('has its gates with criteria and approver', () => {
    expect(plan.gates.map((gate) => `${gate.key}@${gate.at}`)).toEqual(['G1@3', 'G2@5', 'G3@8', 'G4@10'])
    expect(plan.gates.map((gate) => gate.requirements.length)).toEqual([2, 2, 1, 2])
    const people = [...(plan.gates[0]?.owners ?? []), ...(plan.gates[0]?.reviewers ?? [])]
    expect(peopleOf(plan, people)).toContain('Hana Kobo')
  })
  it('has its dependencies', () => {
    const links = [
      ...plan.dependencies.map((each) => `${each.from}>${each.to}`),
      ...plan.gates.flatMap((gate) => gate.after.map((each) => `${each.ref}>${gate.key}`)),
    ]
    expect(links).toContain('G2>G3')
    const from = taskLike(plan, /Move feeds 41/).key
    expect(links).toContain(`${from}>${taskLike(plan, /Rebuild tax views/).key}`)
  })
})

describe('a merger planned in a Gantt chart', () => {
  const document = readDocument('held-out/shop-merger.md')
  const { plan } = document

  it('takes its bars for tasks with their spans', () => {
    expect(plan.program.startsOn).toBe('2026-10-05')
    const first = taskLike(plan, /Match 3,100 articles/)
    const second = taskLike(plan, /Ask for consent/)
    expect(first.status).toBe('done')
    expect(taskLike(plan, /Merge photos/).status).toBe('in_progress')
    expect(second.start).toBeGreaterThan(first.start)
    expect(taskLike(plan, /New theme/).start).toBe(first.start)
  })
  it('has its areas, and a point for the opening', () => {
    for (const name of [/Catalogue/, /Customers/, /Shop/]) expect(laneNamed(plan, name).key).not.toBe('')
    expect(kindsAt(document, 'Opening                     :milestone')).toContain('milestone')
  })
  it('keeps the ways out and the decisions', () => {
    expect(recordsLike(plan.sections.decisions, /Gift cards/)[0]).toMatchObject({ key: 'E2' })
    expect(recordsLike(plan.sections.playbooks, /Payments fail/)).toHaveLength(1)
    expect(JSON.stringify(plan)).toContain('loose tea')
  })
})

describe('a checklist of an open-source release', () => {
  const document = readDocument('held-out/open-source-checklist.md')
  const { plan } = document

  it('has its issues as tasks', () => {
    const config = taskLike(plan, /New configuration format/)
    expect(config).toMatchObject({ status: 'done', owners: ['@noa'] })
    expect(config.checklist.map((item) => item.done)).toEqual([true, true, false])
    expect(taskLike(plan, /Incremental builds/).status).not.toBe('done')
    expect(taskLike(plan, /Windows paths/)).toMatchObject({ priority: 'P0', owners: ['@pim'] })
  })
  it('knows what waits for what', () => {
    const links = [
      ...plan.dependencies.map((each) => `${each.from}>${each.to}`),
      ...plan.tasks.flatMap((task) => task.after.map((each) => `${each.ref}>${task.key}`)),
    ]
    expect(links).toContain(`${taskLike(plan, /New configuration/).key}>${taskLike(plan, /Incremental builds/).key}`)
    expect(links).toContain(`${taskLike(plan, /Drop the old template/).key}>${taskLike(plan, /Incremental builds/).key}`)
    expect(plan.tasks.filter((task) => /233/.test(task.key + task.title))).toHaveLength(1)
  })
  it('keeps what was dropped and what defines done', () => {
    for (const words of ['#198 Plugin market', 'Upgrade guide read', 'Tests green on Linux'])
      expect(lineWith(document, words).status).toBe('mapped')
    expect(lineWith(document, '<details>').status).not.toBe('decoration')
    expect(lineWith(document, 'Old notes').status).not.toBe('decoration')
  })
})

describe('a plan in prose', () => {
  const text = readFileSync(join(import.meta.dirname, 'prose-only.md'), 'utf8')
  const { plan, report } = parsePlanText(text, { fileName: 'prose-only.md' })

  it('invents nothing, and loses no sentence', () => {
    expectEveryLineOnce(text, report.lines)
    expect(plan?.gates ?? []).toEqual([])
    expect(plan?.sections.risks.length ?? 0).toBeLessThanOrEqual(4)
    if (plan === null) expect(report.warnings).not.toEqual([])
    else expect(JSON.stringify(plan)).toContain('61,000 euros')
  })
})

describe.each([
  'mobile-release-kw',
  'infrastructure-migration',
  'trial-validation',
  'data-platform-cutover',
  'game-launch',
  'iso-audit',
  'shop-merger',
  'firmware-gates',
  'open-source-checklist',
])('%s', (name) => {
  const document = readDocument(`held-out/${name}.md`)
  it('is mostly understood', () => expectShare(document, 0.7))
  it('leaves nothing unmapped without a reason', () => {
    const unmapped = document.lines.filter((line) => line.status === 'unmapped')
    expect(unmapped.length).toBeLessThanOrEqual(document.lines.length / 20)
  })
})
