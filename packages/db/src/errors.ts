/** What the store refuses or cannot do, as error classes with the facts in fields. Anything else that it throws is a bug. */

/** Another living process holds the data directory. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse'
  readonly dataDir: string
  readonly pid: number
  readonly since: string
  readonly host: string
  constructor(dataDir: string, holder: { readonly pid: number; readonly startedAt: string; readonly host: string }) {
    super(
      `The data directory ${dataDir} is in use by process ${holder.pid} on ${holder.host} since ${holder.startedAt}. ` +
        'A second process would ruin it. Stop that process, or start this one with another data directory, or set DATABASE_URL to share a Postgres server.',
    )
    this.dataDir = dataDir
    this.pid = holder.pid
    this.since = holder.startedAt
    this.host = holder.host
  }
}

/** The database has migrations that this program does not know: an older program must not touch it. */
export class DatabaseIsNewer extends Error {
  override readonly name = 'DatabaseIsNewer'
  readonly newestKnown: string
  readonly newestApplied: string
  constructor(newestKnown: string, newestApplied: string) {
    super(
      `The database is newer than this program: it is at migration ${newestApplied}, the newest one known here is ${newestKnown}. ` +
        'Start the newer program, or restore a backup that was made by this version.',
    )
    this.newestKnown = newestKnown
    this.newestApplied = newestApplied
  }
}

/** The server cannot be used: not reachable, wrong credentials, too old. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable'
}

/** A migration's SQL failed; everything of that run was rolled back. */
export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed'
}

/** Somebody else saved first. `current` is the stored revision, null when the thing is gone. */
export class StaleRevision extends Error {
  override readonly name = 'StaleRevision'
  readonly entity: string
  readonly key: string
  readonly expected: number
  readonly current: number | null
  constructor(entity: string, key: string, expected: number, current: number | null) {
    super(
      current === null
        ? `${entity} ${key} is gone (revision ${expected} was expected)`
        : `${entity} ${key} is at revision ${current}, not ${expected}`,
    )
    this.entity = entity
    this.key = key
    this.expected = expected
    this.current = current
  }
}

export class ProgramNotFound extends Error {
  override readonly name = 'ProgramNotFound'
  readonly program: string
  constructor(program: string) {
    super(`There is no program ${program}`)
    this.program = program
  }
}

export type ConstraintKind = 'unique' | 'foreign_key' | 'not_null' | 'check' | 'append_only'

/** A row that breaks an invariant of the schema. The rules in core refuse these first; this is what the database says when they did not. */
export class ConstraintViolation extends Error {
  override readonly name = 'ConstraintViolation'
  readonly kind: ConstraintKind
  /** Name of the constraint, or the columns of a unique key joined with commas, where known. */
  readonly constraint: string
  constructor(kind: ConstraintKind, constraint: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
    this.constraint = constraint
  }
}

/** A JSON column does not hold what this program writes there. */
export class CorruptRow extends Error {
  override readonly name = 'CorruptRow'
}

/** Asked for work after `close()` began. */
export class DatabaseClosed extends Error {
  override readonly name = 'DatabaseClosed'
  constructor() {
    super('The database is closed')
  }
}
