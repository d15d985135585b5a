import type { ReportChange, StatusReport, VerdictReason } from '@gatehouse/core'
import { joinRow, writeText } from './inline-text.ts'

/** The status report as a Markdown page: readable as it is, in a mail, a chat or a wiki. Every text of the program is escaped. */
export function writeStatusReport(report: StatusReport): string {
  const { program, timeZone } = report
  const blocks: string[][] = [
    [`# ${writeText(program.name)}: status on ${report.date}`],
    [`_${report.time} (${writeText(timeZone)}), ${writeText(report.position)}, revision ${program.revision}._`],
    ...writeVerdict(report),
    ...writeSchedule(report),
    ...writeGates(report),
    ...writeBlockers(report),
    ...writeCi(report),
    ...writeRisks(report),
    ...writeChanges(report),
  ]
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`
}

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  joinRow(header),
  joinRow(header.map(() => '---')),
  ...rows.map(joinRow),
]
const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
const handles = (owners: readonly string[]): string => owners.map((owner) => writeText(owner)).join(', ')

/** Shape beside the word, so that the word does not depend on a colour. */
const SHAPES: Readonly<Record<StatusReport['verdict']['word'], string>> = {
  GO: '●',
  'GO WITH WAIVERS': '◐',
  'NO-GO': '⊘',
  UNKNOWN: '?',
}

function writeVerdict({ verdict }: StatusReport): string[][] {
  const { word, reasons, notCounted } = verdict
  const why = reasons.length === 0 ? '' : `: ${count(reasons.length, 'reason')}`
  return [
    [`## ${SHAPES[word]} ${word}${why}`],
    ...(reasons.length === 0 ? [['Everything that is due is proved and signed.']] : [reasons.map(writeReason)]),
    ...(notCounted.length === 0 ? [] : [[`Not counted: ${notCounted.map((sentence) => writeText(sentence)).join(' ')}`]]),
  ]
}

function writeReason({ title, detail, owners, due }: VerdictReason, index: number): string {
  const more = [...(due === null ? [] : [writeText(due.text)]), ...(owners.length === 0 ? [] : [handles(owners)])]
  return `${index + 1}. **${writeText(title)}.** ${writeText(detail)}${more.length === 0 ? '' : ` (${more.join('; ')})`}`
}

