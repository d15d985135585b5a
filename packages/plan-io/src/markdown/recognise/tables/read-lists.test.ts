import { describe, expect, it } from 'vitest'
import { readTables, recordsOf, tableOf } from './testing/read-tables.ts'

describe('gates', () => {
  it('of two tables are one list; the second fills in what the first left out', () => {
    const { draft } = readTables(
      [
        tableOf(
          ['Gate', 'Week', 'Owner'],
          [
            ['G1 Berths free', 'W2', '@ida'],
            ['G2 Open', 'W4', '@per'],
          ],
        ),
        tableOf(['Approver', 'Criteria', 'Gate'], [['Ole Berg', 'Log of berths; all ropes dry', 'G1']]),
      ].join('\n\n'),
    )
    expect(draft.gates).toMatchObject([
      { key: 'G1', title: 'Berths free', at: 2, owners: ['@ida'], reviewers: ['@ole-berg'] },
      { key: 'G2', at: 4, requirements: [] },
    ])
    expect(draft.gates[0]?.requirements.map(({ text }) => text)).toEqual(['Log of berths', 'All ropes dry'])
  })
  it('with one title in two periods are two, and told apart', () => {
    const { draft, account } = readTables(
      tableOf(
        ['Gate', 'Day', 'Evidence'],
        [
          ['Review', 'D1', 'Sketch'],
          ['Review', 'D3', 'Model'],
        ],
      ),
    )
    expect(draft.gates.map(({ key, at }) => `${key}@${at}`)).toEqual(['G1@1', 'G2@3'])
    expect(account.warnings.map(({ code }) => code)).toEqual(['gate_title_repeated'])
  })
  it('whose signatures stand in a table are asked for each of them', () => {
    const { draft } = readTables(
      `# Sign-off\n\n${tableOf(['Role', 'Name', 'Signature', 'Date'], [['Harbour master', 'Ida Lund', '', '']])}`,
    )
    expect(draft.gates[0]).toMatchObject({ reviewers: ['@ida-lund'], requirements: [{ text: 'Harbour master: Ida Lund' }] })
  })
})

