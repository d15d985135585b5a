/** What a decision wants remembered: the store adds who, when and the correlation id. */
export interface AuditNote {
  /** `noun.past`, such as `gate.submitted`. */
  readonly action: string
  readonly subjectKind: string
  readonly subjectKey: string
  /** Only the fields that differ; null where there was (or is) nothing. */
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** Note of a change: keeps the fields of `after` whose value differs from `before`, on both sides. */
export const noteChange = <T extends object>(
  action: string,
  subjectKind: string,
  subjectKey: string,
  before: T | null,
  after: Partial<T> | null,
  extra: Readonly<Record<string, unknown>> = {},
): AuditNote => {
  if (before === null || after === null)
    return {
      action,
      subjectKind,
      subjectKey,
      before: before === null ? null : ({ ...before } as Record<string, unknown>),
      after: after === null && Object.keys(extra).length === 0 ? null : { ...after, ...extra },
    }
  const changed = (Object.keys(after) as (keyof T)[]).filter((field) => !isSame(before[field], after[field]))
  const pick = (source: Partial<T>): Record<string, unknown> => Object.fromEntries(changed.map((field) => [field, source[field] ?? null]))
  return { action, subjectKind, subjectKey, before: pick(before), after: { ...pick(after), ...extra } }
}
