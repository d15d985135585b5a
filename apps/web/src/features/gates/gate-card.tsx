import type { Board, BoardGate } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { GAP_LOOK, GATE_LOOK, Glyph, LOCKED_LOOK, PROOF_LOOK, Status, TimeText } from '../../ui/index.ts'
import { countOf, shortSha } from '../../lib/format-plan.ts'
import { dueWord, gateDates, ProblemTags, QuorumSquares, RequirementPips } from './gate-parts.tsx'

/** A gate on the board: its proof, who may sign, who did, what is in the way. */
export const GateCard = ({ board, gate }: { board: Board; gate: BoardGate }) => {
  const look = GATE_LOOK[gate.face]
  const signed = gate.state === 'SignedOff'
  const open = gate.state === 'InProgress' || gate.state === 'ReadyForSignoff' || gate.state === 'CompletedDocBaseline'
  const late = gate.due && !signed
  const waivers = gate.waivers.filter((waiver) => waiver.state === 'active').length
  return (
    <Link
      to="/p/$slug/gates/$key"
      params={{ slug: board.program.slug, key: gate.key }}
      className={`gt-card ${late ? 'due' : ''}`}
      aria-label={`${gate.key} ${gate.title}, ${look.word}`}
    >
      <span className="h">
        <span className={look.tone}>
          <Glyph name={look.glyph} size={20} />
        </span>
        <span className="nw">{gate.key}</span>
        <span className={open ? '' : 'cut'}>{gate.title}</span>
        <span className="d">
          {late ? <b className="warn">{dueWord(board, gate)} </b> : null}
          {gateDates(board, gate)}
        </span>
      </span>
      <span className="m">
        {open ? <ProblemTags gate={gate} /> : <RequirementPips gate={gate} />}
        <span>
          {gate.face === 'Revalidate'
            ? `${gate.requirements.length} of ${gate.requirements.length} on an older SHA`
            : `${gate.proved} of ${gate.requirements.length} proved`}
        </span>
        {signed ? (
          <span className="r">
            <Status look={LOCKED_LOOK} size={14} />
          </span>
        ) : null}
        {waivers > 0 ? (
          <span className="r">
            <Status look={PROOF_LOOK.waived} size={14}>
              {countOf(waivers, 'waiver')}
            </Status>
          </span>
        ) : null}
        {gate.openGaps > 0 ? (
          <span className="r">
            <Status look={GAP_LOOK} size={14}>
              {gate.openGaps} open
            </Status>
          </span>
        ) : null}
      </span>
      {open ? (
        <span className="rows">
          {gate.requirements.map((requirement) => (
            <span key={requirement.key}>
              <Status look={PROOF_LOOK[requirement.state]} size={14} />
              <span className="cut" title={requirement.text}>
                {requirement.text}
              </span>
            </span>
          ))}
        </span>
      ) : null}
      <span className="m">
        <QuorumSquares gate={gate} />{' '}
        <span className={gate.waitsFor?.includes(';') ? 'warn' : ''}>{gate.waitsFor ?? `${gate.approvals} of ${gate.quorum} signed`}</span>
        {gate.signedAt ? (
          <span className="r">
            <TimeText at={gate.signedAt} />
          </span>
        ) : (
          <span className="mono r ter cut">{gate.owners.join(' ')}</span>
        )}
      </span>
      {gate.revalidate ? (
        <span className="m warn">
          <span>
            Signed on <span className="mono">{shortSha(gate.revalidate.signedSha)}</span>, release is now{' '}
            <span className="mono">{shortSha(gate.revalidate.releaseSha)}</span>
          </span>
        </span>
      ) : null}
    </Link>
  )
}
