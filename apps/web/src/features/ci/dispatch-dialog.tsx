import type { WorkflowVerdict } from '@gatehouse/core'
import { useState } from 'react'
import { shortSha } from '../../lib/format-plan.ts'
import { Button, Dialog, ErrorState, Message, TextField } from '../../ui/index.ts'
import { useDispatch } from './ci.queries.ts'

/** Starts a workflow: GitHub takes a branch or tag, never a commit, so the ref must point at the release commit. */
export const DispatchDialog = ({ workflow, sha, onClose }: { workflow: WorkflowVerdict; sha: string; onClose: () => void }) => {
  const dispatch = useDispatch()
  const [ref, setRef] = useState('')
  return (
    <Dialog
      title={`Dispatch ${workflow.name}`}
      onClose={onClose}
      actions={
        dispatch.isSuccess ? (
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              kind="primary"
              busy={dispatch.isPending}
              refusal={ref.trim() === '' ? 'Name a branch or tag.' : null}
              onClick={() => dispatch.mutate({ path: workflow.path, ref: ref.trim() })}
            >
              Dispatch
            </Button>
          </>
        )
      }
    >
      {dispatch.isSuccess ? (
        <Message title="The run was asked for.">
          <span className="t12">
            {dispatch.data.runUrl ? (
              <a className="lk" href={dispatch.data.runUrl} target="_blank" rel="noreferrer">
                Open the run
              </a>
            ) : (
              'It shows here with the next reading.'
            )}
          </span>
        </Message>
      ) : (
        <TextField
          label="Branch or tag"
          value={ref}
          onChange={setRef}
          hint={`It must point at the release commit ${shortSha(sha)}; this is checked before the run is started.`}
          autoComplete="off"
          mono
        />
      )}
      {dispatch.error ? <ErrorState error={dispatch.error} /> : null}
    </Dialog>
  )
}
