import type { TaskStatus } from '@gatehouse/core'
import type { ReactNode } from 'react'
import { countOf, periodLabel, slipLabel } from '../../lib/format-plan.ts'
import { BLOCKER_LOOK, GATE_LOOK, Glyph, Panel, REASON_LOOK, Sha, Tag, TASK_LOOK, VERDICT_LOOK } from '../../ui/index.ts'
import type { Past } from './past.queries.ts'

type PastBoardData = Past['board']

/** The verdict, the figures, the gates and the open blockers of that time. To be read only: every link would lead to the present. */
export const PastBoard = ({ board }: { board: PastBoardData }) => (
  <section className="stack" aria-label="As it was">
    <PastVerdict board={board} />
    <Figures board={board} />
    <Gates board={board} />
    <Blockers board={board} />
  </section>
)

const PastVerdict = ({ board: { verdict } }: { board: PastBoardData }) => {
  const look = VERDICT_LOOK[verdict.word]
  return (
    <section className={`pn pa-verdict tone-${look.tone}`} aria-label="Verdict then">
      <p className={`pa-word ${look.tone}`}>
        <Glyph name={look.glyph} size={40} />
        {look.word}
      </p>
      {verdict.reasons.length === 0 ? (
        <p className="sec">No open reason.</p>
      ) : (
        <ol className="pa-reasons">
          {verdict.reasons.map((reason) => (
            <li key={`${reason.code} ${reason.subject}`}>
              <Tag look={REASON_LOOK[reason.status]} />
              <span>
                <b>{reason.title}</b> <span className="sec">{reason.detail}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

const Figure = ({ title, value, children }: { title: string; value: ReactNode; children: ReactNode }) => (
  <div>
    <h2>{title}</h2>
    <p className="v">{value}</p>
    <p className="t12 sec">{children}</p>
  </div>
)

const ORDER = ['done', 'in_progress', 'blocked', 'todo', 'moved', 'dropped'] as const satisfies readonly TaskStatus[]

const Figures = ({ board: { readiness, gates, tasks, schedule, program, releaseTarget } }: { board: PastBoardData }) => {
  const pieces = gates.flatMap((gate) => gate.requirements.flatMap((requirement) => requirement.evidence))
  const attached = pieces.filter(({ withdrawnAt }) => withdrawnAt === null)
  return (
    <section className="pn pa-figures" aria-label="Figures then">
      <Figure title="Readiness" value={`${readiness.score} of 100`}>
        {readiness.proved} of {countOf(readiness.total, 'requirement')} proved
      </Figure>
      <Figure title="Gates" value={`${gates.filter(({ state }) => state === 'SignedOff').length} of ${gates.length}`}>
        signed; {countOf(attached.length, 'proof')} attached
      </Figure>
      <Figure title="Tasks" value={`${tasks.filter(({ status }) => status === 'done').length} of ${tasks.length}`}>
        {ORDER.flatMap((status) => {
          const many = tasks.filter((task) => task.status === status).length
          return many === 0 ? [] : [`${many} ${TASK_LOOK[status].word.toLowerCase()}`]
        }).join(', ') || 'none planned'}
      </Figure>
      <Figure title={schedule.target ? `Slip of ${schedule.target}` : 'Slip'} value={slipLabel(program.cadence, schedule.slip)}>
        {schedule.slip === 0 ? 'on plan' : (schedule.slipCause ?? 'cause not known')}
      </Figure>
      <Figure title="Release" value={releaseTarget?.sha ? <Sha sha={releaseTarget.sha} label="Release commit then" /> : 'not set'}>
        {releaseTarget?.repository ?? 'no repository'}
      </Figure>
    </section>
  )
}

const Gates = ({ board: { gates, program } }: { board: PastBoardData }) => (
  <section className="pn" aria-label="Gates then">
    {gates.length === 0 ? (
      <p className="pb sec">The plan had no gates.</p>
    ) : (
      <ol className="pa-gates">
        {gates.map((gate) => {
          const look = GATE_LOOK[gate.face]
          return (
            <li key={gate.key}>
              <span className="k">
                <span className={look.tone}>
                  <Glyph name={look.glyph} size={20} />
                </span>
                {gate.key}
                <em>{periodLabel(program, gate.at)}</em>
              </span>
              <span className="t" title={gate.title}>
                {gate.title}
              </span>
              <span className={`w ${look.tone}`}>{look.word}</span>
              <span className="t11 ter">
                {gate.proved} of {gate.requirements.length} proved, {gate.approvals} of {gate.quorum} signed
              </span>
            </li>
          )
        })}
      </ol>
    )}
  </section>
)

const Blockers = ({ board: { blockers } }: { board: PastBoardData }) => {
  const open = blockers.filter(({ state }) => state !== 'resolved')
  return (
    <Panel title="Open blockers" aside={String(open.length)}>
      {open.length === 0 ? (
        <p className="pb sec">Nothing was blocked.</p>
      ) : (
        <ul className="pa-blockers">
          {open.map((blocker) => (
            <li key={blocker.key}>
              <Tag look={BLOCKER_LOOK[blocker.state]} />
              <span>
                <b>{blocker.title}</b>{' '}
                <span className="sec">
                  {blocker.severity}, on {blocker.taskKey}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
