import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TaskStatus } from '@gatehouse/core'
import { describe, expect, it } from 'vitest'
import { parsePlanText } from '../../../parse-plan-text.ts'
import {
  expectEveryLineOnce,
  expectShare,
  kindsAt,
  laneNamed,
  peopleOf,
  readDocument,
  readText,
  recordsLike,
  taskLike,
  tasksLike,
} from '../testing/read-document.ts'

describe('spellings of owners', () => {
  const { plan } = readDocument('dialects/owners.md')
  const ownersOf = (title: RegExp) => taskLike(plan, title).owners

  it('by handle', () => {
    expect(ownersOf(/^One handle/)).toEqual(['@ana'])
    expect(ownersOf(/with plus/)).toEqual(['@ana', '@ben'])
    expect(ownersOf(/with slash/)).toEqual(['@ana', '@cleo'])
    expect(ownersOf(/with comma/)).toEqual(['@ben', '@cleo'])
  })
  it('by name', () => {
    expect(peopleOf(plan, ownersOf(/^A name/))).toMatch(/Dora Stein/)
    expect(ownersOf(/^Two names/)).toHaveLength(2)
    expect(peopleOf(plan, ownersOf(/^Names with commas/))).toMatch(/Dora Stein.*Erik Holm.*Fay Wu/)
    expect(ownersOf(/^Two names/)[0]).toBe(ownersOf(/^A name/)[0])
  })
  it('not yet', () => expect(ownersOf(/^Nobody yet/)).toEqual([]))
})

describe('spellings of status', () => {
  const { plan } = readDocument('dialects/statuses.md')
  const expected: readonly (readonly [RegExp, TaskStatus])[] = [
    [/^Tick/, 'done'],
    [/^Complete/, 'done'],
    [/^Wheel/, 'in_progress'],
    [/^Wip/, 'in_progress'],
    [/^Red/, 'blocked'],
    [/^Waiting/, 'todo'],
    [/^Undecided/, 'todo'],
    [/^Dropped/, 'dropped'],
    [/^Struck/, 'todo'],
  ]
  it.each(expected)('%s is %s', (title, status) => expect(taskLike(plan, title).status).toBe(status))
  it('an hourglass is not done', () => expect(['todo', 'in_progress']).toContain(taskLike(plan, /^Hourglass/).status))
})

describe('Mermaid arrows between tasks', () => {
  const document = readDocument('dialects/mermaid.md')
  const key = (words: RegExp) => taskLike(document.plan, words).key
  const links = [
    ...document.plan.dependencies.map((each) => `${each.from}>${each.to} ${each.kind}`),
    ...document.plan.tasks.flatMap((task) => task.after.map((each) => `${each.ref}>${task.key} ${each.kind}`)),
  ]

  it('are dependencies: solid is hard, dotted is soft', () => {
    expect(document.plan.tasks).toHaveLength(4)
    expect(links.sort()).toEqual(
      [
        `${key(/cables/)}>${key(/valves/)} hard`,
        `${key(/valves/)}>${key(/First watering/)} hard`,
        `${key(/rules/)}>${key(/First watering/)} soft`,
      ].sort(),
    )
  })
  it('are accounted for', () => {
    expect(kindsAt(document, 'A[Lay cables]')).toContain('dependency')
    expectShare(document, 0.9)
  })
})

describe('dependencies by issue number', () => {
  const { plan } = readDocument('dialects/issue-numbers.md')
  const key = (words: RegExp) => taskLike(plan, words).key
  const links = [
    ...plan.dependencies.map((each) => `${each.from}>${each.to} ${each.kind}`),
    ...plan.tasks.flatMap((task) => task.after.map((each) => `${each.ref}>${task.key} ${each.kind}`)),
  ]

  it('are hard, and soft where they are asynchronous', () => {
    expect(plan.tasks).toHaveLength(5)
    expect(links).toEqual(
      expect.arrayContaining([
        `${key(/Door driver/)}>${key(/Open by code/)} hard`,
        `${key(/Label printer/)}>${key(/Open by code/)} soft`,
        `${key(/Parcel sizes/)}>${key(/Label printer/)} soft`,
        `${key(/Open by code/)}>${key(/Night mode/)} hard`,
      ]),
    )
    expect(links).toHaveLength(4)
  })
})

describe('a countdown', () => {
  const document = readDocument('dialects/t-minus.md')

  it('is a runbook, not a list of tasks', () => {
    const { runbook } = document.plan.sections
    expect(runbook.map((step) => step.offset)).toEqual(['T-48h', 'T-24h', 'T-90min', 'T0', 'T+30min', 'T+1d'])
    expect(runbook[3]).toMatchObject({ text: 'Switch the tills', owners: ['@mona'] })
    expect(document.plan.tasks).toEqual([])
    expectShare(document, 0.9)
  })
})

