/** A whole bundle for tests: a program with a signed gate, proof of several kinds, two files, a waiver, a vote and the record of how it came to be. */
import { createHash } from 'node:crypto'
import {
  type AuditPayload,
  auditPayloadText,
  type Board,
  buildBoard,
  CHAIN_START,
  canonicalEvidence,
  canonicalJson,
  chainPreimage,
  type Evidence,
  type FrozenGate,
  type GoNoGo,
  type JsonValue,
  type ProgramState,
  type SignOff,
} from '@gatehouse/core'
import {
  aCiRead,
  aGap,
  aGate,
  anActor,
  anEvidence,
  aProgram,
  aRequirement,
  aRun,
  aSignedGate,
  aSignOff,
  aTarget,
  aWaiver,
  hoursAfter,
  minutesBefore,
  NOW,
  OLDER_SHA,
  RELEASE_SHA,
  WORKFLOW_PATH,
} from '@gatehouse/core/testing'
import { newSigningKey, readSigner, type Signer } from '../signing/keys.ts'
import type { BundleEvent, BundleInput } from '../write/bundle-input.ts'
import { writeBundle } from '../write/write-bundle.ts'

export const PROGRAM_ID = '00000000-0000-7000-8000-000000000001'
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
export const aSigner = (): Signer => readSigner(newSigningKey())

/** Bytes that no text has, and more than one block of the archive. */
export const PICTURE = Buffer.from(Array.from({ length: 1_300 }, (_, index) => (index * 7) % 256))
export const REPORT = Buffer.from('<testsuite name="e2e"><testcase name="signs in"/></testsuite>\n')
/** The section of a document that was proved, kept as text. */
export const SECTION = Buffer.from('# Threats\n\nAn approval outlives what it was given on.\n')

const withDigest = (evidence: Evidence): Evidence => ({ ...evidence, digest: sha256(canonicalEvidence(evidence)) })
const stored = (bytes: Buffer, name: string, mediaType: string) => ({ sha256: sha256(bytes), size: bytes.length, name, mediaType })

export const EVIDENCE: readonly Evidence[] = [
  withDigest(anEvidence({ id: 'ev-doc', title: 'Threat model <v2> & "notes"', url: 'https://example.org/threats?a=1&b=2' })),
  withDigest(
    anEvidence({ id: 'ev-test', type: 'test', title: 'signs in', reference: 'e2e', file: stored(REPORT, 'junit.xml', 'text/xml') }),
  ),
  withDigest(anEvidence({ id: 'ev-picture', type: 'artifact', title: 'Screen', file: stored(PICTURE, 'screen.png', 'image/png') })),
  withDigest(
    anEvidence({
      ...{ id: 'ev-section', title: 'Threats', file: stored(SECTION, 'threats.md', 'text/plain') },
      details: { type: 'doc', path: 'docs/threats.md', heading: 'Threats', sectionDigest: sha256(SECTION) },
    }),
  ),
  withDigest(anEvidence({ id: 'ev-old', title: 'Withdrawn', withdrawnAt: minutesBefore(NOW, 50), withdrawReason: 'Wrong commit' })),
]
const SIGNED = EVIDENCE.filter((piece) => piece.withdrawnAt === null)

const frozen: FrozenGate = {
  ...{ gateKey: 'G1', title: 'Security reviewed', gateRevision: 4, round: 1, releaseSha: RELEASE_SHA },
  requirements: [{ key: 'R1', text: 'Threats are written down', state: 'fresh' }],
  evidence: SIGNED.map(({ id, requirementKey, type, title, sha, digest, file }) => ({
    ...{ id, requirementKey, type, title, sha, digest, fileSha256: file?.sha256 ?? null },
  })),
  waivers: [],
  ci: [{ path: WORKFLOW_PATH, freshness: 'fresh', runId: 1412, attempt: 1, conclusion: 'success', headSha: RELEASE_SHA }],
}
const signOff: SignOff = aSignOff({
  ...{ actor: anActor('user-rita', 'Rita Roe'), correlationId: 'corr-4', note: 'Read it all.', gateRevision: 4, role: 'security' },
  evidence: SIGNED.map(({ id, requirementKey, digest }) => ({ id, requirementKey, digest })),
  identity: { via: 'session', account: 'rita@example.org', issuer: 'password', token: null, steppedUp: true },
  ...{ frozen, frozenDigest: sha256(canonicalJson(frozen as unknown as JsonValue)) },
  ci: [{ path: WORKFLOW_PATH, freshness: 'fresh', reason: 'Green on the release commit.', run: aRun(), readAt: minutesBefore(NOW, 32) }],
})

