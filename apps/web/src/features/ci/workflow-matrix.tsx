import type { Board, WorkflowReading, WorkflowVerdict } from '@gatehouse/core'
import { countOf, shortSha } from '../../lib/format-plan.ts'
import { Glyph, Panel, PROOF_LOOK, ScrollX, Sha, Status } from '../../ui/index.ts'

/** Release commits before the present one that get a column. */
const EARLIER = 3

/** Workflows × commits: judged on the release commit; on earlier ones only what is known to have been green, which proves nothing now. */
export const WorkflowMatrix = ({ board, readings }: { board: Board; readings: readonly WorkflowReading[] }) => {
  const { ci, releaseTarget } = board
  const sha = releaseTarget?.sha ?? null
  const earlier = [...new Set((releaseTarget?.history ?? []).map((choice) => choice.sha))].filter((each) => each !== sha).slice(0, EARLIER)
  return (
    <Panel title="Workflows by commit" aside="the newest commit first">
      <ScrollX label="Workflows by commit, table">
        <table className="tb ci-matrix">
          <thead>
            <tr>
              <th scope="col">Workflow</th>
              <th scope="col">Release {sha ? <Sha sha={sha} label="Release commit" /> : 'not chosen'}</th>
              {earlier.map((each) => (
                <th key={each} scope="col">
                  Before: <Sha sha={each} label="Earlier commit" />
                </th>
              ))}
              <th scope="col">Counts</th>
            </tr>
          </thead>
          <tbody>
            {ci.workflows.map((workflow) => (
              <tr key={workflow.path}>
                <th scope="row">
                  <a href={`#${workflow.path}`} className="lk">
                    {workflow.name}
                  </a>
                </th>
                <td>
                  <Status look={PROOF_LOOK[workflow.freshness]} size={14} />
                </td>
                {earlier.map((each) => (
                  <td key={each}>
                    <Earlier workflow={workflow} sha={each} readings={readings} />
                  </td>
                ))}
                <td className="sec">{workflow.required ? 'required' : 'not required'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </Panel>
  )
}

const Earlier = ({ workflow, sha, readings }: { workflow: WorkflowVerdict; sha: string; readings: readonly WorkflowReading[] }) => {
  const elsewhere = readings.find((reading) => reading.path === workflow.path)?.lastGreenElsewhere
  if (elsewhere?.run.headSha !== sha) return <span className="ter">no green known</span>
  return (
    <span className="st idle" title={`Run ${elsewhere.run.runNumber} succeeded on ${shortSha(sha)}`}>
      <Glyph name="chk" size={14} />
      Run {elsewhere.run.runNumber}
      {elsewhere.aheadBy === null ? '' : `, ${countOf(elsewhere.aheadBy, 'commit')} behind`}
    </span>
  )
}
