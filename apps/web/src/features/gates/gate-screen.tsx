import type { Board, BoardGate } from '@gatehouse/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { z } from 'zod'
import { useBoard, useRights } from '../../app-data/program.ts'
import { periodLabel, slipLabel } from '../../lib/format-plan.ts'
import { textParam, useSearchState } from '../../lib/search-state.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { Button, CopyText, EmptyState, GATE_LOOK, Glyph, Kbd, LOCKED_LOOK, Panel, Sha, Tag, TimeText } from '../../ui/index.ts'
import { GateHistory } from './gate-history.tsx'
import { GateLife } from './gate-life.tsx'
import { GateNeighbours } from './gate-neighbours.tsx'
import { dueWord, forecastPeriod, ProblemTags } from './gate-parts.tsx'
import { EditTerms } from './gate-terms.tsx'
import { useReadCi } from './gates.queries.ts'
import { AddRequirement } from './requirement-editor.tsx'
import { RequirementRow } from './requirement-row.tsx'
import { SignPanel } from './sign-panel.tsx'
import './gates.css'
import './gate.css'

const search = z.object({ requirement: textParam() })

/** A gate's own page: what it asks for, what proves it, who decides. */
export const GateScreen = () => {
  const board = useBoard()
  const { key = '' } = useParams({ strict: false }) as { key?: string }
  const gate = board.gates.find((each) => each.key === key)
  if (!gate) {
    return (
      <div className="page">
        <EmptyState
          level={1}
          title={`There is no gate ${key}`}
          actions={
            <Link to="/p/$slug/gates" params={{ slug: board.program.slug }} className="btn">
              All gates
            </Link>
          }
        >
          It may have been removed, or its key changed.
        </EmptyState>
      </div>
    )
  }
  return <GatePage key={gate.key} board={board} gate={gate} />
}

