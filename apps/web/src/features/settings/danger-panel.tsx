import { routes } from '@gatehouse/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { meQuery, programKey, programsQuery, useBoard, useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { Button, ConfirmDialog, Dialog, ErrorState, Panel, TextAreaField, toast } from '../../ui/index.ts'

/** What changes everything: a new baseline, and the end of the program. */
export const DangerPanel = ({ mayBaseline, mayDelete }: { mayBaseline: boolean; mayDelete: boolean }) => {
  const slug = useSlug()
  const { program } = useBoard()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'baseline' | 'delete' | null>(null)
  if (!mayBaseline && !mayDelete) return null
  const remove = async () => {
    await callApi(routes.programs.remove, { params: { slug } })
    await navigate({ to: '/' })
    client.removeQueries({ queryKey: programKey(slug) })
    await Promise.all([meQuery.queryKey, programsQuery.queryKey].map((queryKey) => client.invalidateQueries({ queryKey })))
    toast(`${program.name} is deleted.`)
  }
  return (
    <Panel title="Baseline, delete" id="danger">
      <div className="pb stack">
        {mayBaseline ? (
          <div className="row">
            <span className="sec">Slip is measured against the baseline. A new one forgets the slip so far.</span>
            <span className="r">
              <Button onClick={() => setOpen('baseline')}>Set baseline to the present plan</Button>
            </span>
          </div>
        ) : null}
        {mayDelete ? (
          <div className="row">
            <span className="sec">
              {program.sample ? 'This is a sample. ' : ''}Deleting takes the plan, its evidence, its sign-offs and its log with it.
            </span>
            <span className="r">
              <Button kind="danger" onClick={() => setOpen('delete')}>
                Delete program
              </Button>
            </span>
          </div>
        ) : null}
      </div>
      {open === 'baseline' ? <BaselineDialog onClose={() => setOpen(null)} /> : null}
      {open === 'delete' ? (
        <ConfirmDialog
          title={`Delete ${program.name}?`}
          confirmLabel="Delete for good"
          {...(program.sample ? {} : { typed: slug })}
          onClose={() => setOpen(null)}
          onConfirm={remove}
        >
          <p>It cannot be taken back. Export the plan first if it may be needed again.</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  )
}

const BaselineDialog = ({ onClose }: { onClose: () => void }) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  const [reason, setReason] = useState('')
  const save = useMutation({
    mutationFn: () => callApi(routes.programs.setBaseline, { params: { slug }, body: { reason: reason.trim() } }),
    onSuccess: async () => {
      await refresh()
      toast('The present plan is the baseline now.')
      onClose()
    },
  })
  return (
    <Dialog
      title="Set a new baseline?"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={save.isPending} refusal={reason.trim() === '' ? 'Say why.' : null} onClick={() => save.mutate()}>
            Set baseline
          </Button>
        </>
      }
    >
      <p>Every task, gate and milestone is measured against where it is planned now. The reason goes into the log.</p>
      <TextAreaField label="Reason" value={reason} onChange={setReason} maxLength={4_000} />
      {save.error ? <ErrorState error={save.error} /> : null}
    </Dialog>
  )
}