const waiver = aWaiver({ requirementKey: 'R2' })
const { requirementKey, reason, approver, grantedAt, expiresAt } = waiver
const toldWaiver = { requirementKey, reason, approver: { ...approver }, grantedAt, expiresAt }

const goNoGo: GoNoGo = {
  ...{
    id: 'gng-1',
    number: 1,
    question: 'May version 1.0 go out?',
    openedAt: minutesBefore(NOW, 25),
    openedBy: anActor('user-lead', 'Lea Lund'),
  },
  deadline: hoursAfter(NOW, 1),
  votes: [
    {
      laneKey: 'L1',
      laneName: 'Platform',
      vote: 'go',
      note: '',
      actor: anActor('user-ann', 'Ann Ash'),
      handle: '@ann',
      at: minutesBefore(NOW, 20),
    },
    {
      ...{ laneKey: 'L2', laneName: 'Support', vote: 'no_go', note: 'The rota is not staffed.', actor: anActor('user-bo', 'Bo Berg') },
      ...{ handle: null, at: minutesBefore(NOW, 18) },
    },
  ],
  decision: {
    ...{
      word: 'GO',
      by: anActor('user-lead', 'Lea Lund'),
      at: minutesBefore(NOW, 10),
      reason: 'Support is staffed from Monday.',
      override: true,
    },
    facts: {
      ...{ verdict: 'NO-GO', reasons: [{ title: 'G2 is not signed', detail: 'It is due.' }], waivers: [] },
      ...{
        releaseSha: RELEASE_SHA,
        repository: 'acme/credity12',
        readiness: 50,
        gatesSigned: 1,
        gatesTotal: 2,
        slip: 0,
        contingencyLeft: null,
      },
    },
  },
  revision: 4,
}

export const aBundleState = (): ProgramState =>
  aProgram({
    revision: 7,
    releaseTarget: aTarget({ history: [{ sha: OLDER_SHA, setAt: minutesBefore(NOW, 900), setBy: 'Lea Lund' }] }),
    ci: aCiRead(),
    gates: [
      aSignedGate({
        ...{ key: 'G1', title: 'Security reviewed', revision: 5, reviewers: ['@rita'], signOffs: [signOff] },
        signRoles: [{ role: 'security', count: 1 }],
        requirements: [aRequirement({ key: 'R1', text: 'Threats are written down', accepts: ['doc', 'test', 'artifact'], min: 3 })],
      }),
      aGate({
        key: 'G2',
        title: 'Operations ready',
        at: 1,
        requirements: [aRequirement({ key: 'R2' })],
        waivers: [waiver],
        gaps: [aGap()],
      }),
    ],
    evidence: EVIDENCE,
    goNoGo: [goNoGo],
  })

