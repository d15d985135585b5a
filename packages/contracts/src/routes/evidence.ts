import { z } from 'zod'
import { boardEvidence } from '../evidence-schema.ts'
import * as p from '../primitives.ts'
import { route } from '../route.ts'
import { sha256 } from './files.ts'

const read = { kind: 'program', capability: 'program.read' } as const
const attach = { kind: 'program', capability: 'evidence.attach' } as const
const savedEvidence = z.strictObject({ programRevision: z.int(), item: boardEvidence })

/** Characters of a document's text, as a request carries it. */
export const MAX_DOCUMENT_TEXT = 2_000_000
const documentText = z.string().min(1).max(MAX_DOCUMENT_TEXT)
const path = z.string().min(1).max(500).nullable().default(null)

const typed = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('doc'),
    path: path.describe('Of the document in the release repository; without it, url names the document.'),
    heading: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .nullable()
      .default(null)
      .describe('Its section is what is proved; `Heading#2` is the second one of that name.'),
  }),
  z.strictObject({
    type: z.literal('contract'),
    path: path.describe('Of the document in the release repository; without it, url names the document.'),
    pointer: z
      .string()
      .max(1_000)
      .default('')
      .describe('JSON pointer (RFC 6901), such as /paths/~1orders/post; empty: the whole document.'),
  }),
  z.strictObject({ type: z.literal('code'), path: path.describe('A file at the commit; without it, the commit itself is meant.') }),
  z.strictObject({
    type: z.literal('test'),
    suite: z.string().trim().max(500).describe('Name of the test suite or class, or the end of it.'),
    name: z.string().trim().max(1_000),
    run: z.string().trim().max(500).default('').describe('Where it ran: the number or link of a run.'),
  }),
  z.strictObject({
    type: z.literal('ci_run'),
    repository: z
      .string()
      .max(140)
      .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, 'A repository is owner/name.')
      .nullable()
      .default(null)
      .describe('The release target’s, or the link’s, when left out.'),
    runId: z.int().min(1).nullable().default(null).describe('Id of the run, as in its link.'),
    attempt: z.int().min(1).max(10_000).nullable().default(null).describe('The newest, when left out.'),
  }),
  z.strictObject({ type: z.literal('artifact') }),
  z.strictObject({ type: z.literal('link') }),
])

export const evidenceInput = z.strictObject({
  gateKey: p.key,
  requirementKey: p.key,
  type: p.evidenceType,
  title: p.title,
  url: p.httpUrl.nullable().default(null),
  reference: p.text.default(''),
  sha: p.fullSha.nullable().default(null).describe('Commit that it is about.'),
  producedAt: p.instant
    .nullable()
    .default(null)
    .describe('When it was made, as the caller says; when it was attached is the server’s word.'),
  details: typed
    .nullable()
    .default(null)
    .describe('What its type asks for. Left out, it is read from url and reference where they say it.'),
  file: sha256
    .nullable()
    .default(null)
    .describe('Digest of a file that was uploaded to this program: an artifact, or a JUnit XML report of a test.'),
  text: documentText
    .nullable()
    .default(null)
    .describe('Text of the document (Markdown) or contract (YAML, JSON). Its section is digested and kept, so that drift can be told.'),
  replaces: p.uuid
    .nullable()
    .default(null)
    .describe('The piece of the same requirement that this one takes the place of; it is withdrawn.'),
})

export const evidenceRoutes = {
  list: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/evidence',
    access: read,
    summary: 'All evidence, judged, withdrawn ones included',
    tag: 'Evidence',
    params: p.programParams,
    response: z.array(boardEvidence),
  }),
  get: route({
    method: 'GET',
    url: '/api/v1/programs/:slug/evidence/:id',
    access: read,
    summary: 'One piece of evidence',
    tag: 'Evidence',
    params: p.idParams,
    response: boardEvidence,
  }),
  attach: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/evidence',
    access: attach,
    summary: 'Attach evidence to a requirement; also before its gate is begun',
    tag: 'Evidence',
    params: p.programParams,
    body: evidenceInput,
    response: savedEvidence,
    status: 201,
    scope: 'evidence',
  }),
  check: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/evidence/:id/check',
    access: attach,
    summary: 'Look at a document, contract or run again: by the text given, else as the release repository has it',
    tag: 'Evidence',
    params: p.idParams,
    body: z.strictObject({ text: documentText.nullable().default(null) }),
    response: savedEvidence,
    scope: 'evidence',
  }),
  withdraw: route({
    method: 'POST',
    url: '/api/v1/programs/:slug/evidence/:id/withdraw',
    access: attach,
    summary: 'Withdraw evidence; its record stays',
    tag: 'Evidence',
    params: p.idParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(p.LIMITS.note) }),
    response: savedEvidence,
    ifMatch: 'required',
  }),
}
