import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { programKey, useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { Button, ConfirmDialog, ErrorState, Panel, Skeleton, toast } from '../../ui/index.ts'

export interface Row {
  readonly key: string
  readonly name: string
  readonly revision: number
}

/** Lanes, phases and milestones look and behave alike: a list, a dialog to edit, a question before removing. */
export const PlanList = <R extends Row>({
  id,
  title,
  noun,
  mayEdit,
  read,
  remove,
  describe,
  form,
  removal,
}: {
  id: string
  title: string
  noun: string
  mayEdit: boolean
  read: (slug: string, signal: AbortSignal) => Promise<R[]>
  remove: (slug: string, row: R) => Promise<unknown>
  describe: (row: R) => ReactNode
  form: (row: R | null, onClose: () => void) => ReactNode
  /** What removing takes with it. */
  removal: string
}) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  const rows = useQuery({ queryKey: [...programKey(slug), id], queryFn: ({ signal }) => read(slug, signal) })
  const [editing, setEditing] = useState<R | 'new' | null>(null)
  const [leaving, setLeaving] = useState<R | null>(null)
  return (
    <Panel
      title={title}
      id={id}
      aside={rows.data ? String(rows.data.length) : ''}
      line
      actions={
        mayEdit ? (
          <Button small onClick={() => setEditing('new')}>
            Add {noun}
          </Button>
        ) : null
      }
    >
      {rows.error ? (
        <div className="pb">
          <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
        </div>
      ) : rows.isPending ? (
        <div className="pb">
          <Skeleton />
        </div>
      ) : rows.data.length === 0 ? (
        <p className="pb sec">There is none yet.</p>
      ) : (
        <ul className="set-list">
          {rows.data.map((row) => (
            <li key={row.key}>
              <span className="mono b">{row.key}</span>
              <span className="wrap">
                <b>{row.name}</b> {describe(row)}
              </span>
              {mayEdit ? (
                <span className="row">
                  <Button small onClick={() => setEditing(row)} aria-label={`Edit ${noun} ${row.key}`}>
                    Edit
                  </Button>
                  <Button small onClick={() => setLeaving(row)} aria-label={`Remove ${noun} ${row.key}`}>
                    Remove
                  </Button>
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {editing ? form(editing === 'new' ? null : editing, () => setEditing(null)) : null}
      {leaving ? (
        <ConfirmDialog
          title={`Remove ${noun} ${leaving.key}?`}
          confirmLabel={`Remove ${noun}`}
          onClose={() => setLeaving(null)}
          onConfirm={async () => {
            await remove(slug, leaving)
            await refresh()
            toast(`${leaving.name} is removed.`)
          }}
        >
          <p>{removal}</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  )
}
