import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Result } from '../result.ts'
import {
  aGate,
  anActor,
  anEvidence,
  aPerson,
  aProgram,
  aRequirement,
  aSignedGate,
  aSignOff,
  aSubmittedGate,
  aWorkflowRequirement,
  minutesBefore,
  NOW,
  RELEASE_SHA,
} from '../testing/factories.ts'
import {
  type AttachEvidenceInput,
  type AttachedEvidence,
  attachEvidence,
  type WithdrawnEvidence,
  withdrawEvidence,
} from './attach-evidence.ts'
import { canonicalEvidence } from './canonical-evidence.ts'
import { canonicalJson, type JsonValue } from './canonical-json.ts'
import { completeDetails, type GivenDetails } from './complete-details.ts'
import { type EvidenceDetails, plainDetails, type StoredFile } from './evidence-details.ts'
import { hintNear } from './near-keys.ts'
import { recogniseEvidence } from './recognise-evidence.ts'

const gateSetOf = (result: Result<AttachedEvidence | WithdrawnEvidence>): unknown =>
  result.ok ? result.value.gate.set : result.refusal.code
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.refusal.code)
const REPO = 'https://github.com/acme/credity12'

describe('recognising what was pasted', () => {
  it.each([
    [`${REPO}/actions/runs/30433642`, 'ci_run', 'Run 30433642 of acme/credity12', null],
    [`https://ghe.acme.example/acme/credity12/actions/runs/7/attempts/2`, 'ci_run', 'Run 7, attempt 2 of acme/credity12', null],
    [`${REPO}/actions/runs/7/job/99`, 'ci_run', 'Run 7 of acme/credity12', null],
    [`${REPO}/commit/${RELEASE_SHA}`, 'code', 'Commit 9f3c1ab of acme/credity12', RELEASE_SHA],
    [`${REPO}/pull/12/commits/${RELEASE_SHA}`, 'code', 'Commit 9f3c1ab of acme/credity12', RELEASE_SHA],
    [RELEASE_SHA.toUpperCase(), 'code', 'Commit 9f3c1ab', RELEASE_SHA],
    [`${REPO}/blob/${RELEASE_SHA}/src/app.ts#L10`, 'code', 'app.ts#L10', RELEASE_SHA],
    [`${REPO}/blob/${RELEASE_SHA}/docs/board.md#open-points`, 'doc', 'board.md#open-points', RELEASE_SHA],
    [`${REPO}/blob/main/docs/board.md`, 'doc', 'board.md', null],
    [`${REPO}/blob/main/src/app.ts`, 'link', 'app.ts', null],
    [`${REPO}/blob/${RELEASE_SHA}/api/openapi.draft.yaml`, 'contract', 'openapi.draft.yaml', RELEASE_SHA],
    ['https://api.acme.example/asyncapi.json', 'contract', 'asyncapi.json', null],
    ['docs/Board.md#open', 'doc', 'Board.md#open', null],
    ['api/openapi.yaml', 'contract', 'openapi.yaml', null],
    ['https://grafana.acme.example/d/abc?orgId=1', 'link', 'grafana.acme.example/d/abc', null],
    ['http://wiki.acme.example/', 'link', 'wiki.acme.example', null],
  ])('%s is %s', (text, type, title, sha) => {
    expect(recogniseEvidence(`  ${text} `)).toMatchObject({ ok: true, value: { type, title, sha } })
  })
  it.each([
    ['', /Paste/],
    ['9f3c1ab', /full 40 digits|shortened/],
    ['deadbeef', /shortened/],
    [`${REPO}/commit/9f3c1ab`, /shortened/],
    [`${REPO}/blob/9f3c1ab/README.md`, /shortened/],
    ['javascript:alert(1)', /not taken/],
    ['JaVaScRiPt:alert(1)//https://x', /not taken/],
    ['data:text/html,<script>', /not taken/],
    ['file:///etc/passwd', /not taken/],
    ['ftp://host/file', /not taken/],
    ['https://me:secret@host/x', /password/],
    ['https://token@github.com/acme/x', /password/],
    [`https://host/${'a'.repeat(2_001)}`, /at most/],
    ['just words', /not a link/],
    ['../../etc/passwd.md', /not a link/],
  ])('%s is refused', (text, says) => {
    const result = recogniseEvidence(text)
    expect(codeOf(result)).toBe('evidence_bad_reference')
    expect(result.ok ? '' : result.refusal.detail).toMatch(says)
  })
  it('never throws and never passes a link that is not http(s)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl({ withFragments: true, withQueryParameters: true }),
          fc.string().map((tail) => `https://github.com/a/b/${tail}`),
        ),
        (text) => {
          const result = recogniseEvidence(text)
          if (!result.ok) return
          expect(result.value.url === null || /^https?:\/\//.test(result.value.url)).toBe(true)
          expect(result.value.sha === null || /^[0-9a-f]{40}$/.test(result.value.sha)).toBe(true)
          expect(result.value.title.length).toBeLessThanOrEqual(300)
        },
      ),
    )
  })
})