function writeSchedule({ target, contingency, readiness, release }: StatusReport): string[][] {
  const lines: string[] = []
  if (target !== null) {
    const cause = target.cause === null ? '' : `, beginning with ${writeText(target.cause)}`
    const slip = target.slip === 0 ? 'on plan' : `**${count(target.slip, 'period')} late**${cause}`
    lines.push(
      `- **Target:** ${target.key === null ? '' : `${writeText(target.key)} `}${writeText(target.title)}, planned ${target.planned}, forecast ${target.forecast}: ${slip}`,
    )
  }
  if (contingency !== null) {
    const { left, size, state, entries } = contingency
    const spent = entries.length === 0 ? '' : `; ${entries.map((entry) => `${entry.label} went to ${writeText(entry.cause)}`).join(', ')}`
    lines.push(`- **Buffer:** ${left} of ${count(size, 'period')} left, ${state}${spent}`)
  }
  const { score, proved, total, planned, provedOnOlderSha, waived } = readiness
  const besides = [
    ...(provedOnOlderSha > 0 ? [`${provedOnOlderSha} proved on an older commit only`] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
  ]
  const apart = besides.length === 0 ? '' : `; not counted: ${besides.join(', ')}`
  lines.push(`- **Readiness:** ${score} of 100 (${proved} of ${count(total, 'requirement')} proved now), planned ${planned}${apart}`)
  if (release !== null) {
    lines.push(
      `- **Release:** ${writeText(release.repository)}, ${release.sha === null ? 'no commit chosen' : `commit \`${release.sha}\``}`,
    )
  }
  return [['## Slip and buffer'], lines]
}

function writeGates({ gates }: StatusReport): string[][] {
  if (gates.length === 0) return [['## Gates'], ['The plan has no gate.']]
  const rows = gates.map((gate) => [
    `**${writeText(gate.key)}** ${writeText(gate.title)}`,
    `${gate.planned}${gate.isDue ? '<br>**due**' : ''}${gate.forecast === null ? '' : `<br>forecast ${gate.forecast}`}`,
    gate.state,
    `${gate.proved} of ${gate.requirements}`,
    [
      ...gate.freshness.map(({ state, count: number }) => `${number} ${state}`),
      ...(gate.openGaps > 0 ? [count(gate.openGaps, 'open gap')] : []),
    ].join(', '),
    handles(gate.owners),
  ])
  return [['## Gates'], table(['Gate', 'At', 'State', 'Proved', 'Evidence', 'Owners'], rows)]
}

function writeBlockers({ blockers }: StatusReport): string[][] {
  if (blockers.length === 0) return [['## Blockers'], ['None is open.']]
  const rows = blockers.map((blocker) => [
    `**${writeText(blocker.key)}** ${writeText(blocker.title)}`,
    `${blocker.severity}${blocker.escalationLevel > 1 ? `, level ${blocker.escalationLevel}` : ''}`,
    `${writeText(blocker.taskKey)} ${writeText(blocker.taskTitle)}`,
    `${blocker.overdue ? '**⊘** ' : ''}${writeText(blocker.clock)}`,
    blocker.counts ? 'yes' : 'no',
  ])
  return [['## Blockers'], table(['Blocker', 'Severity', 'Stops', 'Clock', 'Holds the release'], rows)]
}

function writeCi({ ci, release }: StatusReport): string[][] {
  if (ci.workflows.length === 0) return [['## CI on the release commit'], ['No workflow is named.']]
  const read = ci.readAt === null ? 'CI was not read yet.' : `Read ${ci.readAt}.`
  const error = ci.error === null ? '' : ` The last try failed: ${writeText(ci.error)}`
  const rows = ci.workflows.map((workflow) => [
    workflow.runUrl === null ? writeText(workflow.name) : `[${writeText(workflow.name)}](${encodeLink(workflow.runUrl)})`,
    `**${workflow.freshness}**`,
    workflow.required ? 'yes' : 'no',
    writeText(workflow.reason),
  ])
  return [
    ['## CI on the release commit'],
    [`${release === null || release.sha === null ? 'No release commit is chosen.' : read}${error}`],
    table(['Workflow', 'Freshness', 'Required', 'Why'], rows),
  ]
}

/** No sign that could end the link or the cell. */
const encodeLink = (url: string): string =>
  url.replaceAll(/[\s()<>|\\"`[\]*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

function writeRisks({ risks, closedRisks }: StatusReport): string[][] {
  const closed = closedRisks === 0 ? '' : `${count(closedRisks, 'risk')} closed.`
  if (risks.length === 0) return [['## Risks'], [closed === '' ? 'The plan names none.' : `None is open; ${closed}`]]
  const rows = risks.map((risk) => [
    `**${writeText(risk.key)}** ${writeText(risk.title)}`,
    writeText(risk.impactLevel),
    writeText(risk.probability),
    writeText(risk.status),
    writeText(risk.mitigation),
    handles(risk.owners),
  ])
  return [
    ['## Risks'],
    table(['Risk', 'Impact', 'Probability', 'Status', 'Mitigation', 'Owners'], rows),
    ...(closed === '' ? [] : [[closed]]),
  ]
}

function writeChanges({ changes }: StatusReport): string[][] {
  const heading = ['## Changed since yesterday']
  if (changes.entries.length === 0) return [heading, [`Nothing since ${changes.since}.`]]
  return [
    heading,
    [`Since ${changes.since}:`],
    changes.entries.map(writeChange),
    ...(changes.more === 0 ? [] : [[`And ${count(changes.more, 'more change')}; the log has all of them.`]]),
  ]
}

const writeChange = ({ at, actor, subject, what, details }: ReportChange): string => {
  const more = details.length === 0 ? '' : `: ${details.map((detail) => writeText(detail)).join('; ')}`
  return `- **${writeText(subject)}** ${writeText(what)}${more} (${writeText(actor)}, ${at})`
}
