import { describe, expect, it } from 'vitest'
import { readTables, recordsOf, tableOf } from './testing/read-tables.ts'

const line = (text: string, fragment: string): number => text.split('\n').findIndex((each) => each.includes(fragment)) + 1

describe('lanes', () => {
  it('have key, name, owners, mission and deliverables, whatever the order', () => {
    const head = ['Lane', 'Owner', 'Mission', 'Deliverables']
    for (const shift of [0, 1, 2, 3]) {
      const { draft } = readTables(
        tableOf(head, [['**L1 Pilots**', '@ida + Per Holm', 'Bring ships in', 'Pilot book, tide table (v2, v3)']], shift),
      )
      expect(draft.lanes[0]).toMatchObject({
        key: 'L1',
        name: 'Pilots',
        mission: 'Bring ships in',
        owners: ['@ida', '@per-holm'],
        deliverables: ['Pilot book', 'Tide table (v2, v3)'],
      })
      expect(draft.owners.get('@per-holm')).toEqual({ handle: '@per-holm', name: 'Per Holm' })
    }
  })
  it('may have keys of letters or none', () => {
    const { draft } = readTables(
      tableOf(
        ['Teilprojekt', 'Leitung'],
        [
          ['WS-A Hafen', 'Ida'],
          ['Lotsen', '—'],
        ],
      ),
    )
    expect(draft.lanes.map(({ key, name }) => `${key} ${name}`)).toEqual(['WS-A Hafen', 'L2 Lotsen'])
  })
  it('without a name are told', () => {
    const { account } = readTables(tableOf(['Lane', 'Owner', 'Mission'], [['', '@ida', '']]))
    expect(account.at(3)).toMatchObject({ unmapped: true, reason: 'This row of lanes names none.' })
  })
})

describe('a matrix', () => {
  const text = [
    tableOf(
      ['Lane', 'Owner', 'Mission'],
      [
        ['L1 Harbour Pilots', '@ida', 'x'],
        ['L2 Divers and Piers', '@per', 'x'],
      ],
    ),
    '',
    tableOf(
      ['Day', 'L1 Pilots', 'Divers', 'Night Watch', 'Gate'],
      [
        ['D0', 'Learn the bay, its depths', 'Look; take notes', '—', 'G0 Go'],
        ['D1–D2', 'Sail', 'Same', '✅ Light lamps', '-'],
        ['D3', 'Same', '1. Dive<br>2. Dry', '', 'Harbour open'],
      ],
    ),
  ].join('\n')
  const { draft, account } = readTables(text)
  const titles = draft.tasks.map(({ key, title }) => `${key} ${title}`)

  it('finds its lanes by key and by words, and makes those that are new', () => {
    expect(draft.lanes.map(({ key }) => key)).toEqual(['L1', 'L2', 'L3'])
    expect(account.inferred.map(({ entity }) => entity.key)).toEqual(['L3'])
    expect(draft.lanes[0]?.aliases).toEqual(['Pilots'])
  })
  it('has a task per cell, more only where a cell lists them', () => {
    expect(titles).toEqual([
      'L1-D0 Learn the bay, its depths',
      'L2-D0.1 Look',
      'L2-D0.2 take notes',
      'L1-D1 Sail',
      'L2-D1 Sail',
      'L3-D1 Light lamps',
      'L1-D3 Sail',
      'L2-D3.1 Dive',
      'L2-D3.2 Dry',
    ])
    expect(draft.tasks.find(({ key }) => key === 'L2-D1')).toMatchObject({ lane: 'L2', start: 1, finish: 2 })
    expect(draft.tasks.find(({ key }) => key === 'L3-D1')).toMatchObject({ status: 'done' })
  })
  it('has its gates in the last column', () => {
    expect(draft.gates.map(({ key, title, at }) => `${key} ${title} ${at}`)).toEqual(['G0 Go 0', 'G1 Harbour open 3'])
  })
  it('says how it read “Same”', () => {
    expect(account.warnings.map(({ line: at, message }) => `${at} ${message}`)).toEqual([
      `${line(text, 'D1–D2')} “Same” under “Divers” was read as the cell to its left: “Sail”.`,
      `${line(text, '| D3 ')} “Same” under “L1 Pilots” was read as the cell above: “Sail”.`,
    ])
  })
  it('accounts for head and rows', () => {
    expect(account.at(line(text, '| Day'))?.entities.map(({ kind }) => kind)).toEqual(['section', 'lane', 'lane', 'lane'])
    expect(account.at(line(text, '| D0'))?.entities.map(({ kind }) => kind)).toEqual(['task', 'task', 'task', 'gate'])
  })

  it('may have its periods across; the same work in neighbouring ones is one task', () => {
    const across = readTables(
      tableOf(['Package', 'Owner', 'W1', 'W2', 'W3', 'W4'], [['AP1 Bojen', '@ida', 'streichen', 'streichen', '-', 'setzen']]),
    )
    expect(across.draft.lanes[0]).toMatchObject({ key: 'AP1', owners: ['@ida'] })
    expect(across.draft.tasks.map(({ key, start, finish }) => [key, start, finish])).toEqual([
      ['AP1-W1', 1, 2],
      ['AP1-W4', 4, 4],
    ])
  })
})

