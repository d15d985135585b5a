import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useRefreshProgram } from '../../app-data/program.ts'
import { Button, Dialog, ErrorState, TextField, toast } from '../../ui/index.ts'

/** Key and name, the fields that are given, and saving: what the dialogs for lanes, phases and milestones share. */
export const ItemDialog = ({
  noun,
  initial,
  children,
  refusal,
  save,
  onClose,
}: {
  noun: string
  /** The item as it is; null: a new one. */
  initial: { readonly key: string; readonly name: string } | null
  children: ReactNode
  /** Why the given fields cannot be saved yet. */
  refusal: string | null
  save: (item: { readonly key: string; readonly name: string }) => Promise<unknown>
  onClose: () => void
}) => {
  const refresh = useRefreshProgram()
  const [key, setKey] = useState(initial?.key ?? '')
  const [name, setName] = useState(initial?.name ?? '')
  const saving = useMutation({
    mutationFn: () => save({ key: key.trim(), name: name.trim() }),
    onSuccess: async () => {
      await refresh()
      toast(`${name.trim()} is saved.`)
      onClose()
    },
  })
  const missing = key.trim() === '' ? 'Give it a key.' : name.trim() === '' ? 'Give it a name.' : refusal
  return (
    <Dialog
      title={initial ? `Edit ${noun} ${initial.key}` : `Add ${noun}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="item-form" kind="primary" busy={saving.isPending} refusal={missing}>
            Save {noun}
          </Button>
        </>
      }
    >
      <form
        id="item-form"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (missing === null && !saving.isPending) saving.mutate()
        }}
      >
        <div className="two">
          <TextField
            label="Key"
            value={key}
            onChange={setKey}
            readOnly={initial !== null}
            hint={initial ? 'Others refer to it; it stays.' : undefined}
            maxLength={40}
            mono
          />
          <TextField label="Name" value={name} onChange={setName} maxLength={300} />
        </div>
        {children}
        {saving.error ? <ErrorState error={saving.error} /> : null}
      </form>
    </Dialog>
  )
}
