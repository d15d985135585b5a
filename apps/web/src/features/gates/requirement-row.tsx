import {
  type Board,
  type BoardEvidence,
  type BoardGate,
  type EvidenceType,
  type RequirementEvaluation,
  type RequirementRule,
  whatMayAtGate,
} from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useRights } from '../../app-data/program.ts'
import { countOf, periodCount, shortSha } from '../../lib/format-plan.ts'
import { Button, DRIFT_LOOK, EXPIRING_LOOK, PROOF_LOOK, Status, Tag, TimeText } from '../../ui/index.ts'
import { AttachEvidence } from './attach-evidence.tsx'
import { ProofList } from './proof-list.tsx'
import { RemoveRequirement, RequirementEditor } from './requirement-editor.tsx'
import { WhyBox } from './why-box.tsx'

const RULE_WORDS = {
  p0_done: 'Computed: every P0 task is done or moved',
  no_open_blockers: 'Computed: no blocker is open',
  earlier_gates_signed: 'Computed: every earlier gate is signed',
  no_unresolved_high_findings: 'Computed: no high or critical finding is unresolved',
  workflows_green: 'Computed: the required workflows are green on the release SHA',
} satisfies Record<RequirementRule, string>

/** One requirement: its state, what it takes, what proves it, and, opened, every condition that holds and the one that does not. */
export const RequirementRow = ({
  board,
  gate,
  requirement,
  open,
  onToggle,
}: {
  board: Board
  gate: BoardGate
  requirement: RequirementEvaluation
  open: boolean
  onToggle: () => void
}) => {
  const rights = useRights()
  /** Form that is open: nothing, a new piece (''), or the next revision of the piece with this id. */
  const [attaching, setAttaching] = useState<string | null>(null)
  const [editing, setEditing] = useState<'edit' | 'remove' | null>(null)
  const mayEdit = gate.state !== 'SignedOff' && rights.can('plan.edit')
  const live = requirement.evidence.filter((piece) => piece.withdrawnAt === null)
  const takesEvidence = requirement.rule === null && requirement.accepts.length > 0
  const locked = gate.state === 'SignedOff'
  const mayAttach = takesEvidence && !locked && whatMayAtGate(gate, rights).includes('attach_evidence')
  // A server that has read CI can start a workflow too; a run that has not finished is waited for.
  const mayDispatch =
    !locked &&
    requirement.workflow !== null &&
    requirement.state !== 'fresh' &&
    requirement.state !== 'pending' &&
    board.ci.read !== null &&
    rights.can('target.set')
  const word = PROOF_LOOK[requirement.state].word.toLowerCase()
  return (
    <li
      className={`gt-rq ${open ? 'open' : ''} ${PROOF_LOOK[requirement.state].tone === 'ok' ? 'proved' : ''}`}
      id={`requirement-${requirement.key}`}
    >
      <Status look={requirement.expiring ? EXPIRING_LOOK : PROOF_LOOK[requirement.state]} />
      <div>
        <h3>
          <span className="ter mono">{requirement.key}</span> {requirement.text}
        </h3>
        <p>
          <Takes requirement={requirement} board={board} />
        </p>
      </div>
      <div className="e">
        <ProofLine requirement={requirement} live={live} />
      </div>
      <div className="acts">
        {mayDispatch ? (
          <Link
            to="/p/$slug/ci"
            params={{ slug: board.program.slug }}
            search={{ dispatch: requirement.workflow ?? undefined }}
            className="btn sm pri"
            aria-label={`Dispatch for ${requirement.key}`}
          >
            Dispatch
          </Link>
        ) : null}
        {mayAttach ? (
          <Button
            small
            onClick={() => setAttaching(attaching === null ? '' : null)}
            aria-expanded={attaching !== null}
            aria-label={`Attach evidence to ${requirement.key}`}
          >
            Attach
          </Button>
        ) : null}
        <Button small onClick={onToggle} aria-expanded={open} aria-label={`Why ${requirement.key} is ${word}`}>
          Why
        </Button>
      </div>
      {attaching !== null && mayAttach ? (
        <AttachEvidence key={attaching} gate={gate} requirement={requirement} replaces={attaching} onDone={() => setAttaching(null)} />
      ) : null}
      {open ? <WhyBox requirement={requirement} releaseSha={board.releaseTarget?.sha ?? null} /> : null}
      {open && requirement.evidence.length > 0 ? (
        <ProofList board={board} gate={gate} requirement={requirement} onReplace={setAttaching} />
      ) : null}
      {open && mayEdit ? (
        <div className="gt-edit">
          <Button small kind="bare" onClick={() => setEditing('edit')} aria-label={`Edit the terms of ${requirement.key}`}>
            Edit terms
          </Button>
          <Button small kind="bare" onClick={() => setEditing('remove')} aria-label={`Remove ${requirement.key}`}>
            Remove
          </Button>
        </div>
      ) : null}
      {editing === 'edit' ? (
        <RequirementEditor board={board} gate={gate} requirement={requirement} onClose={() => setEditing(null)} />
      ) : null}
      {editing === 'remove' ? <RemoveRequirement gate={gate} requirement={requirement} onClose={() => setEditing(null)} /> : null}
    </li>
  )
}

