/** One note for the update as a whole, then one for each thing, in the words that single edits use. */
import type { AuditNote } from '../board/audit-note.ts'
import { type DescribedDiff, isSection } from './describe-diff.ts'
import type { ChangedEntry, PlanUpdateOptions, UpdatedKind, WholeEntry } from './plan-update.ts'

const SUBJECTS: Readonly<Partial<Record<UpdatedKind, string>>> = { criticalPath: 'critical_path', releaseTarget: 'target' }

const subjectOf = (kind: UpdatedKind): string => SUBJECTS[kind] ?? (isSection(kind) ? 'plan_entry' : kind)
/** Entries of lists name their list; dependencies are written with an arrow, as everywhere in the log. */
const keyOf = ({ kind, key }: { readonly kind: UpdatedKind; readonly key: string }): string =>
  isSection(kind) ? `${kind}/${key}` : kind === 'dependency' ? key.replace('->', '→') : key

const noteOf = (
  word: string,
  entry: { readonly kind: UpdatedKind; readonly key: string },
  before: AuditNote['before'],
  after: AuditNote['after'],
): AuditNote => ({
  action: `${subjectOf(entry.kind)}.${word}`,
  subjectKind: subjectOf(entry.kind),
  subjectKey: keyOf(entry),
  before,
  after,
})

const side = (entry: ChangedEntry, which: 'before' | 'after'): Readonly<Record<string, unknown>> =>
  Object.fromEntries(entry.fields.map((change) => [change.field, change[which]]))

export const auditNotes = (slug: string, diff: DescribedDiff, { progress, renames }: PlanUpdateOptions): readonly AuditNote[] => {
  const counts = { added: diff.added.length, changed: diff.changed.length, gone: diff.gone.length }
  const named = (entry: ChangedEntry): ChangedEntry => (entry.kind === 'program' ? { ...entry, key: slug } : entry)
  return [
    {
      action: 'program.plan_updated',
      subjectKind: 'program',
      subjectKey: slug,
      before: null,
      after: { ...counts, progress, renamed: renames.map(({ kind, from, to }) => ({ kind, from, to })) },
    },
    ...renames.map(
      ({ kind, from, to }): AuditNote => ({
        action: `${kind}.renamed`,
        subjectKind: kind,
        subjectKey: to,
        before: { key: from },
        after: { key: to },
      }),
    ),
    ...diff.gone.map((entry: WholeEntry) => noteOf('removed', entry, entry.value, null)),
    ...diff.added.map((entry: WholeEntry) => noteOf('added', entry, null, entry.value)),
    ...diff.changed.map((entry) => noteOf('edited', named(entry), side(entry, 'before'), side(entry, 'after'))),
  ]
}