describe('a tree of checkboxes', () => {
  const document = readDocument('dialects/checkbox-tree.md')
  const { plan } = document

  it('is tasks with checklists; [x] is done', () => {
    expect(taskLike(plan, /Buy microphones/)).toMatchObject({
      status: 'done',
      start: 1,
      finish: 1,
      checklist: [
        { text: 'Compare three', done: true },
        { text: 'Order', done: true },
      ],
    })
    const room = taskLike(plan, /Damp the room/)
    expect(room.status).not.toBe('done')
    expect(room.checklist.map((item) => item.done)).toEqual([true, false, false, false])
    expect(taskLike(plan, /Record the pilot/)).toMatchObject({ start: 2, priority: 'P0', owners: ['@sam'] })
  })
  it('loses nothing', () => {
    expect(JSON.stringify(plan)).toContain('second desk')
    expectShare(document, 0.9)
  })
})

describe('objectives and key results', () => {
  const { plan } = readDocument('dialects/okr.md')

  it('are metrics from tables and lists', () => {
    expect(recordsLike(plan.sections.metrics, /ask the guards/)[0]).toMatchObject({
      baseline: '34 %',
      target: '< 10 %',
      owners: ['@guards'],
    })
    expect(recordsLike(plan.sections.metrics, /Rating of 4\.5/)).toHaveLength(1)
    expect(recordsLike(plan.sections.metrics, /60\s?%/)).toHaveLength(1)
    expect(plan.tasks).toEqual([])
  })
})

describe('a table of staff', () => {
  const { plan } = readDocument('dialects/fte.md')

  it('is allocations with parts of people', () => {
    expect(plan.sections.allocations.map((each) => `${each.from}-${each.to} ${each.total}`)).toEqual(['1-4 2.5', '5-8 1', '3-6 0.5'])
    expect(plan.tasks).toEqual([])
  })
})

describe('columns in any order', () => {
  const { plan } = readDocument('dialects/columns-any-order.md')

  it('are known by their heads', () => {
    expect(plan.sections.risks).toHaveLength(2)
    expect(recordsLike(plan.sections.risks, /Birds/)[0]).toMatchObject({
      title: 'Birds eat the cherries',
      probability: 'high',
      impactLevel: 'medium',
      mitigation: 'Nets over the trees',
      owners: ['@ivo'],
    })
    expect(taskLike(plan, /Prune/)).toMatchObject({ start: 0, finish: 1, status: 'done', owners: ['@ivo'] })
    expect(taskLike(plan, /Set up the nets/)).toMatchObject({ start: 3, finish: 4, status: 'todo', owners: ['@jan'] })
  })
})

describe('a plan without lanes', () => {
  const { plan } = readDocument('dialects/no-lanes.md')

  it('has one, and days from its dates', () => {
    expect(plan.lanes).toHaveLength(1)
    expect(plan.tasks).toHaveLength(3)
    expect(plan.program.startsOn).toBe('2026-09-01')
    const first = plan.program.first
    expect(plan.tasks.map((task) => task.start - first)).toEqual([0, 1, 3])
    expect(peopleOf(plan, plan.tasks[1]?.owners ?? [])).toMatch(/Paul/)
  })
})

describe('a dump of a tracker', () => {
  const document = readDocument('dialects/jira-dump.md')
  const { plan } = document

  it('is tasks with keys, status, priority and owner', () => {
    expect(plan.tasks.filter((task) => /^BIKE-10\d$/.test(task.key))).toHaveLength(4)
    expect(taskLike(plan, /Lock opens/)).toMatchObject({ key: 'BIKE-101', status: 'in_progress', priority: 'P1' })
    expect(taskLike(plan, /Battery/)).toMatchObject({ status: 'todo', priority: 'P0' })
    expect(taskLike(plan, /Map of free bikes/)).toMatchObject({ status: 'done', priority: 'P2' })
    expect(taskLike(plan, /Rename/)).toMatchObject({ status: 'dropped', owners: [] })
    expect(taskLike(plan, /Lock opens/).owners).toEqual(taskLike(plan, /Map of free bikes/).owners)
    expectShare(document, 0.9)
  })
})

describe('a document with hardly any plan', () => {
  const text = readFileSync(join(import.meta.dirname, 'readme-like.md'), 'utf8')
  const { plan, report } = parsePlanText(text, { fileName: 'readme-like.md' })

  it('is no plan in disguise', () => {
    expectEveryLineOnce(text, report.lines)
    expect(plan?.tasks ?? []).toEqual([])
    expect(plan?.gates ?? []).toEqual([])
    expect(report.lines.find((line) => line.text.includes('npm install'))?.status).not.toBe('decoration')
  })
})