describe('attaching', () => {
  const owner = aPerson('owner', 'user-owner')
  const input = (over: Partial<AttachEvidenceInput> = {}): AttachEvidenceInput => ({
    gateKey: 'G1',
    requirementKey: 'R1',
    type: 'doc',
    title: ' Board ',
    url: `${REPO}/blob/main/docs/board.md`,
    reference: 'docs/board.md',
    sha: RELEASE_SHA.toUpperCase(),
    producedAt: '2026-02-25T13:00:00+05:30',
    details: plainDetails(over.type ?? 'doc'),
    file: null,
    replaces: null,
    byToken: false,
    ...over,
  })
  const state = aProgram({ gates: [aGate()] })
  it('gives what to store, the text to hash and the gate’s change', () => {
    const result = attachEvidence(state, input(), owner, NOW)
    expect(result).toMatchObject({
      ok: true,
      value: {
        evidence: {
          title: 'Board',
          sha: RELEASE_SHA,
          producedAt: '2026-02-25T07:30:00.000Z',
          attachedAt: NOW,
          attachedBy: { userId: 'user-owner' },
        },
        gate: { gateKey: 'G1', judgedRevision: 1, set: { state: 'InProgress' } },
        withdrawal: null,
        audit: [{ action: 'evidence.attached', subjectKey: 'G1/R1' }],
      },
    })
    expect(result.ok && result.value.canonical).toBe(
      `{"gateKey":"G1","producedAt":"2026-02-25T07:30:00.000Z","reference":"docs/board.md","requirementKey":"R1","sha":"${RELEASE_SHA}","title":"Board","type":"doc","url":"${REPO}/blob/main/docs/board.md"}`,
    )
  })
  it('makes given approvals lapse', () => {
    const waiting = aProgram({ gates: [aSubmittedGate({ quorum: 2, signOffs: [aSignOff()] })] })
    expect(attachEvidence(waiting, input(), owner, NOW)).toMatchObject({ value: { gate: { set: { round: 2 } } } })
    expect(gateSetOf(attachEvidence(aProgram({ gates: [aSubmittedGate()] }), input(), owner, NOW))).toEqual({})
    const returned = aProgram({ gates: [aGate({ state: 'InProgress', round: 1, signOffs: [aSignOff()] })] })
    expect(gateSetOf(attachEvidence(returned, input(), owner, NOW))).toEqual({})
  })
  it.each<[string, Partial<AttachEvidenceInput>, string]>([
    ['type not taken', { type: 'artifact' }, 'evidence_not_accepted'],
    ['no such requirement', { requirementKey: 'R9' }, 'requirement_not_found'],
    ['no such gate', { gateKey: 'G9' }, 'gate_not_found'],
    ['short commit', { sha: '9f3c1ab' }, 'evidence_bad_reference'],
    ['from the future', { producedAt: minutesBefore(NOW, -10) }, 'evidence_bad_reference'],
    ['not a time', { producedAt: 'yesterday' }, 'evidence_bad_reference'],
    ['script link', { url: 'javascript:alert(1)' }, 'evidence_bad_reference'],
    ['no title', { title: ' ' }, 'evidence_bad_reference'],
    ['control characters', { title: 'a\u0000b' }, 'evidence_bad_reference'],
    ['a lone surrogate', { reference: 'a\ud800' }, 'evidence_bad_reference'],
    ['nothing to look at', { url: null, reference: '', sha: null }, 'evidence_bad_reference'],
  ])('refuses: %s', (_name, over, code) => {
    expect(codeOf(attachEvidence(state, input(over), owner, NOW))).toBe(code)
  })
  it('names the keys that were meant', () => {
    const wrongGate = attachEvidence(aProgram({ gates: [aGate(), aGate({ key: 'G2' })] }), input({ gateKey: 'G11' }), owner, NOW)
    expect(wrongGate.ok ? '' : wrongGate.refusal.issues[0]?.hint).toBe('Known here: G1, G2')
    const wrongRequirement = attachEvidence(state, input({ requirementKey: 'r-1' }), owner, NOW)
    expect(wrongRequirement.ok ? '' : wrongRequirement.refusal.issues[0]?.hint).toBe('Known here: R1')
    expect(hintNear('zzz', ['G1', 'G2'])).toBe('Known here: G1, G2')
    expect(hintNear('zzz', [])).toBeUndefined()
  })
  it('by a token, comes before its gate is begun and does not begin it', () => {
    expect(attachEvidence(state, input({ byToken: true }), owner, NOW)).toMatchObject({ value: { gate: { set: {} } } })
    const waiting = aProgram({ gates: [aSubmittedGate({ quorum: 2, signOffs: [aSignOff()] })] })
    expect(attachEvidence(waiting, input({ byToken: true }), owner, NOW)).toMatchObject({ value: { gate: { set: { round: 2 } } } })
  })
  it('takes the place of the piece before it, in the same write', () => {
    const old = anEvidence({ attachedBy: anActor('user-owner'), revision: 3 })
    const held = aProgram({ gates: [aGate({ state: 'InProgress' }), aGate({ key: 'G2' })], evidence: [old] })
    expect(attachEvidence(held, input({ replaces: old.id }), owner, NOW)).toMatchObject({
      value: {
        evidence: { replaces: old.id },
        withdrawal: { evidenceId: old.id, judgedRevision: 3, set: { withdrawnAt: NOW, withdrawReason: 'replaced' } },
        audit: [{ action: 'evidence.attached' }, { action: 'evidence.withdrawn', after: { reason: 'replaced' } }],
      },
    })
    expect(codeOf(attachEvidence(held, input({ gateKey: 'G2', replaces: old.id }), owner, NOW))).toBe('evidence_not_found')
    expect(codeOf(attachEvidence(held, input({ replaces: 'ev-7' }), owner, NOW))).toBe('evidence_not_found')
    expect(codeOf(attachEvidence(held, input({ replaces: old.id }), aPerson('owner', 'other'), NOW))).toBe('forbidden')
    expect(codeOf(attachEvidence(held, input({ replaces: old.id }), aPerson('lead'), NOW))).toBe('ok')
  })
  it('says all that is wrong at once', () => {
    const result = attachEvidence(state, input({ title: '', sha: 'abc', url: 'data:x' }), owner, NOW)
    expect(result.ok ? [] : result.refusal.issues.map((issue) => issue.path)).toEqual(['title', 'url', 'sha'])
  })
  it('refuses rules, signed gates and people who may not', () => {
    expect(
      codeOf(attachEvidence(aProgram({ gates: [aGate({ requirements: [aRequirement({ rule: 'p0_done' })] })] }), input(), owner, NOW)),
    ).toBe('evidence_not_accepted')
    expect(codeOf(attachEvidence(aProgram({ gates: [aSignedGate()] }), input(), owner, NOW))).toBe('gate_locked')
    expect(codeOf(attachEvidence(state, input(), aPerson('reviewer'), NOW))).toBe('forbidden')
    expect(
      codeOf(
        attachEvidence(
          aProgram({ gates: [aGate({ requirements: [aWorkflowRequirement()] })] }),
          input({ requirementKey: 'CI1', type: 'code' }),
          owner,
          NOW,
        ),
      ),
    ).toBe('evidence_not_accepted')
  })
})

