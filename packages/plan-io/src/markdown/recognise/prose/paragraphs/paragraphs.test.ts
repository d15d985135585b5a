import { describe, expect, it } from 'vitest'
import { readDraft } from '../../testing/read-draft.ts'

describe('paragraphs', () => {
  it.each([
    ['**CP1 (Bread path):**\nD0 flour → D1-D2 dough → D3 baked', 'Critical path'],
    ['Critical path: D0 flour -> D1-D2 dough -> D3 baked', 'Notes'],
    ['Kritischer Pfad: D0 flour → D1-D2 dough → D3 baked', 'Sonstiges'],
  ])('%s', (text, heading) => {
    const { draft } = readDraft(`# Plan (D0..D9)\n\n## ${heading}\n\n${text}\n`)
    expect(draft.criticalPaths).toMatchObject([
      { key: 'CP1', steps: [{ text: 'D0 flour' }, { text: 'D1-D2 dough' }, { text: 'D3 baked' }] },
    ])
  })

  it.each([
    ['If CP1 slips by >1 day, consume D7-D9 contingency; otherwise rest.', 1],
    ['Slips of more than 2 days use the buffer D7–D9.', 2],
    ['Rutscht der Pfad um mehr als 1 Tag, wird der Puffer D7–D9 verbraucht.', 1],
  ])('state the contingency: %s', (text, tolerance) => {
    const { draft, account } = readDraft(`# Plan (D0..D9)\n\n## Rules\n\n${text}\n`)
    expect(draft.contingency).toMatchObject({ from: 7, to: 9, tolerance })
    expect(account.at(5)?.entities).toEqual([{ kind: 'contingency', key: 'contingency' }])
  })

  it('mention a buffer without a rule in vain', () => {
    const { draft } = readDraft('# Plan (D0..D9)\n\n## Notes\n\nThere is a buffer somewhere.\n')
    expect(draft.contingency).toBeNull()
  })

  it('count and name streams of work', () => {
    const { draft, account } = readDraft('# Plan\n\n## Summary\n\nThree modules (Flour, Dough and Shop) are built together.\n')
    expect(draft.lanes.map(({ name }) => name)).toEqual(['Flour', 'Dough', 'Shop'])
    expect(account.inferred.filter(({ entity }) => entity.kind === 'lane')).toHaveLength(3)
  })

  it('say something about the lane, gate or task around them', () => {
    const { draft } = readDraft(
      '# Plan (D0..D9)\n\n## WS1 — Bread\n**Owner:** Ada Berg + @bo\n**Goal:** fresh\n\n## G1 Baked (D4)\n**Reviewers:** @cy, @di\n**Evidence:** oven log; photo\n',
    )
    expect(draft.lanes).toMatchObject([{ owners: ['@ada-berg', '@bo'], mission: 'fresh' }])
    expect(draft.gates).toMatchObject([{ at: 4, reviewers: ['@cy', '@di'], requirements: [{ text: 'Oven log' }, { text: 'Photo' }] }])
  })

  it('are steps of a countdown where they begin with a distance', () => {
    const { draft } = readDraft('# Plan\n\n## Day of the move\n**T-60 min** Call everybody @ada\n**T-0** Switch\nT+15 min: Look\n')
    expect(draft.sections.get('runbook')).toMatchObject([
      { offset: 'T-60min', text: 'Call everybody @ada', owners: ['@ada'] },
      { offset: 'T0', text: 'Switch' },
      { offset: 'T+15min', text: 'Look' },
    ])
  })

  it('are meetings where a name has weekdays and no date', () => {
    const { draft } = readDraft('# Plan\n\nJour fixe: dienstags 10:00 Uhr, 45 Minuten\nWindow: Saturday 2026-10-17 20:00\n')
    expect(draft.sections.get('rituals')).toMatchObject([{ title: 'Jour fixe', weekdays: [2], time: '10:00', minutes: 45 }])
  })

  it('name several gates in one line, each with its bracket', () => {
    const { draft } = readDraft(
      '# Plan (W1-W6)\n\nGates: **G1 Beta ready** (end of W4, owner @kim, evidence: smoke report, crash log), **G2 Launch** (W6).\n',
    )
    expect(draft.gates).toMatchObject([
      { key: 'G1', title: 'Beta ready', at: 4, owners: ['@kim'], requirements: [{ text: 'Smoke report' }, { text: 'Crash log' }] },
      { key: 'G2', title: 'Launch', at: 6 },
    ])
  })

  it('in drawn charts and code stay with what they draw or show', () => {
    const { draft, at } = readDraft(
      '# Plan\n\n## Weeks 1-2: Dough\n- Knead\n\n```sh\nknead --slow\n```\n\n## Gantt\n\n```\nDough: ████░░\nCritical Path: a → b → c\n```\n',
    )
    expect(draft.tasks[0]?.note).toContain('knead --slow')
    expect(at('knead --slow')).toEqual([`task/${draft.tasks[0]?.key}`])
    expect(at('Dough: █')).toContain('phase/dough')
    expect(draft.criticalPaths).toMatchObject([{ steps: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] }])
    expect(draft.tasks).toHaveLength(1)
  })
})