describe('next to nothing', () => {
  it.each(['', '\n', '   \n\t\n', '\uFEFF', '---', '```\n```', '|', '#', '- ', '<!-- -->', '\u0000'])('%j does not crash', (text) => {
    const { report } = parsePlanText(text)
    expectEveryLineOnce(text, report.lines)
    expect(report.lines.length).toBeLessThanOrEqual(3)
  })
  it('a heading is a name', () => expect(readText('# Bakery move\n\n- [ ] Pack (D0)\n').plan.program.name).toBe('Bakery move'))
})

describe('German', () => {
  const document = readDocument('dialects/german.md')
  const { plan } = document

  it('has its head, with a date written the German way', () => {
    expect(plan.program).toMatchObject({ cadence: 'week', first: 1, last: 4, startsOn: '2026-03-02', timeZone: 'Europe/Berlin' })
    expect(plan.program.goal).toContain('ohne Papier')
  })
  it('has lanes, owners and tasks of the matrix', () => {
    expect(plan.lanes.map((lane) => lane.key)).toEqual(['A1', 'A2'])
    expect(peopleOf(plan, laneNamed(plan, /Lager/).owners)).toMatch(/Emre Kaya/)
    expect(taskLike(plan, /Scanner anbinden/)).toMatchObject({ lane: 'A2', start: 2, finish: 2 })
    expect(tasksLike(plan, /./, { at: 3 }).length).toBeGreaterThanOrEqual(3)
  })
  it('has the table of tasks', () => {
    expect(taskLike(plan, /Tablets bestellen/)).toMatchObject({ lane: 'A1', start: 1, finish: 1, status: 'done', priority: 'P1' })
    expect(taskLike(plan, /WLAN ausmessen/)).toMatchObject({ lane: 'A2', start: 1, finish: 2, status: 'in_progress', priority: 'P2' })
    expect(taskLike(plan, /Handbuch/)).toMatchObject({ start: 3, finish: 4, status: 'todo', priority: 'P3' })
  })
  it('has milestones and risks', () => {
    expect(plan.milestones.map((each) => `${each.key}@${each.to}`)).toEqual(['M1@2', 'M2@3'])
    expect(JSON.stringify(plan.milestones[1]?.criteria)).toContain('98,5 %')
    expect(recordsLike(plan.sections.risks, /WLAN reicht/)[0]).toMatchObject({
      impactLevel: 'high',
      probability: 'medium',
      mitigation: 'Zweiten Sender bereitlegen',
      trigger: 'Tablet verliert die Verbindung',
    })
  })
  it('has its dependencies, soft and hard', () => {
    const task = (words: RegExp) => taskLike(plan, words).key
    const links = [
      ...plan.dependencies.map((each) => `${each.from}>${each.to} ${each.kind}`),
      ...plan.tasks.flatMap((each) => each.after.map((link) => `${link.ref}>${each.key} ${link.kind}`)),
    ]
    expect(links).toContain(`${task(/Tablets/)}>${task(/Handbuch/)} soft`)
    expect(links).toContain(`${task(/ausmessen/)}>M2 hard`)
  })
  it('accounts for its lines', () => expectShare(document, 0.9))
})

describe('German days', () => {
  const { plan } = readDocument('dialects/german-days.md')

  it('are Tag 1 and T1', () => {
    expect(plan.program).toMatchObject({ cadence: 'day', first: 1, last: 3, startsOn: '2026-04-20' })
    expect(taskLike(plan, /Umschaltung proben/)).toMatchObject({ start: 2, finish: 2 })
    expect(taskLike(plan, /Kabel/)).toMatchObject({ start: 1, finish: 2, status: 'todo' })
    expect(taskLike(plan, /Schlüssel/)).toMatchObject({ start: 1, finish: 1, status: 'done' })
  })
  it('have gates in the last column', () => {
    expect(plan.gates.map((gate) => `${gate.key}@${gate.at} ${gate.title}`)).toEqual(['F1@2 Probe bestanden', 'F2@3 Umzug fertig'])
  })
})

describe('German calendar weeks', () => {
  const { plan } = readDocument('dialects/german-kw.md')

  it('are weeks', () => {
    expect(plan.program).toMatchObject({ cadence: 'week', first: 10, last: 14 })
    expect(taskLike(plan, /Pilot/)).toMatchObject({ start: 12, finish: 13, owners: ['@lena'] })
    expect(plan.tasks.map((task) => task.status)).toEqual(['done', 'in_progress', 'todo', 'todo'])
  })
})
