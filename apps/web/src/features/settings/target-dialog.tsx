import { routes } from '@gatehouse/contracts'
import type { ReleaseTarget } from '@gatehouse/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { Button, CheckField, Dialog, ErrorState, TextField, toast } from '../../ui/index.ts'

interface WorkflowDraft {
  readonly id: number
  readonly path: string
  readonly required: boolean
  readonly events: string
}
const WORKFLOW = /^\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml$/
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/
/** A bare file name is what people type. */
const fullPath = (path: string) => (/^[A-Za-z0-9._-]+\.ya?ml$/.test(path.trim()) ? `.github/workflows/${path.trim()}` : path.trim())

export const TargetDialog = ({ target, onClose }: { target: ReleaseTarget | null; onClose: () => void }) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  const [repository, setRepository] = useState(target?.repository ?? '')
  const [workflows, setWorkflows] = useState<readonly WorkflowDraft[]>(
    (target?.workflows ?? []).map((one, id) => ({ id, path: one.path, required: one.required, events: one.events.join(', ') })),
  )
  const save = useMutation({
    mutationFn: () =>
      callApi(routes.target.set, {
        params: { slug },
        body: {
          repository: repository.trim(),
          workflows: workflows.map(({ path, required, events }) => ({
            path: fullPath(path),
            required,
            events: events.split(/[\s,]+/).filter(Boolean),
          })),
        },
        revision: target?.revision ?? 0,
      }),
    onSuccess: async () => {
      await refresh()
      toast('The release target is saved.')
      onClose()
    },
  })
  const change = (id: number, patch: Partial<WorkflowDraft>) =>
    setWorkflows(workflows.map((one) => (one.id === id ? { ...one, ...patch } : one)))
  const badPath = workflows.find((one) => !WORKFLOW.test(fullPath(one.path)))
  const refusal = !REPOSITORY.test(repository.trim())
    ? 'Give the repository as owner/name.'
    : badPath
      ? 'A workflow is .github/workflows/NAME.yml.'
      : new Set(workflows.map((one) => fullPath(one.path))).size < workflows.length
        ? 'A workflow is named twice.'
        : null
  return (
    <Dialog
      title="Repository and workflows"
      shape="wide"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="target-form" kind="primary" busy={save.isPending} refusal={refusal}>
            Save target
          </Button>
        </>
      }
    >
      <form
        id="target-form"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (refusal === null && !save.isPending) save.mutate()
        }}
      >
        <TextField label="Repository" hint="owner/name" value={repository} onChange={setRepository} maxLength={140} mono />
        {workflows.map((workflow, index) => (
          <fieldset key={workflow.id} className="set-wf">
            <legend className="sr">Workflow {index + 1}</legend>
            <TextField
              label="Workflow"
              value={workflow.path}
              onChange={(path) => change(workflow.id, { path })}
              placeholder=".github/workflows/launch-gate.yml"
              maxLength={200}
              mono
            />
            <TextField
              label="Events"
              hint="Empty: push, workflow_dispatch"
              value={workflow.events}
              onChange={(events) => change(workflow.id, { events })}
            />
            <CheckField label="Required" checked={workflow.required} onChange={(required) => change(workflow.id, { required })} />
            <Button
              small
              onClick={() => setWorkflows(workflows.filter((one) => one.id !== workflow.id))}
              aria-label={`Remove workflow ${index + 1}`}
            >
              Remove
            </Button>
          </fieldset>
        ))}
        <div>
          <Button
            small
            glyph="plus"
            onClick={() =>
              setWorkflows([
                ...workflows,
                { id: Math.max(-1, ...workflows.map((one) => one.id)) + 1, path: '', required: true, events: '' },
              ])
            }
          >
            Add workflow
          </Button>
        </div>
        {save.error ? <ErrorState error={save.error} /> : null}
      </form>
    </Dialog>
  )
}
