/** What is in the form that attaches proof, and the request that it makes. */
import {
  completeDetails,
  type EvidenceType,
  type RecognisedEvidence,
  recogniseEvidence,
  type RequirementEvaluation,
  type StoredFile,
} from '@gatehouse/core'
import type { EvidenceBody } from './proof.queries.ts'

export const TYPE_WORDS = {
  doc: 'Document',
  contract: 'API contract',
  code: 'Code at a commit',
  test: 'Test result',
  ci_run: 'CI run',
  artifact: 'Artifact',
  link: 'Link',
} satisfies Record<EvidenceType, string>

/** Texts as typed; null: as recognised in what was pasted. */
export interface EvidenceForm {
  readonly pasted: string
  readonly type: EvidenceType | null
  readonly title: string | null
  readonly sha: string | null
  readonly path: string | null
  readonly heading: string | null
  readonly pointer: string | null
  readonly suite: string
  readonly test: string
  readonly run: string
  readonly repository: string | null
  readonly runId: string | null
  readonly attempt: string | null
  readonly producedAt: string | null
  readonly file: StoredFile | null
  readonly text: { readonly name: string; readonly text: string } | null
  readonly replaces: string
}
export const EMPTY_FORM: EvidenceForm = {
  ...{ pasted: '', type: null, title: null, sha: null, path: null, heading: null, pointer: null, suite: '', test: '', run: '' },
  ...{ repository: null, runId: null, attempt: null, producedAt: null, file: null, text: null, replaces: '' },
}

/** The form with what was recognised filled in. */
export interface EvidenceDraft {
  readonly type: EvidenceType
  readonly found: RecognisedEvidence | null
  /** Why what was pasted is nothing. */
  readonly pasteError: string | null
  /** What was pasted looks like something that is not taken here. */
  readonly mismatch: string | null
  readonly values: Readonly<Record<'title' | 'sha' | 'path' | 'heading' | 'pointer' | 'repository' | 'runId' | 'attempt', string>>
  /** Why it cannot be sent yet; null: it can. */
  readonly refusal: string | null
}

const saidBy = (
  found: RecognisedEvidence,
  type: EvidenceType,
  repository: string | null,
): Partial<Record<keyof EvidenceDraft['values'], string>> => {
  const details = completeDetails({ type, url: found.url, reference: found.reference, details: null }, repository)
  const text = (value: string | number | null): string => (value === null ? '' : String(value))
  switch (details.type) {
    case 'doc':
      return { path: text(details.path), heading: text(details.heading) }
    case 'contract':
      return { path: text(details.path), pointer: details.pointer }
    case 'code':
      return { path: text(details.path) }
    case 'ci_run':
      return { repository: text(details.repository), runId: text(details.runId), attempt: text(details.attempt) }
    default:
      return {}
  }
}

const titleOf = (form: EvidenceForm, type: EvidenceType, found: RecognisedEvidence | null): string => {
  if (type === 'test' && form.test.trim() !== '') return `${form.suite.trim()}: ${form.test.trim()}`
  if (type === 'artifact' && form.file !== null) return form.file.name
  if (found !== null) return found.title
  return (form.path ?? '').split('/').pop() ?? ''
}

const whatIsMissing = (
  type: EvidenceType,
  form: EvidenceForm,
  { path, runId, title }: EvidenceDraft['values'],
  url: string | null,
): string | null => {
  const pasteFirst = 'Paste a link or a commit first.'
  switch (type) {
    case 'doc':
    case 'contract':
      if (path === '' && url === null) return form.pasted === '' ? pasteFirst : 'Give its path in the repository, or its link.'
      break
    case 'test':
      if (form.suite.trim() === '' || form.test.trim() === '') return 'Name the suite and the test.'
      break
    case 'ci_run':
      if (!/^\d{1,15}$/.test(runId)) return form.pasted === '' ? 'Paste the run’s link first.' : 'Give the number of the run.'
      break
    case 'artifact':
      if (form.file === null) return 'Upload the file first.'
      break
    case 'code':
      if (form.pasted === '' && (form.sha ?? '') === '') return pasteFirst
      break
    case 'link':
      if (url === null) return pasteFirst
      break
  }
  return title.trim() === '' ? 'Give it a title.' : null
}

export const readForm = (form: EvidenceForm, requirement: RequirementEvaluation, repository: string | null): EvidenceDraft => {
  const pasted = form.pasted.trim()
  const recognised = pasted === '' ? null : recogniseEvidence(pasted)
  const found = recognised?.ok === true ? recognised.value : null
  const issue = recognised?.ok === false ? recognised.refusal.issues[0] : undefined
  const type = form.type ?? (found && requirement.accepts.includes(found.type) ? found.type : (requirement.accepts[0] ?? 'link'))
  const said = found === null ? {} : saidBy(found, type, repository)
  const value = (name: Exclude<keyof EvidenceDraft['values'], 'title' | 'sha'>): string =>
    form[name] ?? said[name] ?? (name === 'repository' ? (repository ?? '') : '')
  const values = {
    title: form.title ?? titleOf(form, type, found),
    sha: form.sha ?? found?.sha ?? '',
    ...{ path: value('path'), heading: value('heading'), pointer: value('pointer') },
    ...{ repository: value('repository'), runId: value('runId'), attempt: value('attempt') },
  }
  return {
    type,
    found,
    pasteError: issue === undefined ? null : `${issue.message}${issue.hint ? ` ${issue.hint}` : ''}`,
    mismatch:
      found && form.type === null && !requirement.accepts.includes(found.type)
        ? `This looks like ${TYPE_WORDS[found.type].toLowerCase()}; ${requirement.key} takes ${requirement.accepts.join(', ')}.`
        : null,
    values,
    refusal: issue === undefined ? whatIsMissing(type, form, values, found?.url ?? null) : 'Paste a link or a commit first.',
  }
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

const detailsOf = (form: EvidenceForm, { type, values }: EvidenceDraft): NonNullable<EvidenceBody['details']> => {
  switch (type) {
    case 'doc':
      return { type, path: orNull(values.path), heading: orNull(values.heading) }
    case 'contract':
      return { type, path: orNull(values.path), pointer: values.pointer.trim() }
    case 'code':
      return { type, path: orNull(values.path) }
    case 'test':
      return { type, suite: form.suite.trim(), name: form.test.trim(), run: form.run.trim() }
    case 'ci_run':
      return {
        type,
        repository: orNull(values.repository),
        runId: Number(values.runId),
        attempt: /^[1-9]\d*$/.test(values.attempt) ? Number(values.attempt) : null,
      }
    case 'artifact':
    case 'link':
      return { type }
  }
}

export const bodyOf = (form: EvidenceForm, draft: EvidenceDraft, gateKey: string, requirementKey: string): EvidenceBody => {
  const takesText = draft.type === 'doc' || draft.type === 'contract'
  const takesFile = draft.type === 'artifact' || draft.type === 'test'
  return {
    ...{ gateKey, requirementKey, type: draft.type, title: draft.values.title.trim() },
    url: draft.found?.url ?? null,
    reference: draft.found?.reference ?? '',
    sha: orNull(draft.values.sha),
    producedAt: form.producedAt,
    details: detailsOf(form, draft),
    file: takesFile ? (form.file?.sha256 ?? null) : null,
    text: takesText ? (form.text?.text ?? null) : null,
    replaces: form.replaces === '' ? null : form.replaces,
  }
}

/** Where proof of this type is told by what is uploaded or named, a link is beside the point. */
export const isLinkOptional = (type: EvidenceType): boolean =>
  type === 'artifact' || type === 'test' || type === 'doc' || type === 'contract'
