import { type Board, type BoardGate, type RequirementState, yourTurn } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import { useBoard, useRights } from '../../app-data/program.ts'
import { countOf } from '../../lib/format-plan.ts'
import { wordParam, wordsParam, listParam, flagParam, useSearchState } from '../../lib/search-state.ts'
import { Button, EmptyState, FilterSelect, GATE_LOOK, PROOF_LOOK, ScrollX, Segmented, Status, TimeText } from '../../ui/index.ts'
import { GateCard } from './gate-card.tsx'
import { gateDates, QuorumSquares } from './gate-parts.tsx'
import './gates.css'

const STATES = Object.keys(PROOF_LOOK) as RequirementState[]
const search = z.object({ view: wordParam(['board', 'list']), owner: listParam(), freshness: wordsParam(STATES), mine: flagParam() })

const COLUMNS = [
  { title: 'Not started', face: 'NotStarted', states: ['NotStarted'], empty: 'Every gate is under way.' },
  {
    title: 'In progress',
    face: 'InProgress',
    states: ['InProgress', 'CompletedDocBaseline'],
    empty: 'A gate comes here with its first proof, or when its owner starts it.',
  },
  {
    title: 'Ready for sign-off',
    face: 'ReadyForSignoff',
    states: ['ReadyForSignoff'],
    empty: 'Nothing waits for a signature. A gate comes here when every requirement has proof or a waiver and its owner submits it.',
  },
  { title: 'Signed, locked', face: 'SignedOff', states: ['SignedOff'], empty: 'No gate is signed yet.' },
] as const satisfies readonly { title: string; face: keyof typeof GATE_LOOK; states: readonly BoardGate['state'][]; empty: string }[]

/** The sign-off board: columns are the gate life. */
export const GatesScreen = () => {
  const board = useBoard()
  const rights = useRights()
  const [{ view = 'board', owner, freshness, mine }, change] = useSearchState(search)
  const mySubjects = new Set(yourTurn(board, rights).map((turn) => turn.subject))
  const myGates = board.gates.filter((gate) => mySubjects.has(`gate:${gate.key}`))
  const shown = board.gates.filter(
    (gate) =>
      (owner.length === 0 || gate.owners.some((handle) => owner.includes(handle))) &&
      (freshness.length === 0 || gate.requirements.some((requirement) => freshness.includes(requirement.state))) &&
      (!mine || myGates.includes(gate)),
  )
  const owners = [...new Set(board.gates.flatMap((gate) => gate.owners))].sort()
  const filtered = owner.length > 0 || freshness.length > 0 || mine === true
  return (
    <div className="page">
      <div className="gt-bar">
        <h1>Gates</h1>
        <Segmented
          label="View"
          value={view}
          options={[
            { value: 'board', label: 'Board' },
            { value: 'list', label: 'List' },
          ]}
          onChange={(next) => change({ view: next === 'board' ? undefined : next })}
        />
        <Totals board={board} />
        <span className="sp" />
        <Button small pressed={mine === true} onClick={() => change({ mine: mine ? undefined : true })}>
          My turn: {myGates.length}
        </Button>
        <FilterSelect
          label="Owner"
          options={owners.map((handle) => ({ value: handle, label: handle }))}
          selected={owner}
          onChange={(next) => change({ owner: [...next] })}
        />
        <FilterSelect
          label="Proof"
          options={STATES.map((state) => ({ value: state, label: PROOF_LOOK[state].word }))}
          selected={freshness}
          onChange={(next) => change({ freshness: [...next] })}
        />
        <Link to="/p/$slug/settings" params={{ slug: board.program.slug }} hash="bundle" className="btn sm">
          Release bundle
        </Link>
      </div>
      {board.gates.length === 0 ? (
        <EmptyState title="This program has no gates">
          A gate is a decision at the end of a period, with requirements that ask for proof. Without one the verdict is UNKNOWN. Add gates
          in the settings, or import a plan that has them.
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState
          title="No gate matches"
          actions={<Button onClick={() => change({ owner: [], freshness: [], mine: undefined })}>Show all gates</Button>}
        >
          {board.gates.length} gates are hidden by the filters.
        </EmptyState>
      ) : view === 'list' ? (
        <GateTable board={board} gates={shown} />
      ) : (
        <div className="gt-board">
          {COLUMNS.map((column) => {
            const gates = shown.filter((gate) => (column.states as readonly string[]).includes(gate.state))
            const revalidate = gates.filter((gate) => gate.face === 'Revalidate').length
            // What was signed last stands first, what comes next stands first.
            const ordered = column.face === 'SignedOff' ? [...gates].reverse() : gates
            return (
              <section key={column.title} className="gt-col" aria-label={column.title}>
                <h2>
                  <Status look={GATE_LOOK[column.face]}>{column.title}</Status>
                  <span className="r">
                    {gates.length}
                    {revalidate > 0 ? `, ${revalidate} to revalidate` : ''}
                  </span>
                </h2>
                {ordered.map((gate) => (
                  <GateCard key={gate.key} board={board} gate={gate} />
                ))}
                {gates.length === 0 ? <p className="gt-hollow">{filtered ? 'Nothing here matches the filters.' : column.empty}</p> : null}
              </section>
            )
          })}
        </div>
      )}
    </div>
  )
}

