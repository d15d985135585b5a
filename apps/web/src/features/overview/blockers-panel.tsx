import type { Board, BoardBlocker } from '@gatehouse/core'
import { formatDuration, formatHoursMinutes } from '../../lib/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { BLOCKER_LOOK, Panel, Tag } from '../../ui/index.ts'
import { RecentTime } from './period-end.tsx'
import { SubjectLink } from './subject-link.tsx'

/** Open blockers with their clocks; the most urgent first. */
export const BlockersPanel = ({ board }: { board: Board }) => {
  const open = board.blockers.filter((blocker) => blocker.state !== 'resolved').sort((a, b) => urgency(a) - urgency(b))
  const running = open.filter((blocker) => blocker.state === 'running').length
  const sla = open.find((blocker) => blocker.severity === 'P0')?.slaHours
  return (
    <Panel
      title="Blockers"
      aside={
        open.length > 0
          ? [running > 0 ? `${running} running` : '', open.length > running ? `${open.length - running} paused` : '']
              .filter(Boolean)
              .join(', ')
          : undefined
      }
      actions={sla === undefined ? undefined : <span className="ter t12">P0 SLA {sla} h</span>}
    >
      {open.length === 0 ? (
        <p className="pb sec">Nothing is blocked. A blocker is opened on a task, in the timeline.</p>
      ) : (
        open.map((blocker) => <BlockerClock key={blocker.key} board={board} blocker={blocker} />)
      )}
    </Panel>
  )
}

const urgency = (blocker: BoardBlocker): number => (blocker.state === 'running' ? 0 : 10) + Number(blocker.severity.slice(1))

/** People write titles without a full stop and reasons with one. */
const sentence = (text: string): string => `${text.trim().replace(/\.$/, '')}.`

const BlockerClock = ({ board, blocker }: { board: Board; blocker: BoardBlocker }) => {
  const now = useNow()
  const whole = blocker.slaHours * 3_600_000
  const left = blocker.dueAt === null ? whole - blocker.elapsedMs : Date.parse(blocker.dueAt) - now.getTime()
  const used = Math.min(whole, Math.max(0, whole - left))
  const paused = blocker.state === 'paused'
  const look = { ...BLOCKER_LOOK[blocker.state], word: paused ? `${blocker.severity} paused` : blocker.severity }
  const task = board.tasks.find((each) => each.key === blocker.taskKey)
  const owners = task && task.owners.length > 0 ? task.owners : (board.lanes.find((lane) => lane.key === task?.lane)?.owners ?? [])
  return (
    <div className="ov-bl">
      <div className="h">
        <Tag look={look} />
        <SubjectLink board={board} subject={`blocker:${blocker.key}`} className="cut">
          <b>
            {blocker.key} on {blocker.taskKey}
          </b>
        </SubjectLink>
        <span className="r">
          {paused ? (
            <small>
              {formatDuration(used)} of {blocker.slaHours} h used
            </small>
          ) : left < 0 ? (
            <>
              <span className="stop">{formatHoursMinutes(-left)}</span> <small>overdue</small>
            </>
          ) : (
            <>
              {formatHoursMinutes(left)} <small>left</small>
            </>
          )}
        </span>
      </div>
      {paused ? null : (
        <div className="ov-sla" role="img" aria-label={`${formatDuration(used)} of ${blocker.slaHours} h used`}>
          {Array.from({ length: 12 }, (_, index) => (
            <i key={index} style={{ ['--f' as never]: `${Math.round(Math.min(1, Math.max(0, (used / whole) * 12 - index)) * 100)}%` }} />
          ))}
        </div>
      )}
      <p>
        <b>{sentence(blocker.title)}</b> {paused ? `${sentence(blocker.pauseReason || 'Waiting on an outsider')} ` : null}
        Opened <RecentTime at={blocker.openedAt} />
        {blocker.dueAt ? (
          <>
            , due <RecentTime at={blocker.dueAt} />
          </>
        ) : null}
        .
        {paused ? null : (
          <>
            {' '}
            Level {blocker.escalationLevel}
            {owners.length > 0 ? (
              <>
                , <span className="mono nw">{owners.join(' ')}</span>
              </>
            ) : null}
            .
          </>
        )}
      </p>
    </div>
  )
}