describe('lists of other kinds', () => {
  it('risks keep levels apart from words, in any order', () => {
    const head = ['ID', 'Risk', 'Trigger', 'Impact', 'Likelihood', 'Mitigation', 'Owner', 'Week', 'Status']
    const row = ['R7', 'Fog', 'No light seen', 'High', '20 %', 'Wait', '@ida', '3-4', 'open']
    for (const shift of [0, 2, 5, 8]) {
      const reading = readTables(`Weeks 1-6\n\n${tableOf(head, [row], shift)}`)
      expect(recordsOf(reading, 'risks')).toEqual([
        {
          key: 'R7',
          title: 'Fog',
          trigger: 'No light seen',
          impactLevel: 'high',
          probability: 'low',
          mitigation: 'Wait',
          owners: ['@ida'],
          from: 3,
          to: 4,
          status: 'open',
        },
      ])
    }
  })
  it('risks headed by letters are known by their topic', () => {
    const reading = readTables(`# Risiken\n\n${tableOf(['Risiko', 'W', 'A', 'Maßnahme'], [['Nebel', '4', '2', 'Warten']])}`)
    expect(recordsOf(reading, 'risks')).toMatchObject([{ title: 'Nebel', probability: 'high', impactLevel: 'low', mitigation: 'Warten' }])
  })
  it('checkpoints', () => {
    const reading = readTables(
      tableOf(
        ['Prüfung', 'Woche', 'Muss gelten'],
        [
          ['Protokoll', '1', 'Pfeiler stehen'],
          ['Foto', '2', 'Lampen leuchten'],
        ],
      ),
    )
    expect(recordsOf(reading, 'checkpoints')).toMatchObject([
      { at: 1, mustBeTrue: 'Pfeiler stehen', verification: 'Protokoll' },
      { at: 2, mustBeTrue: 'Lampen leuchten', verification: 'Foto' },
    ])
  })
  it('milestones and phases', () => {
    const { draft } = readTables(
      [
        tableOf(['Termin', 'Meilenstein', 'Kriterium'], [['Woche 4', 'M2 Offen', 'Erstes Schiff im Hafen']]),
        tableOf(['Phase', 'Abbreviation', 'Focus', 'Duration'], [['Building', 'BLD', 'Piers', 'Week 2-3']]),
      ].join('\n\n'),
    )
    expect(draft.milestones).toMatchObject([{ key: 'M2', name: 'Offen', from: 4, to: 4, criteria: ['Erstes Schiff im Hafen'] }])
    expect(draft.phases).toMatchObject([{ key: 'BLD', name: 'Building', from: 2, to: 3, focus: 'Piers' }])
  })
  it('allocations by row, and by period across', () => {
    const rows = readTables(
      tableOf(['Week', 'Phase', 'Engineers', 'Specialists', 'Total FTE'], [['1-2', 'Build', '4 Divers', '1 Pilot, 1 Cook', '7']]),
    )
    expect(recordsOf(rows, 'allocations')).toMatchObject([
      {
        from: 1,
        to: 2,
        total: 7,
        roles: [
          { role: 'Divers', count: 4 },
          { role: 'Pilot', count: 1 },
          { role: 'Cook', count: 1 },
        ],
      },
    ])
    expect(rows.account.warnings.map(({ code }) => code)).toEqual(['fte_sum_disagrees'])
    const across = readTables(
      tableOf(
        ['Rolle', 'KW 1', 'KW 2', 'KW 3'],
        [
          ['Taucher', '2', '1,5', '0'],
          ['Summe', '2', '1,5', '0'],
        ],
      ),
    )
    expect(recordsOf(across, 'allocations')).toMatchObject([
      { from: 1, total: 2 },
      { from: 2, total: 1.5 },
      { from: 3, total: 0 },
    ])
    expect(across.draft.tasks).toEqual([])
  })
  it('figures, tools, meetings, escalation, countdown, decisions, checklists', () => {
    const reading = readTables(
      [
        `${tableOf(['Kennzahl', 'Ausgangswert', 'Zielwert'], [['Schiffe am Tag', '12', '≥ 40']])}`,
        tableOf(['Tool', 'Category', 'Purpose'], [['Channel 16', 'Radio', 'Calls']]),
        tableOf(['Besprechung', 'Takt', 'Teilnehmer'], [['Lotsenrunde', 'jeden Dienstag 9:30', 'Lotsen']]),
        `# Escalation\n\n${tableOf(
          ['Level', 'Who', 'Within'],
          [
            ['1', 'Pilot', '2 h'],
            ['2', 'Harbour master', '1 day'],
          ],
        )}`,
        tableOf(['Wer', 'Wann', 'Schritt'], [['@ida', 'T-2 Stunden', 'Kai räumen']]),
        tableOf(['ID', 'Entscheidung', 'Status'], [['D12', 'Zwei Schlepper', 'entschieden']]),
        `# Checkliste Hafen\n\n${tableOf(
          ['Punkt', 'Erledigt'],
          [
            ['Seile trocken', 'ja'],
            ['Lampen hell', 'nein'],
          ],
        )}`,
      ].join('\n\n'),
    )
    expect(recordsOf(reading, 'metrics')).toMatchObject([{ key: 'M1', title: 'Schiffe am Tag', baseline: '12', target: '≥ 40' }])
    expect(recordsOf(reading, 'notes')).toMatchObject([{ kind: 'tool', title: 'Channel 16', category: 'Radio', text: 'Calls' }])
    expect(recordsOf(reading, 'rituals')).toMatchObject([{ title: 'Lotsenrunde', weekdays: [2], time: '09:30' }])
    expect(recordsOf(reading, 'escalation')).toMatchObject([
      { level: 1, to: 'Pilot', withinHours: 2 },
      { level: 2, from: 'Pilot', to: 'Harbour master', withinHours: 24 },
    ])
    expect(recordsOf(reading, 'runbook')).toMatchObject([{ offset: 'T-2h', text: 'Kai räumen', owners: ['@ida'] }])
    expect(recordsOf(reading, 'decisions')).toMatchObject([{ key: 'D12', title: 'Zwei Schlepper', status: 'decided' }])
    expect(recordsOf(reading, 'checklists')).toMatchObject([
      {
        title: 'Checkliste Hafen',
        items: [
          { text: 'Seile trocken', done: true },
          { text: 'Lampen hell', done: false },
        ],
      },
    ])
  })
  it('counts and responsibilities are notes and no tasks', () => {
    const reading = readTables(
      [
        tableOf(
          ['Category', 'Count'],
          [
            ['Tasks', '6'],
            ['Gates', '2'],
          ],
        ),
        tableOf(['Activity', 'Ida', 'Per'], [['Dive', 'R', 'A/C']]),
      ].join('\n\n'),
    )
    expect(reading.draft.tasks).toEqual([])
    expect(recordsOf(reading, 'notes').map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'summary: Count: 6',
      'summary: Count: 2',
      'raci: Ida: R\nPer: A/C',
    ])
  })
  it('keep cells beyond the last head, and say so', () => {
    const { draft, account } = readTables(`| Task | Owner |\n|---|---|\n| Dive | @ida | bring gloves |`)
    expect(draft.sections.get('notes')).toEqual([{ key: 'N1', kind: 'extra_cell', text: 'bring gloves' }])
    expect(account.warnings).toMatchObject([{ code: 'row_too_long', line: 3 }])
  })
})