describe('what each type asks for', () => {
  const every = aRequirement({ accepts: ['doc', 'contract', 'code', 'test', 'ci_run', 'artifact', 'link'] })
  const state = aProgram({ gates: [aGate({ requirements: [every] })] })
  const file: StoredFile = { sha256: 'f'.repeat(64), size: 12, name: 'build.log', mediaType: 'text/plain' }
  const attach = (details: EvidenceDetails, over: Partial<AttachEvidenceInput> = {}) =>
    attachEvidence(
      state,
      {
        ...{
          gateKey: 'G1',
          requirementKey: 'R1',
          type: details.type,
          title: 'Proof',
          url: null,
          reference: '',
          sha: null,
          producedAt: null,
        },
        ...{ details, file: null, replaces: null, byToken: false },
        ...over,
      },
      aPerson('owner'),
      NOW,
    )
  const pathsOf = (result: Result<unknown>): unknown => (result.ok ? 'ok' : result.refusal.issues.map((issue) => issue.path))
  it.each<[EvidenceDetails, Partial<AttachEvidenceInput>, unknown]>([
    [{ type: 'doc', path: 'docs/a.md', heading: 'Open points', sectionDigest: null }, {}, 'ok'],
    [plainDetails('doc'), { url: 'https://wiki.example/a' }, 'ok'],
    [plainDetails('doc'), {}, ['details.path']],
    [{ type: 'doc', path: '../a.md', heading: ' ', sectionDigest: null }, {}, ['details.path', 'details.heading']],
    [{ type: 'doc', path: '/etc/passwd', heading: null, sectionDigest: null }, {}, ['details.path']],
    [{ type: 'contract', path: 'api.yaml', pointer: '/paths/~1a/get', sectionDigest: null }, {}, 'ok'],
    [{ type: 'contract', path: 'api.yaml', pointer: 'paths', sectionDigest: null }, {}, ['details.pointer']],
    [{ type: 'contract', path: null, pointer: '/a~2', sectionDigest: null }, {}, ['details.path', 'details.pointer']],
    [{ type: 'code', path: 'src/a.ts' }, { sha: RELEASE_SHA }, 'ok'],
    [{ type: 'code', path: 'src//a.ts' }, {}, ['details.path', 'sha']],
    [{ type: 'test', suite: 'login', name: 'asks again', run: '', outcome: null }, {}, 'ok'],
    [{ type: 'test', suite: 'login', name: 'asks again', run: '', outcome: 'passed' }, { file }, 'ok'],
    [plainDetails('test'), {}, ['details.suite', 'details.name']],
    [{ type: 'ci_run', repository: 'acme/credity12', runId: 7, attempt: null }, {}, 'ok'],
    [plainDetails('ci_run'), { file }, ['file', 'details.runId', 'details.repository']],
    [{ type: 'artifact' }, { file }, 'ok'],
    [{ type: 'artifact' }, { url: 'https://ci.example/build.log' }, ['file']],
    [{ type: 'link' }, { url: 'https://ci.example/1' }, 'ok'],
    [{ type: 'link' }, { file }, ['file', 'url']],
  ])('%j with %j: %j', (details, over, expected) => {
    expect(pathsOf(attach(details, over))).toEqual(expected)
  })
  it('never mixes the details of two types', () => {
    expect(pathsOf(attach({ type: 'link' }, { type: 'code', sha: RELEASE_SHA }))).toEqual(['details.type'])
  })
  it('digests details and file, never what was seen since', () => {
    const plain = anEvidence({ type: 'artifact', reference: 'build.log' })
    const withFile = canonicalEvidence({ ...plain, file })
    expect(withFile).toContain(`"file":"${'f'.repeat(64)}"`)
    expect(withFile).not.toBe(canonicalEvidence(plain))
    const doc = anEvidence({ details: { type: 'doc', path: 'a.md', heading: null, sectionDigest: 'e'.repeat(64) } })
    const observed = { at: NOW, sha: RELEASE_SHA, outcome: 'drifted', detail: 'It says something else.', digest: null, run: null } as const
    expect(canonicalEvidence({ ...doc, observation: observed } as typeof doc)).toBe(canonicalEvidence(doc))
    expect(canonicalEvidence(doc)).toContain('"sectionDigest":"eee')
  })
})

