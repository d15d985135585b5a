import { describe, expect, it } from 'vitest'
import { readDraft } from '../../testing/read-draft.ts'

const section = (
  text: string,
  name: 'risks' | 'checklists' | 'rituals' | 'escalation' | 'runbook' | 'playbooks' | 'metrics' | 'notes' | 'decisions' | 'checkpoints',
) => readDraft(text).draft.sections.get(name) ?? []

describe('tasks in lists', () => {
  it('say who, when, how urgent and how far in brackets and behind dashes', () => {
    const { draft } = readDraft(
      [
        '# Plan (D0..D9)',
        '## Tasks',
        '- [P0] Fix the mill (@ada, D1-D3)',
        '- Clean the oven — @bo, done',
        '- Paint the door, @bo, D4',
        '- Sweep – D5 bis D6 – geplant',
        '- #12 Buy flour (Owner: Carla Diaz, P2; depends on #11)',
        '- ~~Order a sign~~',
        '- Teig ansetzen (Verantwortlich: Dora Ehm, Tag 4, in Arbeit)',
      ].join('\n\n'),
    )
    expect(draft.tasks).toMatchObject([
      { title: 'Fix the mill', priority: 'P0', owners: ['@ada'], start: 1, finish: 3 },
      { title: 'Clean the oven', owners: ['@bo'], status: 'done' },
      { title: 'Paint the door', owners: ['@bo'], start: 4 },
      { title: 'Sweep', start: 5, finish: 6, status: 'todo' },
      { key: 'T12', title: 'Buy flour', owners: ['@carla-diaz'], priority: 'P2' },
      { title: 'Order a sign', status: 'dropped' },
      { title: 'Teig ansetzen', owners: ['@dora-ehm'], start: 4, status: 'in_progress' },
    ])
    expect(draft.dependencies).toMatchObject([{ from: { text: '#11' }, to: { text: 'T12' } }])
  })

  it('have what is nested as checklist, at any depth, and attributes of their own', () => {
    const { draft, at } = readDraft(
      '# Plan\n\n## Week 2: Ovens\n\n- [ ] **Build** (TDD):\n  1. Bricks\n     - [x] mortar\n  - Owner: @ada\n  - Status: blockiert\n- [x] Paint\n',
    )
    expect(draft.tasks.slice(1)).toMatchObject([
      {
        key: 'W2.1',
        owners: ['@ada'],
        status: 'blocked',
        checklist: [
          { text: 'Bricks', done: false },
          { text: 'mortar', done: true },
        ],
      },
      { key: 'W2.2', status: 'done' },
    ])
    expect(at('mortar')).toEqual(['task/W2.1'])
  })

  it('take urgency and fate from their heading', () => {
    const { draft } = readDraft("# Road to 2.0\n\n## Must have\n- [ ] #7 Engine @ada\n\n## Won't do\n- #9 Market\n")
    expect(draft.tasks).toMatchObject([
      { key: 'T7', priority: 'P0' },
      { key: 'T9', status: 'dropped' },
    ])
  })

  it('belong to the lane that a list names', () => {
    const { draft } = readDraft(
      '# Plan\n\n## Squads\n- **Dough** – Ada, Bo\n- **Shop:** Owns tasks 2–3 and 5, sells\n\n## Tasks\n1. Knead\n2. Sweep\n5. Sell\n\n## Steps\n1. **Dough** (Ada)\n   - Rest\n',
    )
    expect(draft.lanes).toMatchObject([
      { key: 'L1', name: 'Dough', owners: ['@ada', '@bo'] },
      { key: 'L2', name: 'Shop', mission: 'Owns tasks 2–3 and 5, sells' },
    ])
    expect(draft.tasks.map(({ title, lane }) => `${title}:${lane}`)).toEqual(['Knead:null', 'Sweep:L2', 'Sell:L2', 'Rest:L1'])
  })
})

describe('workstreams under headings', () => {
  it.each([
    ['Tasks', 'Deliverables', 'Exit criteria', 'Objective'],
    ['Aufgaben', 'Liefergegenstände', 'Ausstiegskriterien', 'Ziel'],
  ])('have %s, %s, %s and %s, as headings or as labels', (tasks, deliverables, criteria, objective) => {
    const headings = `# P\n\n## WS1 — Bread\n**${objective}:** fresh every day\n\n### ${tasks}\n- Bake\n\n### ${deliverables}\n- Loaf\n\n### ${criteria}\n- Tasted twice\n`
    const labels = `# P\n\n## WS1 — Bread\n**${objective}:** fresh every day\n\n**${tasks}:**\n- Bake\n\n**${deliverables}:**\n- Loaf\n\n**${criteria}:**\n- Tasted twice\n`
    const items = `# P\n\n## WS1 — Bread\n**${objective}:** fresh every day\n\n- ${tasks}:\n  - Bake\n- ${deliverables}:\n  - Loaf\n- ${criteria}:\n  - Tasted twice\n`
    for (const text of [headings, labels, items]) {
      const { draft } = readDraft(text)
      expect(draft.lanes).toMatchObject([{ key: 'WS1', name: 'Bread', mission: 'fresh every day', deliverables: ['Loaf'] }])
      expect(draft.tasks).toMatchObject([{ key: 'WS1.1', lane: 'WS1', title: 'Bake' }])
      expect(draft.gates).toMatchObject([{ key: 'WS1-exit', title: 'Bread', requirements: [{ text: 'Tasted twice' }] }])
    }
  })
})

