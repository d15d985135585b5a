import { type BundleReport, readPublicKey, verifyBundle } from '@gatehouse/bundle'
import { prismaOf } from '@gatehouse/db'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bootstrapFirstLead } from '../../accounts/set-up.ts'
import {
  aLead,
  anonymous,
  anOwner,
  aProgram,
  approve,
  aReviewer,
  lookAt,
  type Persona,
  type Sender,
  startTestApp,
  type TestApp,
  testPlanText,
  withToken,
} from '../../testing/index.ts'
import { loadSamples } from '../samples/load-samples.ts'

const TOKEN = 'bootstrap-token-of-the-bundle-tests-0123456789'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const SECTION = '## Open points\n- none\n'

let test: TestApp
beforeEach(async () => {
  test = await startTestApp()
})
afterEach(() => test.close())

const verify = async (by: Sender, slug: string): Promise<{ readonly report: BundleReport; readonly bundle: Buffer }> => {
  const [key] = (await anonymous(test).get('/api/v1/signing-keys')).json()
  const { rawPayload: bundle } = await by.get(`/api/v1/programs/${slug}/bundle`)
  return { bundle, report: await verifyBundle(Readable.from([bundle]), { key: readPublicKey(key.publicKey) }) }
}
const faultsOf = ({ faults }: BundleReport): readonly string[] => faults.map(({ code, item }) => `${code} ${item}`)

const planText = (slug: string): string => testPlanText(slug).replace('accepts: [code, link]', 'accepts: [doc, link]')

/** Everything that people decide, some of it twice: a waiver that is taken back, a gate signed, reopened and signed again, a lane that thinks again. */
const decideEverything = async () => {
  const program = await aProgram(test, planText)
  const [lead, owner, reviewer] = [await aLead(test, program), await anOwner(test, program), await aReviewer(test, program)]
  const url = `/api/v1/programs/${program.slug}`
  const done = async (by: Persona, path: string, body: object, ifMatch?: number) => {
    const answer = await by.post(`${url}/${path}`, { body, ...(ifMatch === undefined ? {} : { ifMatch }) })
    expect([path, answer.statusCode < 300, answer.statusCode < 300 ? '' : answer.body]).toEqual([path, true, ''])
    return answer.json().item
  }
  const onGate = async (by: Persona, command: string, body: object = {}) =>
    done(by, `gates/G1/${command}`, body, (await lookAt(lead, url)).revision)
  const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'doc', title: 'Board', reference: 'docs/board.md' }
  await done(owner, 'evidence', {
    ...{ ...proof, text: `# Board\n\n${SECTION}` },
    details: { type: 'doc', path: 'docs/board.md', heading: 'Open points' },
  })
  const task = (await lead.get(`${url}/tasks/T1`)).json()
  await lead.patch(`${url}/tasks/T1`, { ifMatch: task.revision, body: { status: 'done' } })
  const waived = await onGate(lead, 'waivers', { requirementKey: 'G1.1', reason: 'Not yet', expiresAt: '2026-02-27T00:00:00Z' })
  await onGate(lead, `waivers/${waived.waivers[0].id}/revoke`, { reason: 'Now it is' })
  const sign = async () => {
    await onGate(owner, 'submit')
    expect((await approve(reviewer, url, await lookAt(reviewer, url))).json().item.state).toBe('SignedOff')
  }
  await sign()
  await onGate(lead, 'reopen', { reason: 'One more look' })
  await sign()
  const gate = await lookAt(lead, url, 'G2')
  const other = { requirementKey: 'G2.1', reason: 'Later', expiresAt: '2026-02-27T00:00:00Z' }
  await done(lead, 'gates/G2/waivers', other, gate.revision)
  const asked = await done(lead, 'go-no-go', { question: 'May it go?', deadline: '2026-02-28T12:00:00Z' })
  await done(owner, `go-no-go/${asked.id}/votes`, { laneKey: 'L1', vote: 'abstain', note: '' })
  await done(reviewer, `go-no-go/${asked.id}/votes`, { laneKey: 'L2', vote: 'no_go', note: 'Too soon' })
  const { revision } = await done(owner, `go-no-go/${asked.id}/votes`, { laneKey: 'L1', vote: 'go', note: 'Seen' })
  const verdict = (await lead.get(`${url}/board`)).json().verdict.word
  await done(lead, `go-no-go/${asked.id}/decision`, { word: 'NO-GO', verdict, reason: 'Too soon', override: false }, revision)
  return { lead, owner, slug: program.slug }
}

describe('a bundle of much that was decided', () => {
  it('is true, and has the text of the section that was proved', async () => {
    const { lead, slug } = await decideEverything()
    const { report, bundle } = await verify(lead, slug)
    expect(faultsOf(report)).toEqual([])
    expect(report.checked).toMatchObject({ evidence: 1, signOffs: 2 })
    expect(bundle.includes(`evidence/files/${sha256(SECTION)}`)).toBe(true)
    expect(bundle.includes(`\0${SECTION}\0`)).toBe(true)
  })

  it('is true when a gate has another key by now than when it was proved and waived', async () => {
    const { lead, owner, slug } = await decideEverything()
    const url = `/api/v1/programs/${slug}`
    const details = { type: 'test', suite: 'suite', name: 'all' }
    const proof = { gateKey: 'G2', requirementKey: 'G2.1', type: 'test', title: 'Run 3', details }
    expect((await owner.post(`${url}/evidence`, { body: proof })).statusCode).toBe(201)
    const text = planText(slug).replaceAll(/\bG2\b(?!\.)/g, 'G20')
    const { revision } = (await lead.get(`${url}/board`)).json().program
    const applied = await lead.post(`${url}/plan`, {
      body: { text, renames: [{ kind: 'gate', from: 'G2', to: 'G20' }] },
      ifMatch: revision,
    })
    expect([applied.statusCode, applied.json().diff?.renamed?.length]).toEqual([200, 1])
    expect(faultsOf((await verify(lead, slug)).report)).toEqual([])
  })

  it('is refused once somebody has written decisions into the database that nobody took', async () => {
    const { lead, slug } = await decideEverything()
    await prismaOf(test.db).$executeRawUnsafe(
      `UPDATE gate SET state = 'SignedOff', signed_at = now(), signed_sha = repeat('1', 40) WHERE key = 'G2'`,
    )
    await prismaOf(test.db).$executeRawUnsafe(`UPDATE go_no_go SET decision = 'GO'`)
    await prismaOf(test.db).$executeRawUnsafe(`UPDATE waiver SET expires_at = expires_at + interval '1 day' WHERE gate_key = 'G2'`)
    test.app.shell.boards.forget(lead.program.id)
    expect(faultsOf((await verify(lead, slug)).report)).toEqual([
      'signoff_untold board.json gate G2',
      expect.stringMatching(/^decision_mismatch board\.json gate G2 waiver /),
      expect.stringMatching(/^decision_mismatch audit-chain\.tsv event /),
      'decision_mismatch board.json go/no-go 1',
      expect.stringMatching(/^decision_mismatch audit-chain\.tsv event /),
    ])
  })
})

describe('the bundles of the samples', () => {
  it('are true', async () => {
    await loadSamples({ db: test.db, now: test.clock() })
    await bootstrapFirstLead(test.db, TOKEN, test.clock())
    for (const slug of ['credity12', 'creto']) expect(faultsOf((await verify(withToken(test, TOKEN), slug)).report)).toEqual([])
  })
})
