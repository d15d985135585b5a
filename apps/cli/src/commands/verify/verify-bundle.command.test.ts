import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { envelopeText, newSigningKey, readSigner, sealCheckpoint } from '@gatehouse/bundle'
import { aBundleInput, change, PROGRAM_ID, packBundle, putTogether, takeApart } from '@gatehouse/bundle/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInProcess } from '../../testing/in-process.ts'
import { SOURCE_COMMAND } from '../../testing/run-gatehouse.ts'

const privatePem = newSigningKey()
const signer = readSigner(privatePem)
const stranger = readSigner(newSigningKey())
let folder: string
const at = (name: string): string => join(folder, name)
const write = (name: string, data: string | Uint8Array): string => {
  writeFileSync(at(name), data)
  return at(name)
}
const { head } = aBundleInput()
const checkpoint = (seq: number, hash: string, by = signer): string =>
  envelopeText(sealCheckpoint({ programId: PROGRAM_ID, slug: 'sample', seq, hash, at: '2026-03-01T00:00:00.000Z', reason: 'daily' }, by))

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-verify-'))
  const archive = await packBundle(aBundleInput(), signer)
  const parts = takeApart(archive)
  write('true.tar', archive)
  write(
    'bad.tar',
    putTogether(
      change(
        change(parts, 'index.html', () => 'GO'),
        'evidence/ev-old.json',
        (text) => text.replace('Wrong', 'Right'),
      ),
    ),
  )
  write('gatehouse.pub', signer.publicKey.pem)
  write('other.pub', stranger.publicKey.pem)
  write('private.pem', privatePem)
})
afterAll(() => rmSync(folder, { recursive: true }))
/** Without any setting: no server, no token. */
const verify = (...args: readonly string[]) =>
  runInProcess(['verify', ...args.map((arg) => (/\.(tar|pub|pem|json)$/.test(arg) ? at(arg) : arg))])

describe('gatehouse verify', () => {
  it('says yes to the true bundle, what it is about, and what it cannot know', async () => {
    const { code, stdout, stderr } = await verify('true.tar', '--key', 'gatehouse.pub')
    expect(code).toBe(0)
    expect(stdout).toContain(`YES  ${at('true.tar')} is as key ${signer.publicKey.keyId} signed it.`)
    expect(stdout).toContain('sample, revision 7: NO-GO on 9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e, at 2026-02-25T09:00:00.000Z')
    expect(stdout).toContain('13 files, 9 events, 5 pieces of evidence, 1 sign-off, 0 checkpoints checked')
    expect(stderr).toContain('No checkpoint was given.')
  })

  it('names every failing item, with 1', async () => {
    const { code, stdout } = await verify('bad.tar', '--key', 'gatehouse.pub')
    expect(code).toBe(1)
    expect(stdout).toContain('is not to be trusted: 2 faults.')
    expect(stdout).toMatch(/file_changed {2}evidence\/ev-old\.json\n {6}Its SHA-256 is/)
    expect(stdout).toMatch(/file_changed {2}index\.html\n/)
  })

  it('answers in JSON', async () => {
    const { code, stdout } = await verify('bad.tar', '--key', 'other.pub', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ exitCode: 1, ok: false, keyId: stranger.publicKey.keyId, about: { slug: 'sample', revision: 7 } },
      faults: [{ code: 'file_changed', item: 'evidence/ev-old.json' }, { code: 'file_changed', item: 'index.html' }, { code: 'wrong_key' }],
    })
    expect(JSON.parse((await verify('true.tar', '--key', 'gatehouse.pub', '--json')).stdout)).toMatchObject({
      exitCode: 0,
      ok: true,
      faults: [],
    })
  })

  it('holds the record against checkpoints: one a file, or one a line, also by an older key', async () => {
    write('kept.json', checkpoint(head.seq, head.hash))
    write('later.json', `${checkpoint(head.seq, head.hash)}${checkpoint(12, 'a'.repeat(64))}`)
    write('older.json', checkpoint(head.seq, head.hash, stranger))
    expect(await verify('true.tar', '--key', 'gatehouse.pub', '--checkpoint', 'kept.json')).toMatchObject({ code: 0, stderr: '' })
    const cut = await verify('true.tar', '--key', 'gatehouse.pub', '--checkpoint', 'kept.json', '--checkpoint', 'later.json')
    expect(cut).toMatchObject({ code: 1, stdout: expect.stringContaining('audit_truncated  audit-chain.tsv event 12') })
    expect(cut.stdout).toContain('later.json number 2, made 2026-03-01T00:00:00.000Z')
    const older = ['true.tar', '--key', 'gatehouse.pub', '--checkpoint', 'older.json']
    expect(await verify(...older)).toMatchObject({ code: 1, stdout: expect.stringContaining('checkpoint_invalid  older.json') })
    expect((await verify(...older, '--older-key', 'other.pub')).code).toBe(0)
    write('none.json', 'no envelope')
    expect((await verify('true.tar', '--key', 'gatehouse.pub', '--checkpoint', 'none.json')).code).toBe(1)
  })

  it('cannot tell, with 2, and never repeats a private key', async () => {
    const answers = [
      await verify('missing.tar', '--key', 'gatehouse.pub'),
      await verify('true.tar', '--key', 'missing.pub'),
      await verify('true.tar', '--key', 'true.tar'),
      await verify('true.tar', '--key', 'private.pem'),
      await verify('true.tar', '--key', 'gatehouse.pub', '--checkpoint', 'missing.json'),
      await verify(folder, '--key', 'gatehouse.pub'),
      await verify('true.tar'),
    ]
    expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 2))
    expect(answers[3]?.stderr).toContain('This is a private key.')
    expect(answers.map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain(privatePem.split('\n')[1])
  })

  it('reads standard input', async () => {
    const run = (input: Buffer) =>
      spawnSync(process.execPath, [SOURCE_COMMAND, 'verify', '-', '--key', at('gatehouse.pub')], { input, env: { PATH: process.env.PATH } })
    expect(run(readFileSync(at('true.tar'))).status).toBe(0)
    expect(run(Buffer.alloc(0))).toMatchObject({ status: 1 })
  })
})
