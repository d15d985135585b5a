import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { Database } from '@gatehouse/db'
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { createAccessCache } from '../accounts/access-cache.ts'
import { createAuth } from '../accounts/auth.ts'
import { readAuthSecret } from '../accounts/auth-secret.ts'
import { createProgramBoards } from '../board/program-boards.ts'
import { createCheckpointKeeper } from '../checkpoints/checkpoint-keeper.ts'
import type { Config } from '../config/read-config.ts'
import { createFileStore } from '../files/create-file-store.ts'
import { registerGithubWebhook } from '../github/github-webhook.ts'
import { createLiveHub } from '../live/live-hub.ts'
import { openSigning } from '../signing/open-signing.ts'
import { drainConnections } from './drain-connections.ts'
import { handleErrors } from './error-handling.ts'
import { limitSlowBodies } from './limit-slow-bodies.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { observeRequests } from './observe-requests.ts'
import { registerApiDocs } from './register-api-docs.ts'
import { registerFeatures } from './register-features.ts'
import { registerHealth } from './register-health.ts'
import { noteRoutes } from './route-table.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { serveWebApp } from './serve-web-app.ts'
import type { CiReader, Shell } from './shell.ts'
import { takeJsonBodies } from './take-json-bodies.ts'

export interface AppDeps {
  readonly config: Config
  /** Open and migrated. */
  readonly db: Database
  /** The present instant, ISO 8601 UTC. */
  readonly clock: () => string
  readonly log: FastifyBaseLogger
  /** Makes the reader of CI, once there is a shell to make it from; without it nothing is read. */
  readonly makeCiReader?: (shell: Omit<Shell, 'ci'>) => CiReader
  /** Folder of the built web app; without it only the API is served. */
  readonly webRoot?: string
  readonly metrics?: Metrics
  /**
   * Requests a minute of one address, and 503 while the process cannot keep up. Off in tests of other things: they ask quickly, and
   * their machine may be busy. (The limit of sign-in attempts is none of these; it always holds.)
   */
  readonly limits?: 'on' | 'off'
}

/** 1 MB: no request but a plan file is larger. */
const BODY_LIMIT = 1_048_576

const createShell = async (deps: AppDeps): Promise<Shell> => {
  const { config, db, clock, log } = deps
  const metrics = deps.metrics ?? createMetrics()
  const auth = await createAuth({ db, secret: await readAuthSecret(db), publicUrl: config.publicUrl, log })
  const onError = (where: string) => (error: unknown) => {
    metrics.backgroundErrors.inc({ where })
    log.error({ err: error }, `background work failed: ${where}`)
  }
  const access = createAccessCache(db, auth, clock, onError('api-token'))
  const live = createLiveHub(db, log, (size) => metrics.liveListeners.set(size))
  live.onAccessChange((change) => access.forget(change))
  const boards = createProgramBoards({ db, clock, live, metrics })
  const files = createFileStore(config)
  const signing = await openSigning({ config, db, clock, live, metrics, onError: onError('signing-key') })
  const checkpoints = createCheckpointKeeper({
    ...{ db, clock, config, metrics, log, signer: () => signing.signer, onError: onError('checkpoints') },
  })
  const shell: Omit<Shell, 'ci'> = {
    ...{ config, db, clock, log, auth, access, live, metrics, boards, files, signing, checkpoints },
    get signer() {
      return signing.signer
    },
  }
  return Object.assign(shell, { ci: deps.makeCiReader?.(shell) ?? null })
}

/** The server without a socket: `listen` or `inject` it. Closing it ends its event streams, not its database. */
export const buildApp = async (deps: AppDeps): Promise<FastifyInstance> => {
  const shell = await createShell(deps)
  const app = fastify({
    loggerInstance: deps.log,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: deps.config.trustedProxies.length > 0 ? [...deps.config.trustedProxies] : false,
    // Requests that run are answered; event streams are ended by the hub.
    forceCloseConnections: 'idle',
    // Streams of a closing server end by themselves; a late request is told so.
    return503OnClosing: true,
    routerOptions: { caseSensitive: true, ignoreDuplicateSlashes: false, ignoreTrailingSlash: false, maxParamLength: 250 },
  })
  app.decorate('shell', shell)
  app.decorateRequest('granted', null)
  // Requests are parsed in registerRoute, which reports all parts at once; answers are checked here.
  app.setValidatorCompiler(() => (value) => ({ value }))
  app.setSerializerCompiler(serializerCompiler)

  noteRoutes(app)
  observeRequests(app)
  limitSlowBodies(app)
  await setSecurityHeaders(app, deps.config)
  if (deps.limits !== 'off') await app.register(underPressure, { maxEventLoopDelay: 15_000, retryAfter: 2 })
  await app.register(compress, { global: true, threshold: 1_400, encodings: ['br', 'gzip'], globalDecompression: false })
  if (deps.limits !== 'off') await app.register(rateLimit, { global: false })
  takeJsonBodies(app)
  handleErrors(app, await serveWebApp(app, deps.webRoot))
  await registerApiDocs(app)

  registerHealth(app)
  registerFeatures(app)
  registerGithubWebhook(app)

  drainConnections(app)
  app.addHook('onReady', () => shell.live.start())
  app.addHook('preClose', () => shell.live.close())
  app.addHook('onClose', () => shell.checkpoints.close())
  return app
}
