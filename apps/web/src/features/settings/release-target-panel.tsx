import { routes } from '@gatehouse/contracts'
import type { ReleaseTarget } from '@gatehouse/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { Button, ErrorState, Panel, ScrollX, Sha, TextField, TimeText, toast } from '../../ui/index.ts'
import { TargetDialog } from './target-dialog.tsx'

const FULL_SHA = /^[0-9a-fA-F]{40}$/

/** Which commit is to be released, and which workflows must be green on it. */
export const ReleaseTargetPanel = ({ target, mayEdit }: { target: ReleaseTarget | null; mayEdit: boolean }) => {
  const [editing, setEditing] = useState(false)
  return (
    <Panel
      title="Release target"
      id="target"
      aside={target ? <span className="mono">{target.repository}</span> : 'not set'}
      line
      actions={
        mayEdit ? (
          <Button small onClick={() => setEditing(true)}>
            {target ? 'Edit repository and workflows' : 'Set repository'}
          </Button>
        ) : null
      }
    >
      <div className="pb stack" style={{ paddingTop: 12 }}>
        {target ? (
          <>
            <p>
              Release commit: {target.sha ? <Sha sha={target.sha} label="Release commit" /> : <b className="warn">none chosen yet</b>}
              {target.repositoryId === null ? (
                <span className="t12 sec"> The repository is pinned by its id at the first reading.</span>
              ) : (
                <span className="t12 sec"> Repository id {target.repositoryId}, pinned.</span>
              )}
            </p>
            {mayEdit ? <ShaForm target={target} key={target.revision} /> : null}
            <Workflows target={target} />
            <History target={target} />
          </>
        ) : (
          <p className="sec">Without a repository and a commit no CI proof can be judged, and the verdict says so.</p>
        )}
      </div>
      {editing ? <TargetDialog target={target} onClose={() => setEditing(false)} /> : null}
    </Panel>
  )
}

const ShaForm = ({ target }: { target: ReleaseTarget }) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  const [sha, setSha] = useState('')
  const save = useMutation({
    mutationFn: () =>
      callApi(routes.target.setSha, { params: { slug }, body: { sha: sha.trim().toLowerCase() }, revision: target.revision }),
    onSuccess: async () => {
      await refresh()
      toast('The release commit is set. Proof on another commit is stale from now on.')
    },
  })
  const given = sha.trim()
  const wrong = given !== '' && !FULL_SHA.test(given) ? `${given.length} of 40 hexadecimal digits.` : null
  const refusal =
    given === ''
      ? 'Paste the full commit.'
      : wrong
        ? 'Give all 40 hexadecimal digits.'
        : given.toLowerCase() === target.sha
          ? 'This is the release commit already.'
          : null
  return (
    <form
      className="set-sha"
      onSubmit={(event) => {
        event.preventDefault()
        if (refusal === null && !save.isPending) save.mutate()
      }}
    >
      <TextField
        label="New release commit"
        hint="git rev-parse HEAD prints it. Everything proved on another commit turns stale."
        value={sha}
        onChange={setSha}
        error={wrong}
        maxLength={60}
        mono
        spellCheck={false}
        autoComplete="off"
      />
      <Button type="submit" busy={save.isPending} refusal={refusal}>
        Set commit
      </Button>
      {save.error ? <ErrorState error={save.error} /> : null}
    </form>
  )
}

const Workflows = ({ target }: { target: ReleaseTarget }) =>
  target.workflows.length === 0 ? (
    <p className="sec">No workflow is named.</p>
  ) : (
    <ScrollX label="Workflows">
      <table className="tb inset">
        <thead>
          <tr>
            <th>Workflow</th>
            <th>Required</th>
            <th>Events that count</th>
            <th>Pinned id</th>
          </tr>
        </thead>
        <tbody>
          {target.workflows.map((workflow) => (
            <tr key={workflow.path}>
              <td className="mono">{workflow.path}</td>
              <td>{workflow.required ? 'yes' : 'no'}</td>
              <td>{workflow.events.length > 0 ? workflow.events.join(', ') : 'push, workflow_dispatch'}</td>
              <td className="mono">{workflow.workflowId ?? 'at the first reading'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  )

const History = ({ target }: { target: ReleaseTarget }) =>
  target.history.length === 0 ? null : (
    <details>
      <summary className="t12 sec">Release commits so far: {target.history.length}</summary>
      <ol className="set-history">
        {target.history.map((one) => (
          <li key={`${one.sha}${one.setAt}`}>
            <Sha sha={one.sha} /> <TimeText at={one.setAt} /> <span className="sec">by {one.setBy}</span>
          </li>
        ))}
      </ol>
    </details>
  )
