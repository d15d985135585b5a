import { z } from 'zod'
import * as p from '../primitives.ts'
import { route } from '../route.ts'

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'A digest is 64 hexadecimal digits in lower case.')
/** An uploaded file: its digest, its size in bytes, the name of its first upload and what its first bytes say it is. */
export const storedFile = z.strictObject({ sha256, size: z.int().min(0), name: z.string(), mediaType: z.string() })

export const fileRoutes = {
  upload: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/files',
    access: { kind: 'program', capability: 'evidence.attach' },
    summary:
      'Upload a file for evidence: its bytes as application/octet-stream. The same bytes are one file. A file that no evidence names is removed after a day',
    tag: 'Evidence',
    params: p.programParams,
    query: z.strictObject({
      name: z.string().min(1).max(1_000).describe('As the file is called; folders and what no name should hold are left out.'),
    }),
    response: storedFile,
    status: 201,
    scope: 'evidence',
  }),
  get: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/files/:sha256',
    access: { kind: 'program', capability: 'program.read' },
    summary: 'The bytes of a file, always as a download; takes Range',
    tag: 'Evidence',
    params: z.strictObject({ slug: p.slug, sha256 }),
    response: z.string(),
  }),
}
