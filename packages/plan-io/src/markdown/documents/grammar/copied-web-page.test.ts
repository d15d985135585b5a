import { describe, expect, it } from 'vitest'
import { expectShare, kindsAt, lineWith, readDocument } from '../testing/read-document.ts'

describe('a page copied out of a browser', () => {
  const document = readDocument('grammar/copied-web-page.txt')
  const { plan } = document

  it('recovers the cells that stand on lines of their own', () => {
    for (const words of ['Nobody works on it yet', 'Work is under way', 'Waiting for the owners', 'Approved and locked'])
      expect(lineWith(document, words).status).toBe('mapped')
    expect(lineWith(document, 'Switch table +').entities).toEqual(lineWith(document, 'models/Switches.md').entities)
  })

  it('keeps the five states', () => {
    const kept = JSON.stringify(plan)
    for (const state of ['Not Started', 'In Progress', 'Ready for Signoff', 'Signed Off', 'Completed (Doc Baseline)'])
      expect(kept).toContain(state)
    expect(lineWith(document, 'NotStarted --> InProgress').status).toBe('mapped')
  })

  it('has the three stages and their order', () => {
    const kept = JSON.stringify(plan)
    for (const stage of ['Track Model', 'Depot Interfaces', 'Shunting Code']) expect(kept).toContain(stage)
    for (const stage of ['S1[Stage 1', 'S2[Stage 2', 'S3[Stage 3']) {
      expect(kindsAt(document, stage)).not.toEqual([])
      expect(kindsAt(document, stage)).not.toContain('note')
    }
    expect(lineWith(document, 'S1 --> S2 --> S3').status).toBe('mapped')
  })

  it('has the four open items', () => {
    const kept = JSON.stringify(plan)
    for (const item of ['Alarms', 'On-call drills', 'Restore of the track data', 'Key handling']) expect(kept).toContain(item)
    for (const item of ['O1[Alarms', 'O2[On-call', 'O3[Restore', 'O4[Key']) expect(kindsAt(document, item)).not.toContain('note')
  })

  it('has the evidence types of its model', () => {
    for (const words of ['EV -- doc baseline', 'EV -- contract', 'EV -- code', 'EV -- test'])
      expect(lineWith(document, words).status).toBe('mapped')
  })

  it('has the finished items with their evidence', () => {
    expect(lineWith(document, 'Depot interfaces hardened').status).toBe('mapped')
    expect(JSON.stringify(plan)).toContain('depot.openapi.yaml')
  })

  it('accounts for its lines', () => expectShare(document, 0.85))
})
