import { type Database, deleteExpired, migrate, openDatabase, pendingMigrations } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { bootstrapFirstLead, issueSetUpLink, SETUP_LINK_HOURS } from '../accounts/set-up.ts'
import { startCheckpointClock } from '../checkpoints/checkpoint-keeper.ts'
import type { Config } from '../config/read-config.ts'
import { loadSamples } from '../features/samples/load-samples.ts'
import { startCiPoller } from '../github/ci-poller.ts'
import { sweepFiles } from '../files/release-files.ts'
import { connectGithub } from '../github/connect-github.ts'
import { buildApp } from './build-app.ts'
import { createMetrics } from './metrics.ts'

export interface ServerOptions {
  readonly config: Config
  readonly log: Logger
  readonly clock: () => string
  readonly webRoot?: string
  /** Where the address and the set-up link go: the terminal, never the log. */
  readonly print: (line: string) => void
}
export interface RunningServer {
  readonly app: FastifyInstance
  readonly url: string
  /** Stops taking requests, lets the running ones end, closes streams and the database, gives the lock back. */
  close(): Promise<void>
}

const CLEAN_MS = 3_600_000

/** An address that a person can open: a server on all interfaces is reached through this machine's own name for itself. */
const reachable = (app: FastifyInstance, config: Config): string => {
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const host =
    config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host
  return `http://${host}:${port}`
}

const serve = async (options: ServerOptions, db: Database): Promise<RunningServer> => {
  const { config, log, clock, print } = options
  const now = clock()
  // Asked first, because loading the engine takes half a second that most starts can spare. Refuses a newer database too.
  if ((await pendingMigrations(db)).length > 0) await migrate(db)
  if (config.samples) await loadSamples({ db, now })
  if (config.bootstrapToken !== null && (await bootstrapFirstLead(db, config.bootstrapToken, now)))
    log.info('the first lead was made from GATEHOUSE_BOOTSTRAP_TOKEN')
  const makeCiReader = connectGithub(config)
  const app = await buildApp({
    ...{ config, db, clock, log, metrics: createMetrics(true) },
    ...(makeCiReader === undefined ? {} : { makeCiReader }),
    ...(options.webRoot === undefined ? {} : { webRoot: options.webRoot }),
  })
  try {
    await app.shell.files.check()
    await app.shell.files.tidy()
    await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    await app.close()
    throw error
  }
  const url = reachable(app, config)
  const { ci } = app.shell
  const stopPoller = ci === null ? null : startCiPoller(app.shell, ci)
  const stopCheckpoints = startCheckpointClock(app.shell)
  const failed = (error: unknown): void => {
    app.shell.metrics.backgroundErrors.inc({ where: 'clean-up' })
    log.error({ err: error }, 'background work failed: clean-up')
  }
  const cleaning = setInterval(() => {
    deleteExpired(db, new Date(clock())).catch(failed)
    sweepFiles(app.shell, clock()).catch(failed)
  }, CLEAN_MS)
  cleaning.unref()
  const publicUrl = config.publicUrl ?? url
  print(`Gatehouse is at ${publicUrl}`)
  const token = await issueSetUpLink(db, now)
  if (token !== null)
    print(`Make the first account (this link works once, for ${SETUP_LINK_HOURS} hours): ${publicUrl}/setup?token=${token}`)
  log.info({ url, database: db.kind, databaseVersion: db.serverVersion }, 'serving')
  return {
    app,
    url,
    close: async () => {
      clearInterval(cleaning)
      await stopPoller?.()
      await stopCheckpoints()
      await app.close()
      await db.close()
    },
  }
}

/** Lock, migrate, serve. Throws what keeps it from serving: `DataDirectoryInUse`, `DatabaseIsNewer`, `FileStoreUnusable`, a taken port. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { config, log } = options
  const db = await openDatabase({ dataDir: config.dataDir, log, ...(config.databaseUrl === null ? {} : { url: config.databaseUrl }) })
  try {
    return await serve(options, db)
  } catch (error) {
    await db.close()
    throw error
  }
}
