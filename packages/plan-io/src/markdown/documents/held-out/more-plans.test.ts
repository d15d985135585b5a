import type { Plan } from '@gatehouse/core'
import { describe, expect, it } from 'vitest'
import { kindsAt, laneNamed, peopleOf, readDocument, recordsLike, taskLike } from '../testing/read-document.ts'

const linksOf = (plan: Plan): readonly string[] => [
  ...plan.dependencies.map((each) => `${each.from}>${each.to}`),
  ...plan.tasks.flatMap((task) => task.after.map((each) => `${each.ref}>${task.key}`)),
]

describe('a cut-over with numbered activities', () => {
  const { plan } = readDocument('held-out/finance-cutover.md')
  const keys = [/Freeze master/, /Extract/, /^Load/, /Reconcile/, /Go-live decision/].map((words) => taskLike(plan, words).key)
  const [freeze = '', extract = '', load = '', reconcile = '', decide = ''] = keys

  it('has its days from dates with month names', () => {
    expect(plan.program.startsOn).toBe('2026-09-01')
    const first = plan.program.first
    expect(plan.tasks.filter((task) => keys.includes(task.key)).map((task) => `${task.start - first}-${task.finish - first}`)).toEqual([
      '0-0',
      '1-2',
      '3-4',
      '5-5',
      '6-6',
    ])
  })
  it('has its predecessors by number, and nothing made up', () => {
    expect([...linksOf(plan)].sort()).toEqual(
      [`${freeze}>${extract}`, `${extract}>${load}`, `${load}>${reconcile}`, `${extract}>${reconcile}`, `${reconcile}>${decide}`].sort(),
    )
    expect(plan.criticalPaths[0]?.steps).toEqual(keys)
    expect(plan.milestones).toEqual([])
  })
  it('has who does it, and how far it is', () => {
    expect(peopleOf(plan, taskLike(plan, /Extract/).owners)).toContain('J. Ortiz')
    expect([/Freeze master/, /Extract/, /^Load/].map((words) => taskLike(plan, words).status)).toEqual(['done', 'in_progress', 'todo'])
  })
  it('keeps what going live takes', () => {
    const document = readDocument('held-out/finance-cutover.md')
    for (const words of ['All balances reconciled', 'No Severity 1', 'Rollback tested'])
      expect(kindsAt(document, words)).not.toContain('note')
  })
})

describe('teams down the side, weeks across, and plain lines for headings', () => {
  const { plan } = readDocument('held-out/teams-by-weeks.md')

  it('has its lanes with their owners', () => {
    expect(plan.lanes.map((lane) => lane.name)).toEqual(['Backend', 'Mobile', 'QA'])
    expect(plan.lanes.map((lane) => lane.owners.join())).toEqual(['@lou', '@kim', '@ned'])
  })
  it('joins what goes on in the next week', () => {
    expect(taskLike(plan, /Event store/)).toMatchObject({ start: 1, finish: 2 })
    expect(taskLike(plan, /Regression/)).toMatchObject({ start: 4, finish: 5 })
  })
  it('has its dependencies and risks under lines without marks', () => {
    const task = (words: RegExp, lane: RegExp) => taskLike(plan, words, { lane }).key
    expect(linksOf(plan)).toContain(`${task(/Carrier API/, /Backend/)}>${task(/Push/, /Mobile/)}`)
    expect(plan.sections.risks).toHaveLength(2)
    expect(recordsLike(plan.sections.risks, /Carrier API is late/)[0]).toMatchObject({
      probability: 'high',
      impactLevel: 'medium',
      owners: ['@lou'],
    })
  })
})

