import { z } from 'zod'
import * as p from '../primitives.ts'
import { route } from '../route.ts'

const whoVerifies = 'Whoever verifies a bundle or a checkpoint needs the key, and has no account.'
const keyId = z.string().regex(/^[0-9a-f]{64}$/, 'The id of a key is 64 hexadecimal digits in lower case.')

export const signingKey = z.strictObject({
  keyId: keyId.describe('SHA-256 of the public key in DER, as `openssl pkey -pubin -outform DER | sha256sum` prints it'),
  fingerprint: z.string().describe('The same in groups of four, to be compared by eye or read out'),
  publicKey: z.string().describe('Ed25519, SPKI, PEM'),
  createdAt: z.string(),
  retiredAt: z.string().nullable().describe('null: it is the one that signs'),
  rotation: z
    .string()
    .nullable()
    .describe(
      'DSSE envelope that names the key after it, signed by both; null: it signs still, or it was lost and nothing vouches for the next',
    ),
})

export const signingKeyRoutes = {
  list: route({
    method: 'GET',
    url: '/api/v1/signing-keys',
    access: { kind: 'public', why: whoVerifies },
    summary: 'The public keys that bundles and checkpoints are signed with: the present one first',
    tag: 'Record',
    response: z.array(signingKey),
  }),
  get: route({
    method: 'GET',
    url: '/api/v1/signing-keys/:keyId/public-key.pem',
    access: { kind: 'public', why: whoVerifies },
    summary: 'A public key as a PEM file',
    tag: 'Record',
    params: z.strictObject({ keyId }),
    response: z.string(),
  }),
  rotate: route({
    method: 'POST',
    url: '/api/v1/signing-keys/rotate',
    access: { kind: 'admin' },
    summary: 'Sign with a new key from now on; the present one vouches for it and is destroyed. Only where the server keeps its key itself',
    tag: 'Record',
    response: signingKey,
  }),
}

export const bundleRoutes = {
  get: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/bundle',
    access: { kind: 'program', capability: 'program.read' },
    summary: 'The program with its proof and its whole record, signed: a tar archive that can be verified without this server',
    tag: 'Record',
    params: p.programParams,
    response: z.string(),
  }),
}
