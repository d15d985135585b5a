/**
 * The HTTP shell: everything between a socket and a feature.
 *
 * How a feature is written on it:
 *
 *     // features/gates/gates.routes.ts
 *     export const gatesRoutes = (app: FastifyInstance): void => {
 *       registerRoute(app, routes.gates.approve, async (ctx) => {
 *         const { decision, programRevision } = await runCommand(ctx, {
 *           decide: (program) => signGate(program, ctx.params.key, ctx.approver, ctx.ifMatch, ctx.now),
 *           save: (tx, decision) => saveGate(tx, ctx.program.id, decision.gate),
 *           audit: (decision) => decision.note,
 *           changed: (decision) => [`gate:${decision.gate.key}`],
 *         })
 *         return withEtag({ programRevision, item: … }, decision.gate.revision)
 *       })
 *     }
 *
 * and one line in `app/register-features.ts`. What happens around the handler, in this order: who asks (session or token), may they
 * (the contract's access rule and the token's scope), is it a forged browser request, is the body JSON, does everything fit the
 * contract's schemas, is If-Match there, was this Idempotency-Key answered before. Whatever is thrown becomes a problem document:
 * `ShellError` with its code, `StaleRevision` as 412, anything else as a 500 that says nothing but its request id.
 */
import type { Signer } from '@gatehouse/bundle'
import type { ReleaseTarget } from '@gatehouse/core'
import type { Database } from '@gatehouse/db'
import type { FastifyBaseLogger } from 'fastify'
import type { AccessCache } from '../accounts/access-cache.ts'
import type { Auth } from '../accounts/auth.ts'
import type { ProgramBoards } from '../board/program-boards.ts'
import type { CheckpointKeeper } from '../checkpoints/checkpoint-keeper.ts'
import type { Config } from '../config/read-config.ts'
import type { FileStore } from '../files/file-store.ts'
import type { LiveHub } from '../live/live-hub.ts'
import type { Signing } from '../signing/open-signing.ts'
import type { Metrics } from './metrics.ts'

/** What reads CI from the host, as far as other features need it. `apps/api/src/github` makes one; null without credentials. */
export interface CiReader {
  /** Base address of the API that is read, for the screens. */
  readonly apiUrl: string
  /**
   * Reads CI of the program's release SHA now and stores the reading. Never throws for what GitHub does: a failed reading is
   * stored as one and answered as `unavailable`, so that it cannot improve a state.
   */
  readNow(slug: string): Promise<'read' | 'unavailable' | 'no_target'>
  /**
   * Looks at the program's evidence on the host (runs by id, documents at the release SHA), or at one piece of it, and stores what is new.
   * Answers why the host gave nothing, fit for a screen; null: it was looked at. Never throws for what GitHub does.
   */
  observe(slug: string, evidenceId?: string): Promise<string | null>
  /** Starts a workflow on a ref that points at the release SHA. Throws `ShellError`. */
  dispatch(target: ReleaseTarget, path: string, ref: string): Promise<{ readonly runUrl: string | null }>
}

/** What one server has, handed to `buildApp` or made by it; handlers see it as `ctx.shell`. */
export interface Shell {
  readonly config: Config
  readonly db: Database
  /** The present instant, ISO 8601 UTC. Tests hand in their own. */
  readonly clock: () => string
  readonly log: FastifyBaseLogger
  readonly auth: Auth
  readonly access: AccessCache
  readonly live: LiveHub
  readonly boards: ProgramBoards
  readonly metrics: Metrics
  readonly ci: CiReader | null
  /** Signed ends of the programs' records. */
  readonly checkpoints: CheckpointKeeper
  /** The bytes of uploaded files, by digest. */
  readonly files: FileStore
  /** Signs in this installation's name. Take it when you sign and do not keep it: keys change. */
  readonly signer: Signer
  /** The same key, for whoever changes it. */
  readonly signing: Signing
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly shell: Shell
  }
}
