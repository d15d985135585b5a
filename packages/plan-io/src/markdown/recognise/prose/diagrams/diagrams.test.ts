import { describe, expect, it } from 'vitest'
import { readDraft } from '../../testing/read-draft.ts'

const mermaid = (...lines: readonly string[]): string => ['```mermaid', ...lines, '```'].join('\n')

describe('diagrams', () => {
  it('boxes are what they name, else tasks with their state; arrows are dependencies', () => {
    const { draft, at } = readDraft(
      `# Plan\n\n## Tasks\n\n1. Bake (D1)\n\n## Flow\n\n${mermaid('flowchart LR', 'A[Bake] --> B[Cool down]:::done', 'B -.-> C[Sell]')}\n`,
    )
    expect(draft.tasks).toMatchObject([
      { key: 'T1', title: 'Bake' },
      { key: 'B', title: 'Cool down', status: 'done' },
      { key: 'C', title: 'Sell', status: null },
    ])
    expect(draft.dependencies).toMatchObject([
      { from: { text: 'T1' }, to: { text: 'B' }, kind: 'hard' },
      { from: { text: 'B' }, to: { text: 'C' }, kind: 'soft' },
    ])
    expect(at('B -.-> C')).toEqual(expect.arrayContaining(['dependency/B->C', 'task/C']))
    expect(at('flowchart LR')).not.toEqual([])
  })

  it.each(['Open items', 'Offene Punkte'])('a star under “%s” is its list', (title) => {
    const { draft, at } = readDraft(`# Plan\n\n## ${title}\n\n${mermaid('flowchart LR', `R[${title}] --> O1[Alarms]`, 'R --> O2[Keys]')}\n`)
    expect(draft.tasks.map((task) => task.title)).toEqual(['Alarms', 'Keys'])
    expect(draft.dependencies).toEqual([])
    expect(at('O2[Keys]')).toEqual(expect.arrayContaining(['task/O2', 'open_item/O2']))
  })

  it('evidence types behind a choice are the evidence model', () => {
    const { draft, at } = readDraft(
      `# Plan\n\n## Evidence model\n\n${mermaid('flowchart LR', 'P[Gate] --> E{Type}', 'E -- test --> T[Name and run]', 'E -- code --> C[git sha]')}\n`,
    )
    expect(draft.sections.get('notes')).toMatchObject([
      {
        kind: 'evidence_model',
        types: [
          { type: 'test', accepts: ['test'], proof: 'Name and run' },
          { type: 'code', accepts: ['code'] },
        ],
      },
    ])
    expect(draft.tasks).toEqual([])
    expect(at('E -- code')).toEqual(['evidence_type/code'])
  })

  it('states and their steps are the life of a gate', () => {
    const { draft, at } = readDraft(
      `# Plan\n\n## States\n\n${mermaid('stateDiagram-v2', '[*] --> Open: begins', 'Open --> Shut: ends', 'Shut --> [*]')}\n`,
    )
    expect(draft.sections.get('notes')).toMatchObject([{ kind: 'gate_life', states: ['Open', 'Shut'], text: 'Open, Shut' }])
    expect(at('Open --> Shut')).toEqual(['gate_transition/Open->Shut'])
  })

  it('messages are kept in their order', () => {
    const { draft, at } = readDraft(
      `# Plan\n\n## Sign-off process\n\n${mermaid('sequenceDiagram', 'participant A as Baker', 'A->>B: asks', 'B->>A: signs')}\n`,
    )
    expect(draft.sections.get('notes')).toMatchObject([{ kind: 'sequence', steps: ['Baker → B: asks', 'B → Baker: signs'] }])
    expect(at('participant')).toEqual(['gate_life/sequence'])
  })

  it('bars are tasks with their dates, sections lanes, points milestones', () => {
    const { draft } = readDraft(
      `# Plan\n\nWe have 4 weeks.\n\n${mermaid(
        'gantt',
        'dateFormat YYYY-MM-DD',
        'section Dough',
        'Knead :done, a, 2026-03-02, 7d',
        'Rest :crit, b, after a, 7d',
        'section Shop',
        'Opening :milestone, m, 2026-03-16, 0d',
      )}\n`,
    )
    expect(draft.head.startsOn).toBe('2026-03-02')
    expect(draft.lanes.map(({ name }) => name)).toEqual(['Dough'])
    expect(draft.tasks).toMatchObject([
      { key: 'a', start: 1, finish: 1, status: 'done', lane: 'L1' },
      { key: 'b', start: 2, finish: 2, priority: 'P0' },
    ])
    expect(draft.milestones).toMatchObject([{ key: 'm', name: 'Opening', from: 3 }])
    expect(draft.dependencies).toMatchObject([{ from: { text: 'a' }, to: { text: 'b' }, kind: 'hard' }])
  })

  it('bars without dates are in order only', () => {
    const { draft } = readDraft(`# Plan\n\n${mermaid('gantt', 'dateFormat X', 'One :done, a, 0, 1', 'Two :b, after a, 1')}\n`)
    expect(draft.tasks).toMatchObject([{ start: null }, { start: null }])
    expect(draft.dependencies).toMatchObject([{ kind: 'soft' }])
  })
})
