/**
 * POST /api/v1/webhooks/github: a hint that CI changed. The signature is checked over the raw bytes, each body counts once, and nothing in
 * it is believed: the named repository's programs are read again from the API.
 */
import { createHash } from 'node:crypto'
import { listPolledPrograms } from '@gatehouse/db'
import { Webhooks } from '@octokit/webhooks'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ShellError } from '../app/problems.ts'
import { seenBodies } from './seen-bodies.ts'

const EVENTS = new Set(['workflow_run', 'check_suite', 'push', 'workflow_job'])
const delivery = z.object({ repository: z.object({ full_name: z.string().max(140) }) })

export function registerGithubWebhook(app: FastifyInstance): void {
  const { shell } = app
  const secret = shell.config.github.webhookSecret
  if (secret === null || shell.ci === null) return
  const ci = shell.ci
  const webhooks = new Webhooks({ secret })
  const seen = seenBodies(2_000)

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // The bytes as they came: re-serialised JSON would have another signature.
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.post('/api/v1/webhooks/github', { bodyLimit: 5_000_000, schema: { hide: true } }, async (request, reply) => {
      const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0)
      const signature = request.headers['x-hub-signature-256']
      if (!(await isSigned(webhooks, body, signature)))
        throw new ShellError('unauthenticated', 'The delivery’s signature is missing or wrong.')
      const isNew = seen.add(createHash('sha256').update(body).digest('hex'))
      const repository = isNew && EVENTS.has(String(request.headers['x-github-event'])) ? repositoryOf(body) : null
      if (repository !== null) {
        // GitHub waits ten seconds at most, so it is answered first.
        void readAgain(repository)
      }
      return reply.code(202).send({ accepted: true })
    })
  })

  async function readAgain(repository: string) {
    try {
      for (const program of await listPolledPrograms(shell.db, repository)) {
        await ci.readNow(program.slug)
        await ci.observe(program.slug)
      }
    } catch (error) {
      shell.metrics.backgroundErrors.inc({ where: 'github-webhook' })
      shell.log.error({ err: error }, 'background work failed: github-webhook')
    }
  }
}

/** False for anything but a good sha256 signature; the library throws on an empty one. */
async function isSigned(webhooks: Webhooks, body: Buffer, signature: unknown): Promise<boolean> {
  if (typeof signature !== 'string' || !/^sha256=[0-9a-f]{64}$/.test(signature) || body.length === 0) return false
  // What is not UTF-8 was not signed by GitHub, and would verify as other bytes than those that came.
  const text = body.toString('utf8')
  return Buffer.from(text, 'utf8').equals(body) && webhooks.verify(text, signature)
}

function repositoryOf(body: Buffer): string | null {
  try {
    return delivery.safeParse(JSON.parse(body.toString('utf8'))).data?.repository.full_name ?? null
  } catch {
    return null
  }
}