const Totals = ({ board: { gates, readiness } }: { board: Board }) => (
  <span className="t12 sec">
    <b>
      {gates.filter((gate) => gate.state === 'SignedOff').length} of {gates.length}
    </b>{' '}
    signed,{' '}
    <b>
      {readiness.proved} of {readiness.total}
    </b>{' '}
    requirements proved{readiness.provedOnOlderSha > 0 ? `, ${readiness.provedOnOlderSha} on an older SHA` : ''}
  </span>
)

/** How many reasons stand against its next step. */
const inTheWay = (gate: BoardGate): string => {
  const reasons = (gate.state === 'ReadyForSignoff' ? gate.approveRefusals : gate.submitRefusals).length
  return reasons > 0 ? countOf(reasons, 'reason') : (gate.waitsFor ?? 'Nothing')
}

const GateTable = ({ board, gates }: { board: Board; gates: readonly BoardGate[] }) => (
  <section className="pn gt-list" aria-label="Gates as a list">
    <ScrollX label="Gates as a list, table">
      <table>
        <thead>
          <tr>
            <th scope="col">Gate</th>
            <th scope="col">State</th>
            <th scope="col">Due</th>
            <th scope="col">Proved</th>
            <th scope="col">Signed</th>
            <th scope="col">Owners</th>
            <th scope="col">Reviewers</th>
            <th scope="col">In the way</th>
          </tr>
        </thead>
        <tbody>
          {gates.map((gate) => (
            <tr key={gate.key}>
              <td>
                <Link to="/p/$slug/gates/$key" params={{ slug: board.program.slug, key: gate.key }} className="lk">
                  {gate.key}
                </Link>{' '}
                {gate.title}
              </td>
              <td className="nw">
                <Status look={GATE_LOOK[gate.face]} size={14} />
              </td>
              <td className="nw">{gateDates(board, gate)}</td>
              <td className="nw">
                {gate.proved} of {gate.requirements.length}
              </td>
              <td className="nw">
                <QuorumSquares gate={gate} /> {gate.approvals} of {gate.quorum}
                {gate.signedAt ? (
                  <>
                    {' '}
                    <TimeText at={gate.signedAt} form="day" />
                  </>
                ) : null}
              </td>
              <td className="mono">{gate.owners.join(' ')}</td>
              <td>
                <span className="mono">{gate.reviewers.join(' ')}</span>
                {gate.signRoles.map(({ role, count }) => (
                  <span key={role}> {count > 1 ? `${count} ${role}` : role}</span>
                ))}
              </td>
              <td>
                {gate.state === 'SignedOff' ? (
                  gate.face === 'Revalidate' ? (
                    <Status look={GATE_LOOK.Revalidate} size={14} />
                  ) : (
                    ''
                  )
                ) : (
                  inTheWay(gate)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  </section>
)
