import type { Board, CiRun, WorkflowVerdict } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { countOf, shortSha } from '../../lib/format-plan.ts'
import { Button, Glyph, OutLink, Panel, PROOF_LOOK, ScrollX, Sha, Status, TimeText } from '../../ui/index.ts'

const MOST_RUNS = 20

/** One workflow on the release commit: its state, why, every condition of the rule, and the runs that were read. */
export const WorkflowPanel = ({
  board,
  workflow,
  runs,
  onDispatch,
}: {
  board: Board
  workflow: WorkflowVerdict
  runs: readonly CiRun[]
  onDispatch: (() => void) | null
}) => {
  const sha = board.releaseTarget?.sha ?? null
  const bound = board.gates.filter((gate) => gate.requirements.some((requirement) => requirement.workflow === workflow.path))
  return (
    <Panel
      id={workflow.path}
      title={workflow.name}
      aside={
        <>
          <span className="mono wrap">{workflow.path}</span>
          {workflow.required ? '' : ', not required'}
        </>
      }
      actions={
        onDispatch ? (
          <Button small onClick={onDispatch} aria-label={`Dispatch ${workflow.name}`}>
            Dispatch
          </Button>
        ) : undefined
      }
      line
    >
      <div className="ci-wf">
        <div>
          <Status look={PROOF_LOOK[workflow.freshness]} size={20} />
          <p>{workflow.reason}</p>
          {workflow.provenSha && sha && workflow.provenSha !== sha ? (
            <p className="t12 sec">
              Proof is on <Sha sha={workflow.provenSha} label="Commit of the proof" />, release is <Sha sha={sha} label="Release commit" />
              {workflow.commitsApart === null ? '' : `, ${countOf(workflow.commitsApart, 'commit')} apart`}
            </p>
          ) : null}
          {bound.length > 0 ? (
            <p className="t12 sec">
              Needed by{' '}
              {bound.map((gate, index) => (
                <span key={gate.key}>
                  {index > 0 ? ', ' : ''}
                  <Link to="/p/$slug/gates/$key" params={{ slug: board.program.slug, key: gate.key }} className="lk">
                    {gate.key}
                  </Link>
                </span>
              ))}
            </p>
          ) : null}
        </div>
        <ul aria-label={`Conditions of ${workflow.name}`}>
          {workflow.conditions.map((condition) => (
            <li key={condition.code} className={condition.holds ? '' : 'no'}>
              <Glyph name={condition.holds ? 'chk' : 'x'} size={12} />
              <span>
                <span className="sr">{condition.holds ? 'Holds: ' : 'Does not hold: '}</span>
                {condition.text}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <RunTable runs={runs} name={workflow.name} />
    </Panel>
  )
}

const RunTable = ({ runs, name }: { runs: readonly CiRun[]; name: string }) =>
  runs.length === 0 ? null : (
    <div className="ci-runs">
      <ScrollX label={`Runs of ${name} on the release commit`}>
        <table className="tb">
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Event</th>
              <th scope="col">Commit</th>
              <th scope="col">The host says</th>
              <th scope="col">Updated</th>
            </tr>
          </thead>
          <tbody>
            {runs.slice(0, MOST_RUNS).map((run) => (
              <tr key={`${run.id}.${run.attempt}`}>
                <td className="nw">
                  {run.url ? <OutLink href={run.url}>{run.runNumber}</OutLink> : run.runNumber}
                  {run.attempt > 1 ? `, attempt ${run.attempt}` : ''}
                </td>
                <td>{run.event}</td>
                <td className="mono">{shortSha(run.headSha)}</td>
                <td>
                  {run.status === 'completed' ? (run.conclusion ?? 'no conclusion') : (run.status ?? 'no status')}
                  {run.goneUpstream ? ', deleted upstream, snapshot kept' : ''}
                </td>
                <td>
                  <TimeText at={run.updatedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      {runs.length > MOST_RUNS ? <p className="pb t12 ter">and {runs.length - MOST_RUNS} older ones</p> : null}
    </div>
  )
