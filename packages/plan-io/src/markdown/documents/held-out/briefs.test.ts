import { describe, expect, it } from 'vitest'
import { laneNamed, peopleOf, readDocument, recordsLike, taskLike } from '../testing/read-document.ts'

describe('a brief with squads in bold and a table of facts', () => {
  const document = readDocument('held-out/program-brief.md')
  const { plan } = document

  it('has its calendar from a table without heads', () => {
    expect(plan.program).toMatchObject({ cadence: 'week', first: 1, last: 6, startsOn: '2026-10-05' })
    expect(plan.program.timeZone).toMatch(/^(CET|Europe\/\w+)$/)
  })
  it('has its squads, and their work by the name in front', () => {
    expect(plan.lanes).toHaveLength(2)
    expect(laneNamed(plan, /Alpha/).owners).toContain('@nuria')
    expect(taskLike(plan, /sandbox keys/)).toMatchObject({ lane: laneNamed(plan, /Alpha/).key, start: 1, finish: 1 })
    expect(taskLike(plan, /post office/)).toMatchObject({ lane: laneNamed(plan, /Beta/).key, start: 3, finish: 4 })
  })
  it('has one gate of its criteria', () => {
    expect(plan.gates).toHaveLength(1)
    expect(plan.gates[0]?.requirements).toHaveLength(3)
    expect(plan.gates[0]?.owners).toEqual(['@nuria', '@olaf', '@sec'])
  })
  it('takes each row of a mixed register for what it is', () => {
    expect(plan.sections.risks).toHaveLength(1)
    expect(recordsLike(plan.sections.risks, /cannot scale/)[0]).toMatchObject({ owners: ['@olaf'], from: 5, to: 5 })
    expect(plan.tasks.some((task) => /certificate arrives|Test cards|Legal text/.test(task.title))).toBe(false)
    expect(document.lines.filter((line) => line.status === 'unmapped')).toEqual([])
  })
})

describe('a German plan under weeks', () => {
  const { plan } = readDocument('held-out/wiki-by-weeks.md')

  it('has its start and its tasks with people, priority and status', () => {
    expect(plan.program.startsOn).toBe('2026-11-02')
    expect(plan.tasks).toHaveLength(9)
    expect(taskLike(plan, /Rechtekonzept/)).toMatchObject({ start: 1, status: 'done', priority: 'P0', parent: null })
    expect(peopleOf(plan, taskLike(plan, /Rechtekonzept/).owners)).toContain('Achim')
    expect(taskLike(plan, /nur lesen/)).toMatchObject({ start: 5, status: 'blocked' })
    expect(taskLike(plan, /übrigen Abteilungen/).checklist).toHaveLength(3)
  })
  it('has its gate, dependency, path and buffer', () => {
    expect(plan.gates).toHaveLength(1)
    expect(plan.gates[0]).toMatchObject({ title: 'Abnahme', at: 6 })
    expect(plan.gates[0]?.requirements).toHaveLength(3)
    expect(peopleOf(plan, plan.gates[0]?.reviewers ?? [])).toContain('Geschäftsführung')
    expect(plan.dependencies).toMatchObject([{ from: taskLike(plan, /Testsystem/).key, to: taskLike(plan, /Vertrieb/).key, kind: 'hard' }])
    expect(plan.criticalPaths[0]?.steps).toHaveLength(4)
    expect(plan.contingency).toMatchObject({ from: 7, to: 7 })
  })
  it('has its risks with fields inside their sentences', () => {
    expect(recordsLike(plan.sections.risks, /Anhänge/)[0]).toMatchObject({ probability: 'high', mitigation: 'nachts importieren' })
    expect(recordsLike(plan.sections.risks, /räumt/)[0]).toMatchObject({ mitigation: 'Frist setzen' })
  })
})

describe('days around a release day', () => {
  const { plan } = readDocument('held-out/recall-days.md')

  it('begin before it', () => {
    expect(plan.program).toMatchObject({ cadence: 'day', first: -2, last: 9 })
    expect(taskLike(plan, /Import serials/)).toMatchObject({ lane: 'WS-1', start: -2, finish: -2 })
    expect(taskLike(plan, /Returns desk/)).toMatchObject({ lane: 'WS-2', start: 5, finish: 9 })
    expect(taskLike(plan, /Call script/)).toMatchObject({ lane: 'WS-3', start: 1, finish: 1 })
  })
  it('have their gates under heads of few words', () => {
    expect(plan.gates.map((gate) => `${gate.key}@${gate.at}`)).toEqual(['QG-A@-1', 'QG-B@0', 'QG-C@9'])
    expect(plan.gates.map((gate) => gate.reviewers.join())).toEqual(['@bo', '@ana', '@cyd'])
  })
})

describe('a charter in numbered chapters over rules', () => {
  const { plan } = readDocument('held-out/numbered-chapters.txt')

  it('has its phases and lettered tasks', () => {
    expect(plan.phases.map((phase) => `${phase.name} ${phase.from}-${phase.to}`)).toEqual(['Design 1-2', 'Build 3-6', 'Test 7-8'])
    expect(taskLike(plan, /Valve driver/)).toMatchObject({ title: 'Valve driver', start: 3, finish: 6 })
    expect(peopleOf(plan, taskLike(plan, /Valve driver/).owners)).toContain('H. Sato')
    expect(taskLike(plan, /Winter mode/).priority).toBe('P3')
  })
  it('has its gates and risks, one line each', () => {
    expect(plan.gates.map((gate) => gate.at)).toEqual([2, 6, 8])
    expect(peopleOf(plan, plan.gates[1]?.owners ?? [])).toContain('H. Sato')
    expect(plan.gates[1]?.requirements).toHaveLength(2)
    expect(recordsLike(plan.sections.risks, /Rain sensor/)[0]).toMatchObject({
      probability: 'high',
      impactLevel: 'high',
      mitigation: 'second source',
    })
  })
})
