import { ConstraintViolation } from './errors.ts'

/** SQLSTATE that the append-only triggers raise, see the first migration. */
const APPEND_ONLY = 'GH001'

type Cause = {
  readonly kind?: unknown
  readonly code?: unknown
  readonly originalCode?: unknown
  readonly originalMessage?: unknown
  readonly message?: unknown
  readonly constraint?: unknown
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The driver's own report inside an error of the client, of the adapter, or of the driver itself. */
const causeOf = (error: unknown): Cause | null => {
  if (!isObject(error)) return null
  const meta = error['meta']
  if (isObject(meta) && isObject(meta['driverAdapterError'])) return causeOf(meta['driverAdapterError'])
  if (error['name'] === 'DriverAdapterError' && isObject(error['cause'])) return error['cause']
  return typeof error['code'] === 'string' && /^[0-9A-Z]{5}$/.test(error['code']) ? error : null
}

/** The SQLSTATE behind an error, or null when no SQL failed. */
export const sqlStateOf = (error: unknown): string | null => {
  const cause = causeOf(error)
  if (typeof cause?.originalCode === 'string') return cause.originalCode
  if (typeof cause?.code === 'string') return cause.code
  return isObject(error) && error['code'] === 'P2034' ? '40001' : null
}

/** Serialisation failure or deadlock: the transaction did nothing and may be tried again. */
export const isRetriable = (error: unknown): boolean => {
  const state = sqlStateOf(error)
  return state === '40001' || state === '40P01'
}

const KINDS: Readonly<Record<string, ConstraintViolation['kind']>> = {
  '23505': 'unique',
  '23503': 'foreign_key',
  '23502': 'not_null',
  '23514': 'check',
  [APPEND_ONLY]: 'append_only',
}

const constraintName = (cause: Cause, message: string): string => {
  if (isObject(cause.constraint)) {
    const { fields, index } = cause.constraint
    if (typeof index === 'string') return index
    if (Array.isArray(fields)) return fields.map((field) => String(field).replaceAll('"', '')).join(',')
  }
  return /constraint "([^"]+)"/.exec(message)?.[1] ?? ''
}

/**
 * An error of a broken invariant as `ConstraintViolation`; any other error as it is. `transact` and `writeProgram` do this already;
 * for what is called with the database itself.
 */
export const namedError = (error: unknown): unknown => {
  const cause = causeOf(error)
  const kind = KINDS[sqlStateOf(error) ?? '']
  if (cause === null || kind === undefined) return error
  const message = String(cause.originalMessage ?? cause.message ?? error)
  return new ConstraintViolation(kind, constraintName(cause, message), message, { cause: error })
}
