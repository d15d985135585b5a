import { describe, expect, it } from 'vitest'
import { expectShare, kindsAt, laneNamed, lineWith, readDocument, recordsLike } from '../testing/read-document.ts'

describe('numbered tasks worked on over several days', () => {
  const document = readDocument('grammar/numbered-day-table.md')
  const { plan } = document
  const summaries = plan.tasks.filter((task) => task.parent === null && plan.tasks.some((child) => child.parent === task.key))

  it('runs over eight days', () => {
    expect(plan.program).toMatchObject({ cadence: 'day', first: 1, last: 8 })
  })

  it('has tasks 1 to 9 as summaries with an entry for each day', () => {
    expect(summaries).toHaveLength(9)
    const daysOf = (words: RegExp): readonly number[] => {
      const child = plan.tasks.find((task) => words.test(task.title))
      const parent = child?.parent ?? child?.key
      return plan.tasks.filter((task) => task.parent === parent).map((task) => task.start)
    }
    expect(daysOf(/Run load and security tests/)).toEqual([5, 6, 7])
    expect(daysOf(/Write the roster solver/)).toEqual([3, 4])
    expect(daysOf(/Prepare environments and the secrets store/)).toEqual([1])
    expect(daysOf(/Import last year/)).toEqual([3, 6])
    expect(daysOf(/Start accessibility review/)).toEqual([5, 6, 8])
  })

  it('has the squads as lanes, which own their tasks', () => {
    expect(plan.lanes.map((lane) => lane.name)).toEqual(expect.arrayContaining(['Rosters', 'Integration', 'Assurance']))
    const laneOf = (words: RegExp) => plan.tasks.find((task) => words.test(task.title))?.lane
    expect(laneOf(/Model wards/)).toBe(laneNamed(plan, /^Rosters$/).key)
    expect(laneOf(/Build the login/)).toBe(laneNamed(plan, /^Integration$/).key)
    expect(laneOf(/Run load and security/)).toBe(laneNamed(plan, /^Assurance$/).key)
  })

  it('keeps the notes of each day', () => {
    for (let day = 1; day <= 8; day += 1) expect(lineWith(document, `- **Day ${day}:**`).status).toBe('mapped')
  })

  it('has the countdown with its offsets', () => {
    expect(plan.sections.runbook.map((step) => step.offset)).toEqual(['T-48h', 'T-12h', 'T-2h', 'T0', 'T+1h', 'T+12h'])
    expect(plan.sections.runbook[3]?.text).toContain('Switch the wards')
  })

  it('has playbooks, checklists per squad, risks and rituals', () => {
    expect(plan.sections.playbooks).toHaveLength(3)
    expect(recordsLike(plan.sections.playbooks, /Wrong roster published/)).toHaveLength(1)
    const ready = plan.sections.checklists.filter((list) => /Rosters|Integration|Assurance/.test(JSON.stringify([list.title, list.lane])))
    expect(ready.length).toBeGreaterThanOrEqual(3)
    expect(plan.sections.risks).toHaveLength(3)
    expect(recordsLike(plan.sections.risks, /Directory access comes late/)[0]?.mitigation).toContain('local accounts')
    expect(recordsLike(plan.sections.rituals, /Steering group/)[0]).toMatchObject({ weekdays: [1, 4] })
    expect(recordsLike(plan.sections.rituals, /stand-up/)[0]).toMatchObject({ minutes: 15 })
    expect(kindsAt(document, 'Escalation triggers').some((kind) => /metric|escalation/.test(kind))).toBe(true)
  })

  it('keeps the next steps', () => {
    for (const words of ['Name a lead per task', 'Get directory access', 'Book the training room'])
      expect(kindsAt(document, words)).not.toEqual([])
  })

  it('accounts for its lines', () => expectShare(document, 0.85))
})
