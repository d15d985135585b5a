import { useState } from 'react'
import { Button, ConfirmDialog, Dialog, ErrorState, Panel, TextAreaField, TextField } from '../../ui/index.ts'
import type { Settings } from './settings-queries.ts'
import { useSaveHead } from './use-save-head.ts'

type Path = Settings['criticalPaths'][number]

/** Chains that the plan declares critical; the computed one is shown beside them. */
export const DeclaredPathsPanel = ({
  settings,
  mayEdit,
  onSaved,
}: {
  settings: Settings
  mayEdit: boolean
  onSaved: (now: Settings) => void
}) => {
  const [editing, setEditing] = useState<Path | 'new' | null>(null)
  const [leaving, setLeaving] = useState<Path | null>(null)
  const paths = settings.criticalPaths
  const remove = useSaveHead(settings, 'The path is removed.', onSaved)
  return (
    <Panel
      title="Declared paths"
      id="paths"
      aside="what the plan says is critical; the computed path stands beside it"
      line
      actions={
        mayEdit ? (
          <Button small onClick={() => setEditing('new')}>
            Add path
          </Button>
        ) : null
      }
    >
      {paths.length === 0 ? (
        <p className="pb sec">None is declared.</p>
      ) : (
        <ul className="set-list">
          {paths.map((path) => (
            <li key={path.key}>
              <span className="mono b">{path.key}</span>
              <span className="wrap">
                <b>{path.name}</b>
                <span className="t12 sec mono"> {path.steps.join(' → ')}</span>
              </span>
              {mayEdit ? (
                <span className="row">
                  <Button small onClick={() => setEditing(path)} aria-label={`Edit ${path.key}`}>
                    Edit
                  </Button>
                  <Button small onClick={() => setLeaving(path)} aria-label={`Remove ${path.key}`}>
                    Remove
                  </Button>
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {editing ? (
        <PathDialog settings={settings} path={editing === 'new' ? null : editing} onSaved={onSaved} onClose={() => setEditing(null)} />
      ) : null}
      {leaving ? (
        <ConfirmDialog
          title={`Remove ${leaving.key}?`}
          confirmLabel="Remove path"
          onClose={() => setLeaving(null)}
          onConfirm={() => remove.mutateAsync({ criticalPaths: paths.filter((one) => one.key !== leaving.key) })}
        >
          <p>Tasks, gates and dependencies stay as they are.</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  )
}

const PathDialog = ({
  settings,
  path,
  onSaved,
  onClose,
}: {
  settings: Settings
  path: Path | null
  onSaved: (now: Settings) => void
  onClose: () => void
}) => {
  const [key, setKey] = useState(path?.key ?? '')
  const [name, setName] = useState(path?.name ?? '')
  const [text, setText] = useState(path?.steps.join('\n') ?? '')
  const save = useSaveHead(settings, 'The path is saved.', (now) => {
    onSaved(now)
    onClose()
  })
  const steps = text.split(/[\s,→>]+/).filter(Boolean)
  const refusal =
    key.trim() === '' ? 'Give it a key.' : name.trim() === '' ? 'Give it a name.' : steps.length === 0 ? 'Name one step at least.' : null
  return (
    <Dialog
      title={path ? `Path ${path.key}` : 'Add a declared path'}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="path-form" kind="primary" busy={save.isPending} refusal={refusal}>
            Save path
          </Button>
        </>
      }
    >
      <form
        id="path-form"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (refusal !== null || save.isPending) return
          const changed = { key: key.trim(), name: name.trim(), steps }
          save.mutate({
            criticalPaths: path
              ? settings.criticalPaths.map((one) => (one.key === path.key ? changed : one))
              : [...settings.criticalPaths, changed],
          })
        }}
      >
        <div className="two">
          <TextField label="Key" value={key} onChange={setKey} readOnly={path !== null} maxLength={40} mono />
          <TextField label="Name" value={name} onChange={setName} maxLength={300} />
        </div>
        <TextAreaField
          label="Steps"
          hint="Keys of tasks, gates and milestones in order, one a line."
          value={text}
          onChange={setText}
          rows={8}
          mono
        />
        {save.error ? <ErrorState error={save.error} /> : null}
      </form>
    </Dialog>
  )
}
