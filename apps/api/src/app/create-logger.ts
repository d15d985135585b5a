import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from '../config/read-config.ts'

const SECRET_FIELDS = [
  'authorization',
  'cookie',
  '"set-cookie"',
  'password',
  'current',
  'next',
  'token',
  'secret',
  'privateKey',
  'passwordHash',
  'databaseUrl',
]

/** `["a"]` at the top, one and two levels down. */
const everywhere = (field: string): string[] => {
  const at = field.startsWith('"') ? `[${field}]` : `.${field}`
  return [at.replace(/^\./, ''), `*${at}`, `*.*${at}`]
}

/** What an error is and where it comes from. Not its fields: a database's error carries the whole row that it refused. */
const describeError = (error: unknown): object => {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code } = error as NodeJS.ErrnoException
  const cause = error.cause instanceof Error ? { cause: `${error.cause.name}: ${error.cause.message}` } : {}
  return { type: error.name, message: error.message, ...(code === undefined ? {} : { code }), ...cause, stack: error.stack }
}

/** JSON lines. Fields that hold secrets are blanked wherever somebody logs an object with one; nothing logs URLs or bodies. */
export const createLogger = (level: LogLevel, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_FIELDS.flatMap(everywhere), censor: '[secret]' },
      serializers: {
        // Fastify logs these by itself in places; only what cannot carry a secret stays.
        req: (request: { id?: unknown; method?: unknown; routeOptions?: { url?: unknown } }) => ({
          id: request.id,
          method: request.method,
          route: request.routeOptions?.url,
        }),
        res: (reply: { statusCode?: unknown }) => ({ status: reply.statusCode }),
        err: describeError,
      },
    },
    destination,
  )