type Told = Partial<Pick<AuditPayload, 'action' | 'subject' | 'actor' | 'after'>>
const ASKED = { kind: 'go_no_go', key: '1' }
const lead = { id: 'user-lead', name: 'Lea Lund' }
const STORY: readonly Told[] = [
  { action: 'program.created', subject: { kind: 'program', key: 'sample' } },
  { action: 'evidence.attached', subject: { kind: 'evidence', key: 'G1/R1' }, after: { title: 'Ünïcode 漢字' } },
  { action: 'gate.submitted', subject: { kind: 'gate', key: 'G1' } },
  {
    ...{ action: 'gate.signed', subject: { kind: 'gate', key: 'G1' }, actor: { id: 'user-rita', name: 'Rita Roe' } },
    after: {
      ...{ state: 'SignedOff', evidence: signOff.evidence as unknown as JsonValue, role: 'security', releaseSha: RELEASE_SHA },
      frozenDigest: signOff.frozenDigest,
      note: signOff.note,
    },
  },
  {
    action: 'waiver.granted',
    subject: { kind: 'gate', key: 'G2' },
    actor: { id: waiver.approver.userId, name: 'Lea Lund' },
    after: toldWaiver,
  },
  ...goNoGo.votes.map(
    ({ actor, laneKey, vote, note, handle }): Told => ({
      ...{ action: 'go_no_go.voted', subject: ASKED, actor: { id: actor.userId, name: actor.name } },
      after: { lane: laneKey, vote, note, handle },
    }),
  ),
  {
    ...{ action: 'go_no_go.decided', subject: ASKED, actor: lead },
    after: { word: 'GO', override: true, reason: 'Support is staffed from Monday.', verdict: 'NO-GO', releaseSha: RELEASE_SHA },
  },
  { action: 'task.edited', subject: { kind: 'task', key: 'T1' } },
]
const payloadOf = (seq: number, told: Told): string =>
  auditPayloadText({
    ...{ program: PROGRAM_ID, seq, at: minutesBefore(NOW, 100 - seq), actor: lead, correlationId: `corr-${seq}`, action: 'task.edited' },
    ...{ subject: { kind: 'task', key: 'T1' }, before: null, after: null, revision: Math.min(seq, 6), patch: null, ...told },
  })
/** A chain over these payloads. */
export const chainOf = (payloads: readonly string[]): readonly BundleEvent[] => {
  let prevHash = CHAIN_START
  return payloads.map((payload, index) => {
    const entryHash = sha256(chainPreimage({ programId: PROGRAM_ID, seq: index + 1, prevHash, payload }))
    const event = { seq: index + 1, prevHash, entryHash, payload }
    prevHash = entryHash
    return event
  })
}
export const aChain = (story: readonly Told[] = STORY): readonly BundleEvent[] =>
  chainOf(story.map((told, index) => payloadOf(index + 1, told)))

/** A value as JSON carries it. */
export const plain = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value)) as JsonValue

export interface BundleMakings {
  readonly state: ProgramState
  readonly board: Board
}
export const aBundleInput = (over: Partial<BundleInput> = {}): BundleInput & BundleMakings => {
  const state = aBundleState()
  const board = buildBoard(state, NOW)
  const chain = aChain()
  const last = chain.at(-1) as BundleEvent
  return {
    ...{ state, slug: state.head.slug, program: { id: PROGRAM_ID, name: state.head.name }, revision: state.revision },
    ...{ repository: 'acme/credity12', releaseSha: RELEASE_SHA, verdict: board.verdict.word, computedAt: NOW },
    head: { seq: last.seq, hash: last.entryHash },
    goNoGo: plain(state.goNoGo),
    evidence: EVIDENCE.map((piece) => ({ id: piece.id, row: plain(piece) })),
    files: [PICTURE, REPORT, REPORT, SECTION].map((bytes) => ({
      ...{ sha256: sha256(bytes), size: bytes.length },
      open: async function* () {
        yield bytes.subarray(0, 40)
        yield bytes.subarray(40)
      },
    })),
    events: async function* () {
      yield* chain
    },
    indexHtml: '<!doctype html><title>As signed</title>\n',
    ...over,
    board: (over.board ?? plain(board)) as JsonValue & Board,
  }
}

/** The bytes of a bundle. */
export const packBundle = async (input: BundleInput, signer: Signer): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  for await (const piece of writeBundle(input, signer)) pieces.push(piece)
  return Buffer.concat(pieces)
}