describe('gates in lists', () => {
  it('have their evidence and people nested or behind the colon', () => {
    const { draft } = readDraft(
      '# Plan (D0..D9)\n\n## Gates\n- **G1 Dough ready (D2):** scale log; photo\n- **G2 Baked (D4)**\n  - Owner: @ada\n  - Reviewer: @bo\n  - Evidence: oven log, thermometer\n',
    )
    expect(draft.gates).toMatchObject([
      { key: 'G1', title: 'Dough ready', at: 2 },
      { key: 'G2', title: 'Baked', at: 4, owners: ['@ada'], reviewers: ['@bo'] },
    ])
    expect(draft.gates.map((gate) => gate.requirements.map(({ text }) => text))).toEqual([
      ['Scale log', 'Photo'],
      ['Oven log', 'Thermometer'],
    ])
  })

  it('need no colon', () => {
    const { draft } = readDraft(
      '# Plan (D0..D9)\n\n## Quality gates\n- **QG1 – Dough ready** (end of day 2) – evidence: scale log, photo. Owner: @ada\n- G2 Baked\n',
    )
    expect(draft.gates).toMatchObject([
      { key: 'QG1', title: 'Dough ready', at: 2, owners: ['@ada'], requirements: [{ text: 'Scale log' }, { text: 'Photo' }] },
      { key: 'G2', title: 'Baked', requirements: [] },
    ])
  })

  it.each([
    ['Launch gate checklist', 'Kitchen sign-off (no burnt loaf)', 'Shop sign-off'],
    ['Sign-offs', 'Ada: kitchen', 'Bo: shop'],
    ['Startfreigabe Checkliste', 'Küche Freigabe (kein Brot verbrannt)', 'Laden Freigabe'],
  ])('a %s is one gate that everybody named signs', (title, first, second) => {
    const { draft, account } = readDraft(`# Plan\n\n## ${title}\n- [ ] ${first}\n- [x] ${second}\n`)
    expect(draft.gates).toHaveLength(1)
    expect(draft.gates[0]).toMatchObject({ quorum: 2, requirements: [{ text: first }, { text: second }] })
    expect(draft.gates[0]?.reviewers).toHaveLength(2)
    expect(account.inferred.map(({ field }) => field)).toEqual(['reviewers', 'reviewers', 'quorum'])
  })
})

describe('milestones in lists', () => {
  it('have keys and periods in every spelling', () => {
    const { draft } = readDraft(
      '# Plan (D0..D20)\n\n## Milestones\n- **Milestone A (D0-D3):** Doors open.\n- Day 6: Half full\n- M4 — Full (D9)\n- Party → Day 12\n- **Meilenstein B (Tag 14):** Gäste da\n',
    )
    expect(draft.milestones.map(({ key, name, from, to }) => `${key} ${from}-${to} ${name}`)).toEqual([
      expect.stringContaining('A 0-3'),
      'M1 6-6 Half full',
      'M4 9-9 Full',
      'M2 12-12 Party',
      expect.stringContaining('B 14-14'),
    ])
  })
})

describe('milestones by date', () => {
  it('are counted from the start of the plan', () => {
    const { draft } = readDraft(
      '# Plan\n\n**Start:** 2026-03-02\n\nWe have 4 weeks.\n\nMilestones:\n- MS1 Doors open: 2026-03-10\n- Party on 2026-03-24\n',
    )
    expect(draft.milestones.map(({ key, name, from }) => `${key}@${from} ${name}`)).toEqual([
      'MS1@2 Doors open',
      expect.stringContaining('M1@4 Party'),
    ])
  })
})