describe('details by link and reference', () => {
  const REPOSITORY = 'acme/credity12'
  const complete = (type: EvidenceDetails['type'], url: string | null, reference = '', details: GivenDetails | null = null) =>
    completeDetails({ type, url, reference, details }, REPOSITORY)
  it.each<[EvidenceDetails, EvidenceDetails]>([
    [
      complete('doc', null, 'docs/board.md#open-points'),
      { type: 'doc', path: 'docs/board.md', heading: 'open-points', sectionDigest: null },
    ],
    [
      complete('doc', `${REPO}/blob/main/docs/board.md`, 'docs/board.md'),
      { type: 'doc', path: 'docs/board.md', heading: null, sectionDigest: null },
    ],
    [complete('doc', 'https://github.com/other/one/blob/main/docs/a.md', 'docs/a.md'), plainDetails('doc')],
    [complete('doc', 'https://wiki.example/x/board.md', 'x/board.md'), plainDetails('doc')],
    [complete('doc', null, 'release board, section 1'), plainDetails('doc')],
    [
      complete('contract', null, 'api/openapi.yaml#/paths/~1a'),
      { type: 'contract', path: 'api/openapi.yaml', pointer: '/paths/~1a', sectionDigest: null },
    ],
    [complete('ci_run', `${REPO}/actions/runs/17/attempts/2`), { type: 'ci_run', repository: REPOSITORY, runId: 17, attempt: 2 }],
    [
      complete('ci_run', null, '', { type: 'ci_run', repository: null, runId: 17, attempt: null }),
      { type: 'ci_run', repository: REPOSITORY, runId: 17, attempt: null },
    ],
    [complete('ci_run', 'https://ci.example/17'), { type: 'ci_run', repository: REPOSITORY, runId: null, attempt: null }],
    [
      complete('test', null, 'a', { type: 'test', suite: 's', name: 'n', run: '' }),
      { type: 'test', suite: 's', name: 'n', run: '', outcome: null },
    ],
  ])('%j', (found, expected) => {
    expect(found).toEqual(expected)
  })
})

