import type { Board, CiRun, WorkflowReading } from '@gatehouse/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { useBoard, useRights, useSlug } from '../../app-data/program.ts'
import { countOf } from '../../lib/format-plan.ts'
import { textParam, useSearchState } from '../../lib/search-state.ts'
import { Badge, Button, EmptyState, ErrorState, Message, Panel, Sha, Skeleton, TimeText } from '../../ui/index.ts'
import { ciQuery, useReadCi } from './ci.queries.ts'
import { DispatchDialog } from './dispatch-dialog.tsx'
import { ReleaseShaDialog } from './release-sha-dialog.tsx'
import { WorkflowMatrix } from './workflow-matrix.tsx'
import { WorkflowPanel } from './workflow-panel.tsx'
import './ci.css'

/** `?dispatch=PATH` opens the dialog of that workflow: gates and the overview link to it. */
const search = z.object({ dispatch: textParam() })

/** Workflows on the release commit, each judged, with every condition in words and the runs that were read. */
export const CiScreen = () => {
  const board = useBoard()
  const rights = useRights()
  const state = useQuery(ciQuery(useSlug()))
  const read = useReadCi()
  const [dialog, setDialog] = useState<'sha' | null>(null)
  const [{ dispatch }, change] = useSearchState(search)
  const { releaseTarget: target, ci } = board
  if (!target) {
    return (
      <div className="page">
        <h1 className="t20">CI</h1>
        <EmptyState
          title="No release target yet"
          actions={
            rights.can('target.set') ? (
              <Link to="/p/$slug/settings" params={{ slug: board.program.slug }} className="btn pri">
                Set the release target
              </Link>
            ) : undefined
          }
        >
          A release target is a repository, the commit that is to be released, and the workflows that must be green on it.
        </EmptyState>
      </div>
    )
  }
  const readings = readingsOf(state.data?.reading)
  const mayDispatch = rights.can('target.set') && state.data?.configured === true && target.sha !== null
  const dispatching = mayDispatch ? ci.workflows.find((workflow) => workflow.path === dispatch) : undefined
  const required = ci.workflows.filter((workflow) => workflow.required)
  return (
    <div className="page">
      <div className="ci-bar">
        <h1>CI</h1>
        <span className="t12 sec">
          <span className="mono">{target.repository}</span>, release{' '}
          {target.sha ? <Sha sha={target.sha} label="Release commit" /> : 'commit not chosen'}
          {required.length > 0
            ? `, ${required.filter((workflow) => workflow.freshness === 'fresh').length} of ${required.length} required fresh`
            : ''}
        </span>
        <span className="sp" />
        <LastRead board={board} />
        {rights.can('ci.read') ? (
          <Button
            small
            busy={read.isPending}
            refusal={
              state.data && !state.data.configured
                ? 'This server has no GitHub credentials.'
                : target.sha
                  ? null
                  : 'Choose the release commit first.'
            }
            onClick={() => read.mutate()}
            tipBelow
          >
            Read now
          </Button>
        ) : null}
        {rights.can('target.set') ? (
          <Button small kind="primary" onClick={() => setDialog('sha')}>
            {target.sha ? 'Change release SHA' : 'Choose release SHA'}
          </Button>
        ) : null}
      </div>
      {state.isError ? <ErrorState error={state.error} onRetry={() => void state.refetch()} /> : null}
      {state.data && !state.data.configured ? (
        <Message tone="warn" title="This server cannot read CI.">
          <span className="t12">
            Whoever runs it sets GITHUB_TOKEN or a GitHub App. Until then every workflow stays Unknown, and Unknown is never green.
          </span>
        </Message>
      ) : null}
      {read.error ? <ErrorState error={read.error} /> : null}
      {ci.read?.error ? (
        <Message tone="warn" title="The last try to read CI failed.">
          <span className="t12">
            {ci.read.error.message} <TimeText at={ci.read.error.at} />. A failed reading makes nothing better: what was read before stays,
            and green is not shown on it.
          </span>
        </Message>
      ) : null}
      {ci.workflows.length === 0 ? (
        <EmptyState title="No workflow is named">Name the workflows whose runs count in the settings, under release target.</EmptyState>
      ) : (
        <>
          <WorkflowMatrix board={board} readings={readings} />
          {ci.workflows.map((workflow) => (
            <WorkflowPanel
              key={workflow.path}
              board={board}
              workflow={workflow}
              runs={runsOf(readings, workflow.path)}
              onDispatch={mayDispatch ? () => change({ dispatch: workflow.path }) : null}
            />
          ))}
          {state.isPending ? <Skeleton lines={3} label="Runs" /> : null}
        </>
      )}
      <Panel title="Release commits" aside={countOf(target.history.length, 'choice')}>
        {target.history.length === 0 ? (
          <p className="pb sec">No commit was chosen yet.</p>
        ) : (
          <ul className="ci-hist">
            {target.history.map((change, index) => (
              <li key={`${change.setAt}${change.sha}`}>
                <Sha sha={change.sha} label="Commit" />
                <span>{index === 0 ? <Badge>now</Badge> : null}</span>
                <span className="sec">
                  {change.setBy}, <TimeText at={change.setAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {dialog === 'sha' ? <ReleaseShaDialog board={board} target={target} onClose={() => setDialog(null)} /> : null}
      {dispatching ? (
        <DispatchDialog workflow={dispatching} sha={target.sha ?? ''} onClose={() => change({ dispatch: undefined })} />
      ) : null}
    </div>
  )
}

const LastRead = ({ board: { ci } }: { board: Board }) => (
  <span className="ter t12">
    {ci.read ? (
      <>
        Read <TimeText at={ci.read.readAt} />, {ci.read.complete ? 'all pages' : 'not all pages'}
      </>
    ) : (
      'Never read'
    )}
  </span>
)

/** The reading is handed through as the server keeps it; only what is drawn is looked at. */
const readingsOf = (reading: unknown): readonly WorkflowReading[] =>
  (reading as { workflows?: readonly WorkflowReading[] } | null | undefined)?.workflows ?? []

/** Newest first. */
const runsOf = (readings: readonly WorkflowReading[], path: string): readonly CiRun[] =>
  [...(readings.find((each) => each.path === path)?.runs ?? [])].sort((a, b) => b.runNumber - a.runNumber || b.attempt - a.attempt)
