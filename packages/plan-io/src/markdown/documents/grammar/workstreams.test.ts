import { describe, expect, it } from 'vitest'
import { expectShare, kindsAt, lineWith, peopleOf, readDocument, recordsLike, spans, tasksLike } from '../testing/read-document.ts'

describe('workstreams under headings, with milestones by week', () => {
  const document = readDocument('grammar/workstreams.md')
  const { plan } = document

  it('runs over eight weeks', () => {
    expect(plan.program).toMatchObject({ cadence: 'week', last: 8 })
    expect(plan.program.name).toContain('Paperwell')
  })

  it('has its workstreams with owner, objective and deliverables', () => {
    expect(plan.lanes.map((lane) => lane.key)).toEqual(['WS1', 'WS2', 'WS3'])
    expect(plan.lanes[0]).toMatchObject({
      name: 'Scanning & Quality',
      mission: expect.stringContaining('every page readable'),
      deliverables: [expect.stringContaining('scan-quality-report.md'), expect.stringContaining('Training sheet')],
    })
    expect(peopleOf(plan, plan.lanes[0]?.owners ?? [])).toMatch(/scan.centre/i)
    expect(plan.lanes[2]?.owners).toHaveLength(2)
  })

  it('has its tasks in their workstreams', () => {
    expect(plan.tasks.filter((task) => task.lane === 'WS1')).toHaveLength(3)
    expect(plan.tasks.filter((task) => task.lane === 'WS2')).toHaveLength(2)
    expect(plan.tasks.filter((task) => task.lane === 'WS3')).toHaveLength(2)
    expect(tasksLike(plan, /Train six operators/).map((task) => task.lane)).toEqual(['WS1'])
  })

  it('has its milestones with criteria', () => {
    expect(plan.milestones.map((each) => each.key)).toEqual(['A', 'B', 'C'])
    expect(plan.milestones.map((each) => each.to)).toEqual([2, 5, 8])
    expect(spans(plan.milestones)).toEqual(['2', '5', '8'])
    expect(JSON.stringify(plan.milestones[0]?.criteria)).toContain('retention table drafted')
  })

  it('has its risks with mitigation', () => {
    expect(plan.sections.risks).toHaveLength(2)
    expect(recordsLike(plan.sections.risks, /Boxes arrive damp/)[0]?.mitigation).toContain('drying room')
  })

  it('has the launch gate with four sign-offs', () => {
    const launch = plan.gates.find((gate) => /launch/i.test(gate.title))
    expect(launch?.requirements).toHaveLength(4)
    expect(launch?.at).toBe(8)
    expect(kindsAt(document, 'Clerks sign-off')).toContain('requirement')
  })

  it('keeps baseline and target', () => {
    const figures = JSON.stringify(plan.sections.metrics)
    expect(figures).toContain('57')
    expect(figures).toContain('88')
    expect(lineWith(document, '57/100').status).toBe('mapped')
    expect(lineWith(document, 'Planning horizon').status).toBe('mapped')
  })

  it('keeps exit criteria', () => {
    for (const words of ['Fewer than 2 faulty pages', 'Second operator', '95 of 100', 'Data protection officer'])
      expect(lineWith(document, words).status).toBe('mapped')
  })

  it('accounts for its lines', () => expectShare(document, 0.85))
})
