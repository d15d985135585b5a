import type { Board, BoardGate, Issue } from '@gatehouse/core'
import { useRights } from '../../app-data/program.ts'
import { countOf, shortSha } from '../../lib/format-plan.ts'
import { GATE_LOOK, RefusalList, Sha, Status } from '../../ui/index.ts'
import { Decide } from './decide.tsx'
import { Gaps } from './sign-gaps.tsx'
import { SignPeople } from './sign-people.tsx'
import { SignRecords } from './sign-records.tsx'
import { hasSeats, SignSeats } from './sign-seats.tsx'
import { Waivers } from './waivers.tsx'
import './sign-panel.css'
import './sign-off.css'

/** In order: how many signatures, who may and may not and why, what is in the way, gaps, waivers, decide, what will be recorded. */
export const SignPanel = ({ board, gate }: { board: Board; gate: BoardGate }) => {
  const rights = useRights()
  const handles = rights.handles.join(' ')
  const digests = gate.requirements.flatMap((requirement) => requirement.evidence).filter((piece) => piece.withdrawnAt === null).length
  return (
    <aside className="pn gt-sign" aria-label="Sign-off">
      <div className="gt-sign-h">
        <h2>Sign-off</h2>
        <span className="ter t12">
          you are {handles === '' ? rights.name : <span className="mono">{handles}</span>}
          {rights.roles.length > 0 ? `, ${rights.roles.join(', ')}` : ''}
        </span>
      </div>
      <div className="blk">
        <div className="q">
          {hasSeats(gate)
            ? null
            : Array.from({ length: gate.quorum }, (_, index) => (
                <i key={index} className={index < gate.approvals ? 'f' : ''} aria-hidden="true" />
              ))}
          <b>
            {gate.approvals} of {gate.quorum}
          </b>
          <span className="sec">{gate.quorum === 1 ? 'approval' : 'approvals'}</span>
        </div>
        {gate.waitsFor?.includes(';') ? <p className="t12 warn b">{gate.waitsFor}</p> : null}
        <SignSeats gate={gate} />
        <SignPeople gate={gate} />
      </div>
      {gate.revalidate ? (
        <div className="blk">
          <h3>
            <Status look={GATE_LOOK.Revalidate} size={14} />
          </h3>
          <p className="t12">
            Signed on <span className="mono">{shortSha(gate.revalidate.signedSha)}</span>, release is now{' '}
            <span className="mono">{shortSha(gate.revalidate.releaseSha)}</span>. A lead reopens it; it is then proved on the new commit and
            signed again.
          </p>
        </div>
      ) : null}
      <InTheWay gate={gate} />
      <Gaps gate={gate} />
      <Waivers board={board} gate={gate} />
      <Decide board={board} gate={gate} />
      <SignRecords gate={gate} />
      <div className="blk">
        <h3>{gate.state === 'SignedOff' ? 'The sign-off recorded' : 'A sign-off will record'}</h3>
        <p className="t12 sec">
          actor, UTC time, correlation id, decision, note, gate revision {gate.revision}, {countOf(digests, 'evidence digest')}
          {board.releaseTarget?.sha ? (
            <>
              , release <Sha sha={gate.signedSha ?? board.releaseTarget.sha} label="Release commit" />
            </>
          ) : null}
        </p>
      </div>
    </aside>
  )
}

const InTheWay = ({ gate }: { gate: BoardGate }) => {
  if (gate.state === 'SignedOff') return null
  const waiting = gate.state === 'ReadyForSignoff'
  const issues: readonly Issue[] = waiting ? gate.approveRefusals : gate.submitRefusals
  const what = waiting ? 'approved' : 'submitted'
  return (
    <div className="blk">
      <h3>{issues.length === 0 ? `Can be ${what}` : `Cannot be ${what}: ${countOf(issues.length, 'reason')}`}</h3>
      {issues.length === 0 ? (
        <p className="t12 sec">
          {waiting
            ? gate.requirements.some((requirement) => requirement.state === 'waived')
              ? 'Every requirement is proved or waived now.'
              : 'Every requirement is proved now.'
            : 'Nothing is missing.'}
        </p>
      ) : (
        <RefusalList issues={issues} />
      )}
    </div>
  )
}
