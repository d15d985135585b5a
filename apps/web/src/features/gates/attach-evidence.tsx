import type { BoardGate, RequirementEvaluation } from '@gatehouse/core'
import { type FormEvent, useState } from 'react'
import { useBoard, useRights } from '../../app-data/program.ts'
import { Button, ErrorState, InstantField, SelectField, TextField, toast } from '../../ui/index.ts'
import { TypedFields } from './attach-fields.tsx'
import { bodyOf, EMPTY_FORM, type EvidenceForm, isLinkOptional, readForm, TYPE_WORDS } from './draft-evidence.ts'
import { useAttachEvidence } from './proof.queries.ts'

/** What is pasted says most of it: whatever was filled in by hand for another text is forgotten. */
const FORGOTTEN = {
  type: null,
  title: null,
  sha: null,
  path: null,
  heading: null,
  pointer: null,
  repository: null,
  runId: null,
  attempt: null,
}

/** Paste a link, a commit or a path, or choose a type: what it asks for is filled in as far as it was recognised, and can be corrected. */
export const AttachEvidence = ({
  gate,
  requirement,
  replaces = '',
  onDone,
}: {
  gate: BoardGate
  requirement: RequirementEvaluation
  /** Id of the piece that is to be replaced; empty: none. */
  replaces?: string
  onDone: () => void
}) => {
  const attach = useAttachEvidence()
  const rights = useRights()
  const repository = useBoard().releaseTarget?.repository ?? null
  const [form, setForm] = useState<EvidenceForm>({ ...EMPTY_FORM, replaces })
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<EvidenceForm>) => setForm((before) => ({ ...before, ...part }))
  const draft = readForm(form, requirement, repository)
  const mine = requirement.evidence.filter((piece) => rights.roles.includes('lead') || piece.attachedBy.userId === rights.userId)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    attach.mutate(bodyOf(form, draft, gate.key, requirement.key), {
      onSuccess: ({ item }) => {
        toast(
          item.freshness === 'fresh'
            ? `Attached to ${requirement.key}.`
            : `Attached to ${requirement.key}, and proves nothing yet. ${item.reason}`,
        )
        onDone()
      },
    })
  }
  return (
    <form className="gt-attach" onSubmit={submit} aria-label={`Attach evidence to ${requirement.key}`}>
      <TextField
        label="Link or commit"
        value={form.pasted}
        onChange={(pasted) => change({ ...FORGOTTEN, pasted })}
        hint={
          draft.mismatch ??
          (isLinkOptional(draft.type) && form.pasted === ''
            ? 'A link to it, where there is one; pasted, it fills in the rest.'
            : 'Paste an https:// link to a run, commit, document or contract, or the 40 digits of a commit.')
        }
        error={draft.pasteError}
        autoComplete="off"
        autoFocus
        mono
      />
      <div className="cols">
        <SelectField
          label="Type"
          value={draft.type}
          options={requirement.accepts.map((each) => ({ value: each, label: TYPE_WORDS[each] }))}
          onChange={(type) => change({ type })}
        />
        <TextField label="Title" value={draft.values.title} onChange={(title) => change({ title })} maxLength={300} />
        <TextField
          label="Commit it is about"
          optional={requirement.freshness !== 'release_sha' || draft.type === 'ci_run'}
          value={draft.values.sha}
          onChange={(sha) => change({ sha })}
          hint={
            requirement.freshness !== 'release_sha'
              ? undefined
              : draft.type === 'ci_run'
                ? 'The host says which it ran on.'
                : 'All 40 digits; it must be the release SHA to be fresh.'
          }
          mono
          autoComplete="off"
        />
      </div>
      <TypedFields type={draft.type} form={form} draft={draft} change={change} onBusy={setBusy} />
      {requirement.freshness === 'max_age' ? (
        <InstantField
          label="Made at"
          value={form.producedAt}
          onChange={(producedAt) => change({ producedAt })}
          hint={`Its age counts from then, and from now where it is left empty; at most ${requirement.maxAgeHours ?? 0} h.`}
        />
      ) : null}
      {mine.length > 0 ? (
        <SelectField
          label="Takes the place of"
          value={form.replaces}
          options={[
            { value: '', label: 'Nothing: it comes beside what is there' },
            ...mine.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          onChange={(id) => change({ replaces: id })}
          hint={form.replaces === '' ? undefined : 'That piece is withdrawn, and stays on record as the revision before this one.'}
        />
      ) : null}
      {attach.error ? <ErrorState error={attach.error} /> : null}
      <div className="gt-acts">
        <Button kind="primary" type="submit" busy={attach.isPending} refusal={busy ? 'The file is still on its way.' : draft.refusal}>
          Attach
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}