describe('a roadmap in sprints', () => {
  const { plan } = readDocument('held-out/agile-roadmap.md')

  it('has its phases with exit criteria', () => {
    expect(plan.phases.map((phase) => `${phase.name} ${phase.from}-${phase.to}`)).toEqual(['Foundations 1-2', 'Invoices 3-5'])
    expect(plan.phases[0]?.exitCriteria).toEqual(['20 customers imported in under a minute', 'No P1 bugs'])
  })
  it('has its stories by their keys', () => {
    expect(taskLike(plan, /add a customer/)).toMatchObject({ key: 'CUST-1', status: 'done', start: 1, finish: 2 })
    expect(taskLike(plan, /import customers/)).toMatchObject({ key: 'CUST-2', status: 'in_progress' })
    expect(taskLike(plan, /Send by e-mail/)).toMatchObject({ key: 'INV-9', status: 'blocked' })
    expect(linksOf(plan)).toEqual(expect.arrayContaining(['CUST-1>INV-1', 'INV-1>INV-2']))
  })
  it('has its milestones in their sprints', () => {
    expect(plan.milestones.map((each) => `${each.name}@${each.to}`)).toEqual(['Alpha@2', 'Beta@4', 'GA@6'])
  })
})

describe('a project plan out of a spreadsheet, in German', () => {
  const { plan } = readDocument('held-out/spreadsheet-dates.md')

  it('has its days from its dates', () => {
    expect(plan.program.startsOn).toBe('2026-09-01')
    const first = plan.program.first
    const spanOf = (words: RegExp) => {
      const { start, finish } = taskLike(plan, words)
      return `${start - first}-${finish - first}`
    }
    expect(spanOf(/Ist-Aufnahme/)).toBe('0-6')
    expect(spanOf(/Pflichtenheft/)).toBe('7-16')
    expect(spanOf(/3\.2 Abnahme|^Abnahme$/)).toBe('59-59')
  })
  it('has its predecessors by their outline numbers', () => {
    const key = (words: RegExp) => taskLike(plan, words).key
    expect([...linksOf(plan)].sort()).toEqual(
      [
        `${key(/Ist-Aufnahme/)}>${key(/Pflichtenheft/)}`,
        `${key(/Pflichtenheft/)}>${key(/Datenbank/)}`,
        `${key(/Pflichtenheft/)}>${key(/Scanner-App/)}`,
        `${key(/Datenbank/)}>${key(/Probebetrieb/)}`,
        `${key(/Scanner-App/)}>${key(/Probebetrieb/)}`,
        `${key(/Probebetrieb/)}>${key(/3\.2 Abnahme|^Abnahme$/)}`,
      ].sort(),
    )
  })
  it('has its milestones on their days, its people and its risks', () => {
    const first = plan.program.first
    expect(plan.milestones.map((each) => `${each.key}@${each.to - first}`)).toEqual(['MS1@16', 'MS2@48', 'MS3@59'])
    expect(peopleOf(plan, taskLike(plan, /Pflichtenheft/).owners)).toMatch(/U\. Tamm.*B\. Krug/)
    expect(plan.sections.risks).toHaveLength(2)
    expect(recordsLike(plan.sections.risks, /Scanner werden nicht/)[0]).toMatchObject({ probability: 'medium', impactLevel: 'high' })
  })
})

describe('the checklist of an upgrade', () => {
  const document = readDocument('held-out/database-upgrade.md')
  const { plan } = document

  it('has its countdown, also from lines of a paragraph', () => {
    const offsets = plan.sections.runbook.map((step) => step.offset)
    expect(offsets).toEqual(expect.arrayContaining(['T-60min', 'T-30min', 'T0', 'T+15min', 'T+45min']))
  })
  it('has its gate with owner, approvers and what it requires', () => {
    expect(plan.gates).toHaveLength(1)
    expect(plan.gates[0]).toMatchObject({ owners: ['@dba'], reviewers: ['@head-of-ops', '@cto'] })
    expect(plan.gates[0]?.requirements).toHaveLength(3)
    expect(plan.gates[0]?.requirements[1]?.workflow).toBe('.github/workflows/upgrade-rehearsal.yml')
  })
  it('has what to do when it goes wrong', () => {
    expect(recordsLike(plan.sections.playbooks, /Abort and start old cluster/)).toHaveLength(1)
    expect(recordsLike(plan.sections.playbooks, /Replica lag/)).toHaveLength(1)
  })
  it('ticks what is done', () => {
    expect(taskLike(plan, /Read release notes/)).toMatchObject({ status: 'done', owners: ['@dba'] })
    expect(laneNamed(plan, /./).key).not.toBe('')
  })
})