describe('dependencies in lists', () => {
  it.each([
    ['Hard dependencies', 'Flour delivery → blocks baking.', 'Flour delivery', 'baking', 'hard'],
    ['Soft dependencies', 'Paint affects the mood (not the bread).', 'Paint', 'the mood (not the bread)', 'soft'],
    ['Dependencies', 'Baking depends on the flour', 'the flour', 'Baking', 'hard'],
    ['Dependencies', 'G1 → G2 (async)', 'G1', 'G2', 'soft'],
    ['Dependencies', 'Dough (G1) → blocks the oven (G2)', 'G1', 'G2', 'hard'],
    ['Dependencies', 'Bake the bread <- Mill the flour', 'Mill the flour', 'Bake the bread', 'hard'],
    ['Dependencies', 'D4 “Bake the bread” → blocks D5 “Sell the bread”', 'Bake the bread', 'Sell the bread', 'hard'],
    ['Abhängigkeiten', 'Aufgabe 3 hängt ab von Aufgabe 1 (weich)', '#1', '#3', 'soft'],
    ['Harte Abhängigkeiten', 'Mehl blockiert Backen', 'Mehl', 'Backen', 'hard'],
  ])('%s: %s', (title, item, from, to, kind) => {
    const { draft } = readDraft(`# Plan\n\n## ${title}\n- ${item}\n`)
    expect(draft.dependencies).toMatchObject([{ from: { text: from }, to: { text: to }, kind }])
  })

  it('make a link for each arrow of a chain', () => {
    const { draft } = readDraft('# Plan\n\n## Dependencies\n- #1 → #2 → #3\n')
    expect(draft.dependencies.map(({ from, to }) => `${from.text}>${to.text}`)).toEqual(['#1>#2', '#2>#3'])
  })
})

describe('risks in lists', () => {
  it.each([
    ['- **Risk:** Damp flour.\n  - **Mitigation:** Dry room.\n  - Probability: high\n  - Owner: @ada', 'Damp flour', 'Dry room.'],
    ['- **Damp flour:** Dry room.', 'Damp flour', 'Dry room.'],
    ['- Damp flour → Dry room.', 'Damp flour', 'Dry room.'],
    ['1. Damp flour in week 2. Mitigation: Dry room.', 'Damp flour in week 2', 'Dry room'],
    ['⚠️ **Flour**: Damp → Mitigation: Dry room.', 'Flour: Damp', 'Dry room.'],
    ['- **Risiko:** Feuchtes Mehl.\n  - **Gegenmaßnahme:** Trockenraum.', 'Feuchtes Mehl', 'Trockenraum.'],
  ])('%s', (text, title, mitigation) => {
    expect(section(`# Plan\n\n## Risks\n\n${text}\n`, 'risks')).toMatchObject([{ key: 'R1', title, mitigation }])
  })
})

describe('risks with their levels', () => {
  it.each([
    ['Damp flour (probability high, impact medium) — dry it. Owner: @ada', 'high', 'medium', 'dry it'],
    ['Damp flour (low/high)', 'low', 'high', undefined],
    ['Feuchtes Mehl (W: mittel, A: hoch) – trocknen, Verantwortlich: A. Berg', 'medium', 'high', 'trocknen'],
  ])('%s', (text, probability, impactLevel, mitigation) => {
    const [risk] = section(`# Plan\n\nRisks\n- ${text}\n`, 'risks')
    expect(risk).toMatchObject({ probability, impactLevel })
    expect(risk?.['mitigation']).toBe(mitigation)
    expect(risk?.['title']).toMatch(/^(?:Damp flour|Feuchtes Mehl)$/)
  })
})

describe('stories and issues', () => {
  it('have their key in front, people and points in brackets, a sign anywhere', () => {
    const { draft } = readDraft(
      '# Plan\n\n## Tasks\n- BRD-1 Knead (Béla, 5 SP) ✅\n- BRD-2 Bake (Csilla) — depends on BRD-1\n- BRD-9 Sell ⛔ waiting for the shop\n- BRD-10 Clean (Béla)\n',
    )
    expect(draft.tasks).toMatchObject([
      { key: 'BRD-1', title: 'Knead', status: 'done', owners: ['@bela'] },
      { key: 'BRD-2', title: 'Bake (Csilla)' },
      { key: 'BRD-9', title: 'Sell', status: 'blocked', note: 'waiting for the shop' },
      { key: 'BRD-10', title: 'Clean', owners: ['@bela'] },
    ])
    expect(draft.dependencies).toMatchObject([{ from: { text: 'BRD-1' }, to: { text: 'BRD-2' } }])
  })
})

