import type { Board } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { useRights } from '../../app-data/program.ts'
import { Panel, PROOF_LOOK, Sha, Status, TimeText } from '../../ui/index.ts'

/** CI on the release commit: required workflows, worst first, each with its reason in words. */
export const CiPanel = ({ board }: { board: Board }) => {
  const { ci, releaseTarget, program } = board
  // A server that has read CI can start a workflow too.
  const mayDispatch = useRights().can('target.set') && ci.read !== null && releaseTarget?.sha != null
  const required = ci.workflows.filter((workflow) => workflow.required)
  const fresh = required.filter((workflow) => workflow.freshness === 'fresh').length
  // What counts stands before what does not.
  const worstFirst = [...ci.workflows].sort(
    (a, b) => Number(b.required) - Number(a.required) || WORST.indexOf(a.freshness) - WORST.indexOf(b.freshness),
  )
  return (
    <Panel
      title={
        releaseTarget?.sha ? (
          <>
            CI on release <Sha sha={releaseTarget.sha} label="Release commit" />
          </>
        ) : (
          'CI'
        )
      }
      aside={required.length > 0 ? `${fresh} of ${required.length} required fresh` : undefined}
      actions={
        <span className="ter t12">
          {ci.read ? (
            <>
              Read <TimeText at={ci.read.readAt} form="time" />,{' '}
              {ci.read.error ? 'last try failed' : ci.read.complete ? 'all pages' : 'not all pages'}
            </>
          ) : (
            'Never read'
          )}
        </span>
      }
    >
      {worstFirst.length === 0 ? (
        <p className="pb sec">
          No workflow is named.{' '}
          <Link to="/p/$slug/settings" params={{ slug: program.slug }} className="lk">
            Set the release target
          </Link>
        </p>
      ) : (
        <ul className="ov-ci">
          {worstFirst.map((workflow) => (
            <li key={workflow.path}>
              <Status look={PROOF_LOOK[workflow.freshness]} />
              <span>
                <Link to="/p/$slug/ci" params={{ slug: program.slug }}>
                  <b>{workflow.name}</b>
                </Link>
                <small>{workflow.reason}</small>
              </span>
              <span className="end">
                {mayDispatch && workflow.required && (workflow.freshness === 'stale' || workflow.freshness === 'failed') ? (
                  <Link
                    to="/p/$slug/ci"
                    params={{ slug: program.slug }}
                    search={{ dispatch: workflow.path }}
                    className="btn sm"
                    aria-label={`Dispatch ${workflow.name}`}
                  >
                    Dispatch
                  </Link>
                ) : workflow.run ? (
                  <TimeText at={workflow.run.updatedAt} form="age" />
                ) : null}
                {workflow.required ? null : <span className="ter">not required</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
const WORST = ['failed', 'stale', 'pending', 'unknown', 'fresh'] as const
