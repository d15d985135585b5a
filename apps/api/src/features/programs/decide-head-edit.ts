import {
  type Approver,
  type AuditNote,
  checkBrought,
  type Contingency,
  type DeclaredPath,
  demand,
  noteChange,
  ok,
  type ProgramHead,
  type ProgramState,
  type Result,
} from '@gatehouse/core'

export type HeadEdit = { readonly [F in keyof Omit<ProgramHead, 'slug' | 'cadence'>]?: ProgramHead[F] | undefined } & {
  readonly contingency?: Contingency | null | undefined
  readonly criticalPaths?: readonly DeclaredPath[] | undefined
}
export interface EditedHead {
  readonly head: ProgramHead
  /** Absent: stays as it is. */
  readonly contingency?: Contingency | null
  readonly criticalPaths?: readonly DeclaredPath[]
  readonly notes: readonly AuditNote[]
}

/** Head, contingency and declared paths together, because what is wrong between two steps may be right after both. Pure. */
export const decideHeadEdit = (state: ProgramState, person: Approver, edit: HeadEdit): Result<EditedHead> => {
  const { slug } = state.head
  const may = demand(person, 'program.edit', 'program')
  if (!may.ok) return may
  const { contingency, criticalPaths, ...fields } = edit
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<ProgramHead>
  const head: ProgramHead = { ...state.head, ...given }
  const after = {
    ...state,
    head,
    ...(contingency === undefined ? {} : { contingency }),
    ...(criticalPaths === undefined ? {} : { criticalPaths }),
  }
  const checked = checkBrought(state, after)
  if (!checked.ok) return checked
  const notes: AuditNote[] = []
  if (Object.keys(given).length > 0) notes.push(noteChange<ProgramHead>('program.edited', 'program', slug, state.head, head))
  if (contingency !== undefined) notes.push(noteChange<Contingency>('contingency.set', 'program', slug, state.contingency, contingency))
  if (criticalPaths !== undefined) {
    notes.push(noteChange('critical_paths.set', 'program', slug, { criticalPaths: state.criticalPaths }, { criticalPaths }))
  }
  return ok({
    head,
    ...(contingency === undefined ? {} : { contingency }),
    ...(criticalPaths === undefined ? {} : { criticalPaths }),
    notes: notes.length > 0 ? notes : [noteChange<ProgramHead>('program.edited', 'program', slug, state.head, {})],
  })
}