describe('what else a plan lists', () => {
  it('next actions are one checklist', () => {
    const { at, draft } = readDraft('# Plan\n\n## Nächste Schritte (heute)\n1. Mehl kaufen\n2. [x] Ofen prüfen\n')
    expect(draft.sections.get('checklists')).toMatchObject([{ key: 'next-actions', items: [{ text: 'Mehl kaufen' }, { done: true }] }])
    expect(at('Mehl')).toContain('next_action/next-actions.1')
  })
  it('a countdown is a runbook, in hours, days and minutes', () => {
    expect(
      section(
        '# Plan\n\n## Launch day\n- **T-48 hours:** Call everybody.\n- T-30min Open the bridge\n- **Launch (T0):** Go\n- T+2 Tage: Bericht (@ada)\n',
        'runbook',
      ),
    ).toMatchObject([
      { offset: 'T-48h', text: 'Call everybody.' },
      { offset: 'T-30min', text: 'Open the bridge' },
      { offset: 'T0', title: 'Launch', text: 'Go' },
      { offset: 'T+2d', owners: ['@ada'] },
    ])
  })
  it('playbooks are by name, or one by its heading', () => {
    expect(section('# Plan\n\n## Playbooks\n- **Fire:** Call 112; leave the house within 2 hours.\n', 'playbooks')).toMatchObject([
      { title: 'Fire', steps: ['Call 112', 'leave the house within 2 hours.'], withinHours: 2 },
    ])
    expect(section('# Plan\n\n## Rollback plan\n\nIf bread burns:\n\n1. Open doors\n2. Bake again\n', 'playbooks')).toMatchObject([
      { title: 'Rollback plan', trigger: 'If bread burns', steps: ['Open doors', 'Bake again'] },
    ])
  })
  it('meetings have their days, time and length', () => {
    expect(
      section(
        '# Plan\n\n## Rituals\n- **Daily stand-up (15 min):** One voice each.\n- **Steering (Tue/Fri):** Scope.\n- **Monday 9am**: Plan the week\n- Mo 09:30 Wochenstart (30 Minuten)\n',
        'rituals',
      ),
    ).toMatchObject([
      { title: 'Daily stand-up', cadence: 'daily', minutes: 15 },
      { title: 'Steering', weekdays: [2, 5] },
      { title: 'Plan the week', weekdays: [1], time: '09:00' },
      { title: 'Wochenstart', weekdays: [1], time: '09:30', minutes: 30 },
    ])
  })
  it('escalation has its rungs with hours', () => {
    expect(
      section('# Plan\n\n## Escalation path\n1. Baker → Chef (resolve in 2 hours)\n2. Chef → Owner (burning house)\n', 'escalation'),
    ).toMatchObject([
      { from: 'Baker', to: 'Chef', withinHours: 2 },
      { from: 'Chef', to: 'Owner', trigger: 'burning house' },
    ])
    expect(
      section('# Plan\n\n## Besprechungen\n- Eskalation: Team → Leitung (4 Stunden) → Vorstand (24 Stunden)\n', 'escalation'),
    ).toMatchObject([
      { from: 'Team', to: 'Leitung', withinHours: 4 },
      { from: 'Leitung', to: 'Vorstand', withinHours: 24 },
    ])
  })
  it('scorecards are figures of their lanes, with what calls a war room', () => {
    expect(
      section(
        '# Plan\n\n## Squads\n- **Dough:** kneads\n\n## Scorecard\n- **Owners:**\n  - *Dough:* Share of risen loaves.\n- **Escalation triggers:** Below 90% a war room meets within 3 hours.\n',
        'metrics',
      ),
    ).toMatchObject([
      { title: 'Share of risen loaves', lane: 'L1' },
      { title: 'Escalation triggers', withinHours: 3 },
    ])
  })
  it('checklists go by lane', () => {
    expect(
      section(
        '# Plan\n\n## Squads\n- **Dough:** kneads\n\n## Readiness checklists\n- **Dough:**\n  - Mill oiled\n  - [x] Sieve clean\n',
        'checklists',
      ),
    ).toMatchObject([
      {
        title: 'Dough',
        lane: 'L1',
        items: [
          { text: 'Mill oiled', done: false },
          { text: 'Sieve clean', done: true },
        ],
      },
    ])
  })
  it('notes of days keep their day, checkpoints their week', () => {
    expect(section('# Plan\n\n## Daily notes\n- **Day 3:** No flour today.\n', 'notes')).toMatchObject([
      { kind: 'daily', at: 3, text: 'No flour today.' },
    ])
    expect(section('# Plan\n\n## Kontrollpunkte\n- **Woche 2:** Ofen läuft\n', 'checkpoints')).toMatchObject([
      { at: 2, mustBeTrue: ['Ofen läuft'] },
    ])
  })
  it('open questions are decisions to come', () => {
    expect(section('# Plan\n\n## Open questions\n- Who buys the flour?\n', 'decisions')).toMatchObject([
      { status: 'open', question: 'Who buys the flour?' },
    ])
  })
  it('statements keep their kind', () => {
    const { at } = readDraft('# Plan\n\n## Assumptions\n- Flour is dry.\n\n## Werkzeuge\n- **Waage:** wiegen\n')
    expect([at('Flour'), at('Waage')]).toEqual([['assumption/N1'], ['tool/N2']])
  })
})
