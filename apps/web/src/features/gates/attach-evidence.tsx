import { type BoardGate, type EvidenceType, recogniseEvidence, type RequirementEvaluation } from '@gatehouse/core'
import { type FormEvent, useState } from 'react'
import { Button, ErrorState, SelectField, TextField, toast } from '../../ui/index.ts'
import { type EvidenceDraft, useAttachEvidence } from './gates.queries.ts'

const TYPE_WORDS = {
  doc: 'Document',
  contract: 'API contract',
  code: 'Code at a commit',
  test: 'Test result',
  ci_run: 'CI run',
  artifact: 'Artifact',
  link: 'Link',
} satisfies Record<EvidenceType, string>

/** Paste a link, a commit or a path: its type is recognised, and can be corrected before it is attached. */
export const AttachEvidence = ({
  gate,
  requirement,
  onDone,
}: {
  gate: BoardGate
  requirement: RequirementEvaluation
  onDone: () => void
}) => {
  const attach = useAttachEvidence(gate.key)
  const [pasted, setPasted] = useState('')
  const [type, setType] = useState<EvidenceType | null>(null)
  const [title, setTitle] = useState<string | null>(null)
  const [sha, setSha] = useState<string | null>(null)
  const recognised = pasted.trim() === '' ? null : recogniseEvidence(pasted.trim())
  const found = recognised?.ok ? recognised.value : null
  const chosen = type ?? (found && requirement.accepts.includes(found.type) ? found.type : (requirement.accepts[0] ?? 'link'))
  const refusal = recognised && !recognised.ok ? recognised.refusal.issues[0] : null
  const mismatch =
    found && type === null && !requirement.accepts.includes(found.type)
      ? `This looks like ${TYPE_WORDS[found.type].toLowerCase()}; ${requirement.key} takes ${requirement.accepts.join(', ')}.`
      : null
  const commit = sha ?? found?.sha ?? ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!found) return
    const draft: EvidenceDraft = {
      requirementKey: requirement.key,
      type: chosen,
      title: (title ?? found.title).trim(),
      url: found.url,
      reference: found.reference,
      sha: commit.trim() === '' ? null : commit.trim(),
    }
    attach.mutate(draft, {
      onSuccess: () => {
        toast(`Attached to ${requirement.key}.`)
        onDone()
      },
    })
  }
  return (
    <form className="gt-attach" onSubmit={submit} aria-label={`Attach evidence to ${requirement.key}`}>
      <TextField
        label="Link or commit"
        value={pasted}
        onChange={(text) => {
          setPasted(text)
          setType(null)
          setTitle(null)
          setSha(null)
        }}
        hint={mismatch ?? 'Paste an https:// link to a run, commit, document or contract, or the 40 digits of a commit.'}
        error={refusal ? `${refusal.message}${refusal.hint ? ` ${refusal.hint}` : ''}` : null}
        autoComplete="off"
        autoFocus
        mono
      />
      {found ? (
        <div className="cols">
          <SelectField
            label="Type"
            value={chosen}
            options={requirement.accepts.map((each) => ({ value: each, label: TYPE_WORDS[each] }))}
            onChange={setType}
          />
          <TextField label="Title" value={title ?? found.title} onChange={setTitle} maxLength={300} />
          <TextField
            label="Commit it is about"
            optional={requirement.freshness !== 'release_sha'}
            value={commit}
            onChange={setSha}
            hint={requirement.freshness === 'release_sha' ? 'All 40 digits; it must be the release SHA to be fresh.' : undefined}
            mono
            autoComplete="off"
          />
        </div>
      ) : null}
      {attach.error ? <ErrorState error={attach.error} /> : null}
      <div className="gt-acts">
        <Button kind="primary" type="submit" busy={attach.isPending} refusal={found ? null : 'Paste a link or a commit first.'}>
          Attach
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}
