import type { EvidenceType } from '@gatehouse/core'
import { useState } from 'react'
import { useSlug } from '../../app-data/program.ts'
import { readTextFile } from '../../lib/plan-reading/read-text-file.ts'
import { uploadFile } from '../../lib/upload-file.ts'
import { Button, Field, FileField, TextField } from '../../ui/index.ts'
import type { EvidenceDraft, EvidenceForm } from './draft-evidence.ts'

interface FieldsProps {
  readonly form: EvidenceForm
  readonly draft: EvidenceDraft
  readonly change: (part: Partial<EvidenceForm>) => void
  readonly onBusy: (isBusy: boolean) => void
}

/** What the chosen type asks for, beside title and commit. */
export const TypedFields = (props: FieldsProps & { type: EvidenceType }) => {
  const { type, form, draft, change } = props
  const { values } = draft
  switch (type) {
    case 'doc':
      return (
        <div className="cols two">
          <PathField {...props} hint="From the root of the release repository." />
          <TextField
            label="Heading"
            optional
            value={values.heading}
            onChange={(heading) => change({ heading })}
            hint="Only its section is proof: edits elsewhere do not disturb it."
          />
          <TextOfDocument {...props} accept=".md,.markdown,.mdx,.txt" />
        </div>
      )
    case 'contract':
      return (
        <div className="cols two">
          <PathField {...props} hint="From the root of the release repository." />
          <TextField
            label="JSON pointer"
            optional
            value={values.pointer}
            onChange={(pointer) => change({ pointer })}
            hint="Such as /paths/~1orders/post; left empty, the whole contract."
            mono
          />
          <TextOfDocument {...props} accept=".yaml,.yml,.json" />
        </div>
      )
    case 'code':
      return (
        <div className="cols two">
          <PathField {...props} optional hint="A file at the commit; left empty, the commit itself." />
        </div>
      )
    case 'test':
      return (
        <div className="cols two">
          <TextField
            label="Suite"
            value={form.suite}
            onChange={(suite) => change({ suite })}
            hint="Suite, class or file, as the report has it."
          />
          <TextField label="Test" value={form.test} onChange={(test) => change({ test })} hint="The one test that proves it." />
          <TextField label="Run" optional value={form.run} onChange={(run) => change({ run })} hint="Where it ran: a number or link." />
          <Upload
            {...props}
            label="JUnit report"
            optional
            accept=".xml"
            hint="The test must be in it, passed. Without one, your word counts."
          />
        </div>
      )
    case 'ci_run':
      return (
        <div className="cols three">
          <TextField label="Repository" value={values.repository} onChange={(repository) => change({ repository })} mono />
          <TextField label="Run" value={values.runId} onChange={(runId) => change({ runId })} inputMode="numeric" mono />
          <TextField
            label="Attempt"
            optional
            value={values.attempt}
            onChange={(attempt) => change({ attempt })}
            hint="Left empty, the newest."
            inputMode="numeric"
            mono
          />
        </div>
      )
    case 'artifact':
      return <Upload {...props} label="File" hint="Kept by its SHA-256, and given out as a download only." />
    case 'link':
      return null
  }
}

const PathField = ({ draft, change, hint, optional }: FieldsProps & { hint: string; optional?: boolean }) => (
  <TextField
    label="Path"
    {...(optional ? { optional } : {})}
    value={draft.values.path}
    onChange={(path) => change({ path })}
    hint={hint}
    mono
    autoComplete="off"
  />
)

const Upload = ({ form, change, onBusy, ...rest }: FieldsProps & { label: string; hint: string; optional?: boolean; accept?: string }) => {
  const slug = useSlug()
  const { draft: _draft, ...field } = rest
  return (
    <FileField
      {...field}
      value={form.file}
      onChange={(file) => change({ file })}
      onBusy={onBusy}
      send={(file, options) => uploadFile(slug, file, options)}
    />
  )
}

/** The text is read here and sent with the proof; the server keeps the section, so that drift can be told. */
const TextOfDocument = ({ form, change, accept }: FieldsProps & { accept: string }) => {
  const [error, setError] = useState<string | null>(null)
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    const read = await readTextFile(file, () => undefined)
    setError(read.ok ? null : read.reason)
    change({ text: read.ok ? { name: file.name, text: read.text } : null })
  }
  return (
    <Field
      label="Its text"
      optional
      error={error}
      hint="The file as it is now: its section is digested and kept, so that drift can be told."
    >
      {(control) =>
        form.text === null ? (
          <div className="ff-drop">
            <input
              {...control}
              type="file"
              accept={accept}
              onChange={(event) => {
                void take(event.currentTarget.files?.[0])
                event.currentTarget.value = ''
              }}
            />
          </div>
        ) : (
          <span className="gt-text" id={control.id}>
            <span className="mono">{form.text.name}</span>
            <Button small kind="bare" glyph="x" aria-label={`Leave out ${form.text.name}`} onClick={() => change({ text: null })} />
          </span>
        )
      }
    </Field>
  )
}