const Takes = ({ requirement, board }: { requirement: RequirementEvaluation; board: Board }) => {
  if (requirement.rule) return RULE_WORDS[requirement.rule]
  const rule =
    requirement.freshness === 'release_sha'
      ? 'about the release SHA'
      : requirement.freshness === 'max_age'
        ? `not older than ${requirement.maxAgeHours && requirement.maxAgeHours % 24 === 0 ? periodCount('day', requirement.maxAgeHours / 24) : `${requirement.maxAgeHours} h`}`
        : 'of any age'
  if (requirement.workflow) {
    const events = board.releaseTarget?.workflows.find((workflow) => workflow.path === requirement.workflow)?.events ?? []
    return (
      <>
        Binds <span className="mono">{requirement.workflow}</span>, exact SHA,{' '}
        {events.length > 0 ? events.join(' or ') : 'push or workflow_dispatch'}
      </>
    )
  }
  return (
    <>
      Takes <Types types={requirement.accepts} />
      {countOf(requirement.min, 'piece')} needed, {rule}
      {requirement.oneOf.map((group, at) => (
        <span key={at} className="gt-one">
          , one of <Types types={group} />
        </span>
      ))}
    </>
  )
}

const hasDrifted = ({ observation }: BoardEvidence): boolean => observation?.outcome === 'drifted' || observation?.outcome === 'gone'

const Types = ({ types }: { types: readonly EvidenceType[] }) =>
  types.map((type) => (
    <span key={type}>
      <span className="typ">{type}</span>{' '}
    </span>
  ))

const ProofLine = ({ requirement, live }: { requirement: RequirementEvaluation; live: readonly BoardEvidence[] }) => {
  const run = requirement.ci?.run
  if (run) {
    return (
      <>
        <b>
          Run {run.runNumber}, {run.status === 'completed' ? (run.conclusion ?? 'no conclusion') : (run.status ?? 'no status')}
        </b>
        <span className="typ">ci_run</span> on <span className="mono">{shortSha(run.headSha)}</span>
        {run.attempt > 1 ? `, attempt ${run.attempt}` : ''}
      </>
    )
  }
  if (requirement.waiver) {
    return (
      <>
        <b>Waived by {requirement.waiver.approver.name}</b>until <TimeText at={requirement.waiver.expiresAt} />
      </>
    )
  }
  const first = live[0]
  if (!first) return <span>{requirement.rule ? (requirement.facts[0] ?? '') : 'Nothing attached'}</span>
  return (
    <>
      <b>{first.title}</b>
      <span className="typ">{first.type}</span>{' '}
      {first.sha ? <span className="mono">{shortSha(first.sha)}</span> : <span className="mono">sha256 {first.digest.slice(0, 8)}</span>}
      {live.length > 1 ? `, and ${live.length - 1} more` : ''}
      {requirement.expiring && requirement.expiresAt ? (
        <span className="gt-expires">
          expires <TimeText at={requirement.expiresAt} />
        </span>
      ) : null}
      {live.some(hasDrifted) ? (
        <span className="gt-expires">
          <Tag look={DRIFT_LOOK} />
        </span>
      ) : null}
    </>
  )
}
