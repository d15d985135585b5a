import { routes, type signingKey } from '@gatehouse/contracts'
import { listSigningKeys, type SigningKeyRow } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { rawAnswer } from '../../app/answers.ts'
import { ShellError } from '../../app/problems.ts'
import { registerRoute } from '../../app/register-route.ts'

const presentKey = (key: SigningKeyRow): z.output<typeof signingKey> => ({
  ...key,
  fingerprint: key.keyId.match(/.{4}/g)?.join(' ') ?? key.keyId,
})

/** The keys that bundles and checkpoints are signed with: for everybody to read, for administrators to change. */
export const signingKeysRoutes = (app: FastifyInstance): void => {
  registerRoute(app, routes.signingKeys.list, async ({ shell }) => (await listSigningKeys(shell.db)).map(presentKey))

  registerRoute(app, routes.signingKeys.get, async ({ shell, params }) => {
    const key = (await listSigningKeys(shell.db)).find(({ keyId }) => keyId === params.keyId)
    if (key === undefined) throw new ShellError('not_found', 'This server never signed with such a key.')
    return rawAnswer(key.publicKey, {
      'content-type': 'application/x-pem-file',
      'content-disposition': `attachment; filename="gatehouse-${key.keyId.slice(0, 12)}.pem"`,
    })
  })

  registerRoute(app, routes.signingKeys.rotate, async ({ shell, actor, now, correlationId, log }) => {
    const before = shell.signer.publicKey.keyId
    await shell.signing.rotate({ actor: { userId: actor.userId, name: actor.name }, at: now, correlationId })
    const [current] = await listSigningKeys(shell.db)
    if (current === undefined) throw new Error('the new signing key was not stored')
    log.info({ by: actor.userId, before, after: current.keyId }, 'signing key changed')
    return presentKey(current)
  })
}
