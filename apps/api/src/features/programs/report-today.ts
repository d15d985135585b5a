import { buildBoard, buildStatusReport, type LoggedEvent, startOfYesterday } from '@gatehouse/core'
import { type AuditEvent, type Database, listAudit, loadSections, type StoredProgram } from '@gatehouse/db'
import { writeStatusReport } from '@gatehouse/plan-io'
import type { ProgramContext } from '../../app/route-context.ts'

/** Events of one look into the log, and at most so many looks: a report lists a few dozen, and the log has them all. */
const PAGE = 200
const MAX_PAGES = 10

/** The status report as Markdown, computed for the instant of the request, and that instant's date in the program's zone. */
export const reportToday = async (
  { shell, now }: Pick<ProgramContext, 'shell' | 'now'>,
  program: StoredProgram,
): Promise<{ readonly text: string; readonly date: string }> => {
  const { timeZone } = program.head
  const [sections, events] = await Promise.all([
    loadSections(shell.db, program.id),
    listEventsSince(shell.db, program.id, startOfYesterday(now, timeZone)),
  ])
  const report = buildStatusReport({ board: buildBoard(program, now), risks: sections.risks, events }, now)
  return { text: writeStatusReport(report), date: report.isoDate }
}

const listEventsSince = async (db: Database, programId: string, since: string): Promise<readonly LoggedEvent[]> => {
  const found: LoggedEvent[] = []
  let before: number | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const events = await listAudit(db, programId, { limit: PAGE, ...(before === undefined ? {} : { before }) })
    const recent = events.filter((event) => Date.parse(event.at) >= Date.parse(since))
    found.push(...recent.map(toLogged))
    if (recent.length < PAGE) break
    before = events.at(-1)?.seq
  }
  return found
}

const toLogged = ({ at, actor, action, subject, before, after }: AuditEvent): LoggedEvent => ({
  at,
  actor: actor.name,
  action,
  subjectKind: subject.kind,
  subjectKey: subject.key,
  before,
  after,
})