describe('withdrawing', () => {
  const author = aPerson('owner', 'user-author')
  it('is for the author or a lead, on an open gate, once', () => {
    const state = aProgram({ gates: [aGate({ state: 'InProgress' })], evidence: [anEvidence()] })
    expect(withdrawEvidence(state, { evidenceId: 'ev-1', reason: 'Wrong build' }, author, NOW)).toMatchObject({
      value: { evidenceId: 'ev-1', set: { withdrawnAt: NOW, withdrawReason: 'Wrong build' } },
    })
    expect(gateSetOf(withdrawEvidence(state, { evidenceId: 'ev-1', reason: 'Wrong build' }, author, NOW))).toEqual({})
    expect(codeOf(withdrawEvidence(state, { evidenceId: 'ev-1', reason: 'Wrong build' }, aPerson('lead'), NOW))).toBe('ok')
    expect(codeOf(withdrawEvidence(state, { evidenceId: 'ev-1', reason: 'Wrong build' }, aPerson('owner', 'other'), NOW))).toBe('forbidden')
    expect(codeOf(withdrawEvidence(state, { evidenceId: 'ev-9', reason: 'Wrong build' }, author, NOW))).toBe('evidence_not_found')
    expect(
      codeOf(
        withdrawEvidence(
          aProgram({ ...state, evidence: [anEvidence({ withdrawnAt: NOW })] }),
          { evidenceId: 'ev-1', reason: 'Wrong build' },
          author,
          NOW,
        ),
      ),
    ).toBe('evidence_not_found')
    expect(
      codeOf(
        withdrawEvidence(
          aProgram({ gates: [aSignedGate()], evidence: [anEvidence()] }),
          { evidenceId: 'ev-1', reason: 'Wrong build' },
          author,
          NOW,
        ),
      ),
    ).toBe('gate_locked')
  })
  it('asks for a reason', () => {
    const state = aProgram({ gates: [aGate({ state: 'InProgress' })], evidence: [anEvidence()] })
    expect(codeOf(withdrawEvidence(state, { evidenceId: 'ev-1', reason: ' ' }, author, NOW))).toBe('reason_required')
  })
  it('takes a doc baseline away that stood on it', () => {
    const state = aProgram({
      gates: [aGate({ state: 'CompletedDocBaseline' })],
      evidence: [anEvidence(), anEvidence({ id: 'ev-2', attachedBy: anActor('x') })],
    })
    expect(gateSetOf(withdrawEvidence(state, { evidenceId: 'ev-1', reason: 'Wrong build' }, author, NOW))).toEqual({})
    expect(
      withdrawEvidence({ ...state, evidence: [anEvidence()] }, { evidenceId: 'ev-1', reason: 'Wrong build' }, author, NOW),
    ).toMatchObject({
      value: { gate: { set: { state: 'InProgress' } } },
    })
  })
})

describe('canonical JSON', () => {
  it('sorts members by UTF-16 code units and writes no spaces', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\u{1f600}":5,"\ufb33":3}',
    )
    expect(canonicalJson([1e21, 0.000001, -0, 'a"\n', null, true])).toBe('[1e+21,0.000001,0,"a\\"\\n",null,true]')
    expect(() => canonicalJson(Number.NaN)).toThrow()
    expect(() => canonicalJson('\ud800')).toThrow()
  })
  it('does not depend on the order of members and reads back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as JsonValue)
        expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})
