import { describe, expect, it } from 'vitest'
import { readDraft } from '../testing/read-draft.ts'

describe('headings', () => {
  it.each([
    ['## WS2 — Ovens (Owner: Bakery Floor)', 'WS2', 'Ovens', '@bakery-floor'],
    ['## Squad B: Ovens (Lead: @ada)', 'Squad-B', 'Ovens', '@ada'],
    ['## 3.1 🔥 Track 3 · Ovens', 'Track-3', 'Ovens', undefined],
    ['## AP4 – Öfen (Verantwortlich: Backstube)', 'AP4', 'Öfen', '@backstube'],
  ])('make a lane of %s', (heading, key, name, owner) => {
    const { draft, at } = readDraft(`# Bread plan\n\n${heading}\n\n- Clean the ovens\n`)
    expect(draft.lanes).toMatchObject([{ key, name, owners: owner === undefined ? [] : [owner] }])
    expect(draft.tasks).toMatchObject([{ lane: key, title: 'Clean the ovens' }])
    expect(at(heading)).toEqual([`lane/${key}`])
  })

  it.each([
    ['### G3 Ovens proven (D5)', 'G3', 5],
    ['### Gate 2: Ovens proven (Day 4)', 'G2', 4],
    ['### Tor 7 – Öfen geprüft (Tag 6)', 'G7', 6],
    ['### Gate V1 — Ovens proven (D2)', 'V1', 2],
  ])('make a gate of %s', (heading, key, day) => {
    const { draft, at } = readDraft(`# Bread plan\n\n## Day 1\n\n- Bake\n\n${heading}\n\n- Log of ten loaves\n- Thermometer checked\n`)
    expect(draft.gates).toMatchObject([{ key, at: day }])
    expect(draft.gates[0]?.requirements.map(({ text }) => text)).toEqual(['Log of ten loaves', 'Thermometer checked'])
    expect(at('Thermometer')).toContain(`requirement/${key}.2`)
  })

  it('make milestones, also by mere periods in their section', () => {
    const { draft } = readDraft(
      '# Plan\n\n## Milestones\n\n### Milestone A (Week 3)\n- Doors open\n\n### M2 – Half full (Week 5)\n- Guests\n\n### Week 8: Full\n- More guests\n',
    )
    expect(draft.milestones).toMatchObject([
      { key: 'A', from: 3, to: 3, criteria: ['Doors open'] },
      { key: 'M2', name: 'Half full', from: 5, criteria: ['Guests'] },
      { key: 'M1', from: 8, criteria: ['More guests'] },
    ])
  })

  it('make phases of ranges and summary tasks of the weeks inside', () => {
    const { draft, at } = readDraft(
      [
        '# Plan',
        '## Weeks 2-3: Dough',
        '**Phase**: Trial',
        '**Team**: 2 Bakers + 1 Miller',
        '### Week 2: Flour',
        '#### Objectives',
        'Know the flour.',
        '#### Tasks',
        '- [ ] Buy flour',
        '- [x] Sieve flour',
        '#### Exit criteria',
        '- Ten kinds tasted',
        '## Phase 2 – Baking (Weeks 4–5)',
        '- Heat the oven',
      ].join('\n\n'),
    )
    expect(draft.phases).toMatchObject([
      { name: 'Dough', from: 2, to: 3, focus: expect.stringContaining('Trial') },
      { key: 'P2', name: 'Baking', from: 4, to: 5 },
    ])
    expect(draft.tasks).toMatchObject([
      { key: 'W2', title: 'Flour', start: 2, finish: 2, note: 'Know the flour.', checklist: [{ text: 'Ten kinds tasted', done: false }] },
      { key: 'W2.1', parent: 'W2', title: 'Buy flour', start: 2, status: 'todo' },
      { key: 'W2.2', parent: 'W2', title: 'Sieve flour', status: 'done' },
      { title: 'Heat the oven', start: 4, finish: 5 },
    ])
    expect(draft.sections.get('allocations')).toMatchObject([{ from: 2, to: 3, total: 3 }])
    expect(at('Week 2: Flour')).toEqual(['task/W2'])
  })

  it('keep phases that run side by side in lanes of their own', () => {
    const { draft } = readDraft('# Plan\n\n## Weeks 1-4: Bread\n- Bake\n\n## Weeks 3-6: Cake\n- Stir\n')
    const [bake, stir] = draft.tasks
    expect(stir?.lane).not.toBe(bake?.lane)
    expect(draft.lanes.map(({ name }) => name)).toContain('Cake')
  })

  it('name a lane that is known already', () => {
    const { draft } = readDraft('# Plan\n\n## Squads\n- **Dough:** kneads\n\n## Week 2: Start\n### Dough\n- Knead\n')
    expect(draft.tasks.at(-1)).toMatchObject({ title: 'Knead', lane: 'L1', start: 2 })
  })

  it('make tasks of numbers, with what is listed below as their checklist', () => {
    const { draft } = readDraft(
      '# Plan\n\n## Tasks\n\n### #11 Knead (P1)\n**Owner:** @ada\n**Depends on:** #10 (async)\n\n- Salt\n\n### Aufgabe 12: Backen\n- Hitze\n',
    )
    expect(draft.tasks).toMatchObject([
      { key: 'T11', number: '11', title: 'Knead', priority: 'P1', owners: ['@ada'], checklist: [{ text: 'Salt' }] },
      { key: 'T12', number: '12', title: 'Backen', checklist: [{ text: 'Hitze' }] },
    ])
    expect(draft.dependencies).toMatchObject([{ from: { text: '#10' }, to: { text: 'T11' }, kind: 'soft' }])
  })

  it('only say when, where they say no more', () => {
    const { draft, at } = readDraft('# Plan\n\n### Tag 3\n- Teig ansetzen\n- Ofen heizen\n')
    expect(draft.tasks).toMatchObject([
      { key: 'D3.1', start: 3, parent: null },
      { key: 'D3.2', start: 3 },
    ])
    expect(at('Tag 3')).toEqual(['period/D3'])
  })

  it('that name the subject of a section are no periods of it', () => {
    const { draft, at } = readDraft('# Plan\n\n## Day-by-day timeline (D0..D9)\n\n## Post-Day-9 follow through\n- Hypercare: two weeks\n')
    expect(draft.phases).toEqual([])
    expect(at('timeline')).toEqual(['section/schedule'])
    expect(at('Hypercare')[0]).toMatch(/^follow_up/)
  })

  it('state a peak, and warn where the rows add up to more', () => {
    const { account } = readDraft(
      '# Plan\n\n## Week 1\n\n## Staffing\n\n| Week | Role | FTE |\n|---|---|---|\n| 1-2 | Bakers | 3 |\n| 2-3 | Millers | 4 |\n\n### Peak team size: Week 2 (5 FTE)\n',
    )
    const warnings = account.warnings.filter(({ code }) => code === 'fte_peak_disagrees').map(({ message }) => message)
    expect(warnings.some((message) => message.includes('5 FTE') && message.includes('7'))).toBe(true)
  })
})
