import { describe, expect, it } from 'vitest'
import { readDocument } from '../../document/read-document.ts'
import { classifyTable } from './classify-table.ts'
import { viewTable } from './table-view.ts'
import { kindsOf, tableOf } from './testing/read-tables.ts'

const CASES: readonly (readonly [kind: string, heading: string, head: readonly string[], row: readonly string[]])[] = [
  ['lane', '', ['Workstream', 'Lead', 'Mission', 'Deliverables'], ['Harbour', '@ida', 'Berths', 'Plan of berths']],
  ['lane', '', ['Teilprojekt', 'Verantwortlich', 'Auftrag'], ['Hafen', 'Ida Lund', 'Liegeplätze']],
  ['gate', '', ['Gate', 'Required Evidence', 'Owner'], ['G1 Berths free', 'Harbour log', '@ida']],
  ['gate', 'Freigaben', ['Freigabe', 'Wann', 'Nachweis', 'Verantwortlich'], ['F1 Hafen', 'KW 4', 'Protokoll', 'Ida']],
  ['risk', '', ['Risk', 'Impact', 'Probability', 'Mitigation'], ['Fog', 'High', 'Low', 'Wait']],
  ['risk', 'Risiken', ['Risiko', 'Wahrscheinlichkeit', 'Auswirkung', 'Gegenmaßnahme'], ['Nebel', 'gering', 'hoch', 'Warten']],
  ['checkpoint', '', ['Week', 'Must Be True', 'Verification Method'], ['1', 'Berths measured', 'Harbour log']],
  ['checkpoint', '', ['Woche', 'Muss gelten', 'Prüfung'], ['1', 'Liegeplätze vermessen', 'Protokoll']],
  ['milestone', '', ['Milestone', 'Week', 'Criteria'], ['M1 Open', 'W4', 'First ship in']],
  ['milestone', '', ['Meilenstein', 'Termin'], ['M1 Offen', 'Woche 4']],
  ['phase', '', ['Phase', 'Weeks', 'Focus'], ['Build', 'W1-W4', 'Piers']],
  ['allocation', '', ['Week', 'Phase', 'Engineers', 'Total FTE'], ['1-2', 'Build', '2 Divers', '2']],
  ['allocation', 'Personaleinsatz', ['Zeitraum', 'Rolle', 'VZÄ'], ['Woche 1', 'Taucher', '2,5']],
  ['metric', '', ['Key Result', 'Target', 'Tracking'], ['Ships per day', '≥ 40', 'Harbour log']],
  ['metric', 'Kennzahlen', ['Kennzahl', 'Ausgangswert', 'Zielwert'], ['Schiffe am Tag', '12', '40']],
  ['tool', '', ['Category', 'Tool', 'Purpose'], ['Radio', 'Channel 16', 'Calls']],
  ['ritual', '', ['Meeting', 'Cadence', 'Participants'], ['Tide talk', 'daily', 'Pilots']],
  ['ritual', 'Besprechungen', ['Besprechung', 'Takt', 'Teilnehmer'], ['Runde', 'täglich', 'Lotsen']],
  ['escalation', 'Escalation', ['Level', 'Who', 'Within'], ['1', 'Harbour master', '2 h']],
  ['runbook', '', ['T-offset', 'Action', 'Owner'], ['T-2h', 'Clear the quay', '@ida']],
  ['runbook', '', ['Wann', 'Schritt', 'Wer'], ['T-2 Stunden', 'Kai räumen', '@ida']],
  ['decision', '', ['ID', 'Decision', 'Status'], ['E1', 'Two tugs', 'decided']],
  ['checklist', 'Checklist', ['Item', 'Done'], ['Ropes dry', 'yes']],
  ['raci', '', ['Activity', 'Ida', 'Per', 'Ole'], ['Clear the quay', 'R/A', 'C', 'I']],
  ['summary', '', ['Category', 'Count'], ['Berths', '12']],
  ['taxonomy', '', ['Status', 'Meaning'], ['Open', 'Nobody has begun']],
  ['completed', 'Completed so far', ['Item', 'Evidence'], ['Survey of the bay', 'survey.pdf']],
  ['dependency', '', ['Vorgänger', 'Nachfolger', 'Art'], ['AP1', 'AP2', 'hart']],
  ['task', '', ['Task', 'Owner', 'Status'], ['Paint buoys', '@ida', 'open']],
  ['task', '', ['Nr.', 'Aufgabe', 'Beginn', 'Ende', 'Verantwortlich'], ['1', 'Bojen streichen', 'Woche 1', 'Woche 2', 'Ida']],
  ['matrix_down', '', ['Day', 'Pilots', 'Divers', 'Gate'], ['D1', 'Learn the bay', 'Look at the piers', 'G1 Go']],
  ['matrix_down', '', ['Tag', 'Lotsen', 'Taucher'], ['Tag 1', 'Bucht kennenlernen', 'Pfeiler ansehen']],
  ['matrix_across', '', ['Lane', 'W1', 'W2', 'W3'], ['Pilots', 'learn', 'sail', 'rest']],
  ['people', '', ['Role', 'Person'], ['Harbour master', 'Ida Lund']],
  ['field', '', ['Field', 'Value'], ['Harbour', 'Lund']],
  ['note', '', ['Option', 'Default'], ['--force', 'no']],
]

describe('a table', () => {
  it.each(CASES)('is %s (%s %j) in any order of its columns', (kind, heading, head, row) => {
    const orders =
      kind === 'matrix_down' || kind === 'matrix_across' || kind === 'raci' || kind === 'summary' ? [0] : head.map((_, shift) => shift)
    for (const shift of orders) expect(kindsOf(`# ${heading}\n\n${tableOf(head, [row, row], shift)}`), `shift ${shift}`).toEqual([kind])
  })

  it('says what spoke for its kind', () => {
    const [table] = readDocument(tableOf(['Risk', 'Mitigation'], [['Fog', 'Wait']])).root.blocks
    if (table?.kind !== 'table') throw new Error('no table')
    const place = { section: { heading: null, blocks: [], sections: [] }, path: [], topic: 'risks', period: null, lane: null, owner: null }
    expect(classifyTable(viewTable(table, place))).toEqual({
      kind: 'risk',
      score: 10,
      because: ['risk +4', 'mitigation +3', 'topic risks +3'],
    })
  })
})