const GatePage = ({ board, gate }: { board: Board; gate: BoardGate }) => {
  const rights = useRights()
  const [{ requirement: opened }, change] = useSearchState(search)
  const readCi = useReadCi()
  const look = GATE_LOOK[gate.face]
  const bound = gate.requirements.some((requirement) => requirement.workflow !== null)
  // The first one that is not proved opens by itself; the URL remembers another choice.
  const openKey = opened ?? gate.requirements.find((requirement) => !requirement.proved && requirement.state !== 'waived')?.key
  // A link to a requirement leads to it, once.
  const linked = useRef(opened)
  useEffect(() => {
    if (linked.current) document.getElementById(`requirement-${linked.current}`)?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <div className="page">
      <div className="gt-bar">
        <Link to="/p/$slug/gates" params={{ slug: board.program.slug }} className="lk">
          Gates
        </Link>
        <span className="ter" aria-hidden="true">
          ▸
        </span>
        <span className={look.tone}>
          <Glyph name={look.glyph} size={28} />
        </span>
        <h1>
          {gate.key} {gate.title}
        </h1>
        <ProblemTags gate={gate} />
        {gate.state === 'SignedOff' ? <Tag look={LOCKED_LOOK} /> : null}
        {gate.face === 'Revalidate' ? <Tag look={GATE_LOOK.Revalidate} /> : null}
        <span className="sp" />
        <EditTerms board={board} gate={gate} />
        <Neighbours board={board} gate={gate} />
        <CopyText text={window.location.href} label="Link to this gate">
          Copy link
        </CopyText>
      </div>
      <div className="gt-two">
        <div className="gt-main">
          <section className="pn" aria-label="Facts">
            <Facts board={board} gate={gate} />
            <GateLife gate={gate} />
          </section>
          <Panel
            title="Requirements"
            aside={`${gate.proved} of ${gate.requirements.length} proved`}
            actions={
              bound ? (
                <>
                  <span className="ter t12">
                    {board.ci.read ? (
                      <>
                        CI read <TimeText at={board.ci.read.readAt} form="time" />,{' '}
                        {board.ci.read.error ? board.ci.read.error.message : board.ci.read.complete ? 'all pages' : 'not all pages'}
                      </>
                    ) : (
                      'CI was never read'
                    )}
                  </span>
                  {rights.can('ci.read') && board.ci.read ? (
                    <Button small busy={readCi.isPending} onClick={() => readCi.mutate()}>
                      Read CI now
                    </Button>
                  ) : null}
                </>
              ) : undefined
            }
          >
            {gate.requirements.length === 0 ? (
              <p className="pb sec">This gate asks for nothing, so nothing proves it and it cannot be submitted.</p>
            ) : (
              <ol>
                {gate.requirements.map((requirement) => (
                  <RequirementRow
                    key={requirement.key}
                    board={board}
                    gate={gate}
                    requirement={requirement}
                    open={requirement.key === openKey}
                    onToggle={() => change({ requirement: requirement.key === openKey ? 'none' : requirement.key })}
                  />
                ))}
              </ol>
            )}
            <AddRequirement board={board} gate={gate} />
          </Panel>
        </div>
        <SignPanel board={board} gate={gate} />
        <div className="gt-row2">
          <GateNeighbours board={board} gate={gate} />
          <GateHistory gate={gate} />
        </div>
      </div>
    </div>
  )
}

const Facts = ({ board, gate }: { board: Board; gate: BoardGate }) => {
  const { program, releaseTarget } = board
  const forecast = forecastPeriod(gate)
  const late = forecast - gate.baselineAt
  return (
    <dl className="gt-meta">
      <div>
        <dt>Due</dt>
        <dd>
          End of {periodLabel(program, gate.at)}
          {gate.due && gate.state !== 'SignedOff' ? `, ${dueWord(board, gate).replace('due ', '')}` : ''}
        </dd>
      </div>
      <div>
        <dt>{gate.signedAt ? 'Signed' : 'Forecast'}</dt>
        <dd className={!gate.signedAt && late > 0 ? 'warn' : ''}>
          {gate.signedAt ? (
            <TimeText at={gate.signedAt} />
          ) : (
            `${periodLabel(program, forecast)}${late > 0 ? `, ${slipLabel(program.cadence, late)}` : ', on plan'}`
          )}
        </dd>
      </div>
      <div>
        <dt>{gate.owners.length === 1 ? 'Owner' : 'Owners'}</dt>
        <dd className="mono">{gate.owners.join(' ') || 'nobody'}</dd>
      </div>
      <div>
        <dt>{gate.reviewers.length === 1 ? 'Reviewer' : 'Reviewers'}</dt>
        <dd className="mono">{gate.reviewers.join(' ') || (gate.signRoles.length > 0 ? 'by role' : 'any reviewer')}</dd>
      </div>
      {gate.signRoles.length > 0 ? (
        <div>
          <dt>{gate.signRoles.length === 1 ? 'Role that signs' : 'Roles that sign'}</dt>
          <dd>{gate.signRoles.map(({ role, count }) => (count > 1 ? `${count} ${role}` : role)).join(', ')}</dd>
        </div>
      ) : null}
      <div>
        <dt>Slack</dt>
        <dd>
          {gate.schedule.slack} {program.cadence === 'day' ? 'd' : 'w'}
          {gate.schedule.critical ? ', critical' : ''}
        </dd>
      </div>
      <div>
        <dt>Release SHA</dt>
        <dd>{releaseTarget?.sha ? <Sha sha={releaseTarget.sha} label="Release commit" /> : 'not chosen'}</dd>
      </div>
    </dl>
  )
}

const Neighbours = ({ board, gate }: { board: Board; gate: BoardGate }) => {
  const at = board.gates.indexOf(gate)
  const before = board.gates[at - 1]
  const after = board.gates[at + 1]
  const navigate = useNavigate()
  const go = (to: BoardGate | undefined) => {
    if (to) void navigate({ to: '/p/$slug/gates/$key', params: { slug: board.program.slug, key: to.key } })
  }
  useShortcuts([
    { keys: '[', label: 'Previous gate', group: 'Gate', run: () => go(before) },
    { keys: ']', label: 'Next gate', group: 'Gate', run: () => go(after) },
  ])
  return (
    <>
      {before ? (
        <Link
          to="/p/$slug/gates/$key"
          params={{ slug: board.program.slug, key: before.key }}
          className="btn sm"
          aria-label={`Previous gate: ${before.key} ${before.title}`}
        >
          ◂ {before.key} <Kbd>[</Kbd>
        </Link>
      ) : null}
      {after ? (
        <Link
          to="/p/$slug/gates/$key"
          params={{ slug: board.program.slug, key: after.key }}
          className="btn sm"
          aria-label={`Next gate: ${after.key} ${after.title}`}
        >
          {after.key} ▸ <Kbd>]</Kbd>
        </Link>
      ) : null}
    </>
  )
}
