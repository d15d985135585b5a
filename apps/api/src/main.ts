/** Serves until it is told to stop. `start.ts` builds the web app first; this expects it to be built, or serves the API alone. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { createLogger } from './app/create-logger.ts'
import { type RunningServer, startServer } from './app/start-server.ts'
import { type Config, ConfigInvalid, readProcessConfig } from './config/read-config.ts'

const WEB_ROOT = fileURLToPath(new URL('../../web/dist', import.meta.url))
/** Errors that say by themselves what to do: their text, no stack. */
const EXPECTED = [
  'ConfigInvalid',
  'DataDirectoryInUse',
  'DatabaseIsNewer',
  'DatabaseUnusable',
  'MigrationFailed',
  'FileStoreUnusable',
  'SigningKeyUnusable',
]
/** How long requests that run may take to end. */
const DRAIN_MS = 20_000

const fail = (error: unknown): never => {
  const isPortTaken = error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  const isExpected = error instanceof Error && (EXPECTED.includes(error.name) || isPortTaken)
  const text = isPortTaken ? `${error.message}. Set PORT to another one.` : error instanceof Error ? error.message : String(error)
  process.stderr.write(isExpected ? `${text}\n` : `${error instanceof Error ? (error.stack ?? text) : text}\n`)
  process.exit(1)
}

/** A failure in the background is told and counted; it must not take down those who are at work. What is stored is safe: every write is a transaction. */
const surviveBackgroundFailures = (log: Logger, server: () => RunningServer | null): void => {
  const note = (where: string) => (error: unknown) => {
    server()?.app.shell.metrics.backgroundErrors.inc({ where })
    log.error({ err: error }, where)
  }
  process.on('unhandledRejection', note('unhandled rejection'))
  process.on('uncaughtException', note('uncaught exception'))
}

const stopOnSignals = (log: Logger, starting: Promise<RunningServer>): void => {
  let isStopping = false
  const stop = async (signal: string): Promise<void> => {
    // Whoever asks twice does not want to wait.
    if (isStopping) process.exit(1)
    isStopping = true
    log.info({ signal }, 'stopping')
    const giveUp = setTimeout(() => process.exit(1), DRAIN_MS)
    giveUp.unref()
    const server = await starting.catch(() => null)
    await server?.close()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
}

const settings = (): Config => {
  try {
    return readProcessConfig()
  } catch (error) {
    if (error instanceof ConfigInvalid) return fail(error)
    throw error
  }
}

/** Runs the server in this process. Prints its address and, while there is no account, the set-up link. */
export const run = async (): Promise<void> => {
  const config = settings()
  const log = createLogger(config.logLevel)
  let server: RunningServer | null = null
  surviveBackgroundFailures(log, () => server)
  const starting = startServer({
    ...{ config, log, clock: () => new Date().toISOString(), print: (line: string) => void process.stdout.write(`${line}\n`) },
    ...(existsSync(WEB_ROOT) ? { webRoot: WEB_ROOT } : {}),
  })
  stopOnSignals(log, starting)
  server = await starting.catch(fail)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run()