describe('tables of tasks', () => {
  const head = ['Nr.', 'Aufgabe', 'Strang', 'Beginn', 'Ende', 'Status', 'Priorität', 'Verantwortlich', 'Abhängig von']
  const row = ['2', 'Bojen streichen', 'Hafen', 'Woche 1', 'Woche 3', 'in Arbeit', 'hoch', 'Ida Lund', '#1 (blockiert)']
  it.each([0, 3, 5])('are read by their heads (turned by %i)', (shift) => {
    const { draft } = readTables(tableOf(head, [row], shift))
    expect(draft.tasks[0]).toMatchObject({
      key: 'T2',
      number: '2',
      title: 'Bojen streichen',
      lane: 'L1',
      start: 1,
      finish: 3,
      status: 'in_progress',
      priority: 'P1',
      owners: ['@ida-lund'],
    })
    expect(draft.dependencies).toMatchObject([{ from: { text: '#1' }, to: { text: 'T2' }, kind: 'hard' }])
  })
  it('count dates from the first of them where nothing else says when the plan starts', () => {
    const { draft, account } = readTables(
      tableOf(
        ['Date', 'Activity', 'Who'],
        [
          ['2026-09-01', 'Pack', 'Rosa'],
          ['2026-09-04', 'Drive', 'Paul'],
        ],
      ),
    )
    expect(draft.head).toMatchObject({ startsOn: '2026-09-01', cadence: 'day' })
    expect(draft.tasks.map(({ start }) => start)).toEqual([1, 4])
    expect(account.inferred).toMatchObject([{ field: 'startsOn', value: '2026-09-01' }])
  })
  it('take the date where the weekday disagrees, and say so', () => {
    const { account } = readTables(
      tableOf(
        ['Day', 'Date', 'Task'],
        [
          ['D0', 'Tue 2026-03-03', 'Open'],
          ['D1', 'Thu 2026-03-04', 'Close'],
        ],
      ),
    )
    expect(account.warnings).toEqual([
      { code: 'weekday_disagrees', line: 4, message: 'The document says Thursday, but 2026-03-04 is a Wednesday; the date was taken.' },
    ])
  })
  it('keep columns that have no purpose of their own as a note', () => {
    const { draft } = readTables(tableOf(['Task', 'Owner', 'Week', 'Tide'], [['Paint', '@ida', 'W2', 'low']]))
    expect(draft.tasks[0]).toMatchObject({ key: 'W2.1', note: 'Tide: low' })
  })
  it('of numbered work over several days make a summary for each number', () => {
    const { draft } = readTables(
      tableOf(
        ['Day', 'Tasks', 'Notes'],
        [
          ['1', '1. Survey the bay. 2. Order paint.', 'Side by side.'],
          ['2', '2/3. Mix and test paint.', ''],
        ],
      ),
    )
    expect(draft.tasks.map(({ key, parent, start, finish }) => [key, parent, start, finish])).toEqual([
      ['T1', null, 1, 1],
      ['T1-D1', 'T1', 1, 1],
      ['T2', null, 1, 2],
      ['T2-D1', 'T2', 1, 1],
      ['T2-D2', 'T2', 2, 2],
      ['T3', null, 2, 2],
      ['T3-D2', 'T3', 2, 2],
    ])
    expect(draft.sections.get('notes')).toEqual([{ key: 'N1', kind: 'daily', text: 'Side by side.', at: 1 }])
  })
})

describe('what is said beside', () => {
  it('an id or outline number is known to the rows of its table', () => {
    const ids = readTables(
      tableOf(
        ['ID', 'Activity', 'Start', 'End', 'Predecessors', 'Resp.'],
        [
          ['20', 'Dive', '02-Sep-2026', '03-Sep-2026', '30FS, 10', 'J. Ortiz'],
          ['10', 'Look', '01-Sep-2026', '01-Sep-2026', '', 'J. Ortiz'],
          ['30', 'Dry', '01-Sep-2026', '02-Sep-2026', '10', 'K. Lund'],
        ],
      ),
    )
    expect(ids.draft.dependencies.map(({ from, to }) => `${from.text}>${to.text}`)).toEqual(['T30>T20', 'T10>T20', 'T10>T30'])
    const outline = readTables(
      tableOf(
        ['Vorgang', 'Dauer', 'Vorgänger', 'Ressource'],
        [
          ['1.1 Ansehen', '1 Tag', '–', 'Ida'],
          ['1.2 Tauchen', '2 Tage', '1.1', 'Per'],
        ],
      ),
    )
    expect(outline.draft.dependencies.map(({ from, to }) => `${from.text}>${to.text}`)).toEqual(['T1>T2'])
  })
  it('a lane may be its owner', () => {
    const { draft } = readTables(tableOf(['Team', 'W1', 'W2', 'W3'], [['Divers (@per)', 'look', 'dive', '-']]))
    expect(draft.lanes).toMatchObject([{ key: 'L1', name: 'Divers', owners: ['@per'] }])
  })
  it('trouble may be what to do', () => {
    const reading = readTables(tableOf(['Symptom', 'Action', 'Within'], [['Fog', 'Stop; ring the bell', '10 min']]))
    expect(recordsOf(reading, 'playbooks')).toMatchObject([{ title: 'Fog', steps: ['Stop', 'Ring the bell'] }])
  })
})

describe('large tables', () => {
  it('of “Same” all the way down are settled link by link', () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => [`D${index % 30}`, index === 0 ? 'Sail' : 'Same', 'Same'])
    const { draft } = readTables(tableOf(['Day', 'Pilots', 'Divers'], rows))
    expect(draft.tasks).toHaveLength(6_000)
    expect(new Set(draft.tasks.map(({ title }) => title))).toEqual(new Set(['Sail']))
  })
})
