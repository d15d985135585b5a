import type { SqlMigrationAwareDriverAdapterFactory, SqlQueryable } from '@prisma/driver-adapter-utils'

/** What opening and migrating need of one connection inside one transaction. */
export interface MigrationConnection extends SqlQueryable {
  /** Runs a script of many statements as it is. */
  executeScript(script: string): Promise<void>
}

export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

export type Row = Readonly<Record<string, unknown>>

/** The two databases behind one face. */
export interface Driver {
  readonly kind: 'postgres' | 'embedded'
  /** The server's version as it gives it, such as `18.4`. */
  readonly serverVersion: string
  readonly adapterFactory: SqlMigrationAwareDriverAdapterFactory
  /** Plain query outside of any transaction. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>
  /** Runs `work` in one transaction on one connection, alone among all processes that migrate this database. */
  migrateAlone<T>(work: (connection: MigrationConnection) => Promise<T>): Promise<T>
  /** Calls `handler` for each notification on `channel` until stopped. `onGap` tells that some may have been missed. */
  listen(channel: string, handler: (payload: string) => void, onGap: () => void): Promise<() => Promise<void>>
  close(): Promise<void>
}
