/** Runs the very commands of docs/verify.md: on the true bundle, and on altered ones. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BLOCK } from '../archive/tar.ts'
import { envelopeText } from '../signing/dsse.ts'
import { sha256 } from '../testing/a-bundle.ts'
import { change, flip, insertBefore, type Part, putTogether, signAnew, sumAnew, without } from '../testing/mutate.ts'
import {
  aCheckpoint,
  archive,
  changeLines,
  ENVELOPE,
  parts,
  picture,
  rewriteChain,
  signer,
  stranger,
  withEntry,
} from '../testing/mutated-world.ts'
import type { GivenCheckpoint } from './verify-bundle.ts'

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../../docs/verify.md'), 'utf8')
const SCRIPT = [...DOCUMENT.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('\n')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const follow = (
  bytes: Buffer,
  { key = signer, checkpoints = [] }: { key?: typeof signer; checkpoints?: readonly GivenCheckpoint[] } = {},
) => {
  writeFileSync(join(folder, 'rocket-bundle.tar'), bytes)
  writeFileSync(join(folder, 'gatehouse.pub'), key.publicKey.pem)
  for (const { envelope } of checkpoints) if (envelope !== null) writeFileSync(join(folder, 'checkpoint.json'), envelopeText(envelope))
  writeFileSync(join(folder, 'verify.sh'), SCRIPT)
  const { status, stdout, stderr } = spawnSync('sh', ['verify.sh'], { cwd: folder, encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('the documented commands', () => {
  it('pass the true bundle, with and without a checkpoint', () => {
    const { status, stdout, stderr } = follow(archive)
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`fingerprint of the key: ${signer.publicKey.keyId}`)
    expect(stdout).toContain(
      'signed: sample, verdict NO-GO at 2026-02-25T09:00:00.000Z, release commit 9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e',
    )
    expect(stdout).toContain('the record is whole: 9 events')
    expect(stdout.trimEnd().endsWith('OK: nothing was altered')).toBe(true)
    rmSync(join(folder, 'unpacked'), { recursive: true })
    expect(follow(archive, { checkpoints: aCheckpoint() })).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("checkpoint's event 9 is in the record"),
    })
  })

  const lines = (to: (lines: string[]) => readonly string[]): Buffer => putTogether(signAnew(changeLines(parts, to), signer))
  const cases: readonly (readonly [what: string, bytes: () => Buffer, says: string])[] = [
    ['a changed page', () => putTogether(change(parts, 'index.html', () => 'GO')), 'index.html: FAILED'],
    ['a changed upload', () => putTogether(flip(parts, picture)), `${picture}: FAILED`],
    [
      'changed evidence, summed anew',
      () => putTogether(sumAnew(change(parts, 'evidence/ev-doc.json', (text) => text.replace('Threat', 'Threau')))),
      'SHA256SUMS is not the list that was signed',
    ],
    [
      'an upload in another’s name, signed',
      () =>
        putTogether(
          signAnew(
            parts.map((part) => (part.path === picture ? { ...part, bytes: Buffer.from('x') } : part)),
            signer,
          ),
        ),
      'a file is not what it is named for',
    ],
    ['a missing file', () => putTogether(without(parts, 'evidence/ev-test.json')), 'evidence/ev-test.json'],
    [
      'a file more',
      () => putTogether(insertBefore(parts, 'evidence/ev-test.json', { path: 'evidence/ev-more.json', bytes: Buffer.from('{}') })),
      '> ./evidence/ev-more.json',
    ],
    [
      'a file that no bundle has',
      () => putTogether(insertBefore(parts, 'SHA256SUMS', { path: 'run.sh', bytes: Buffer.from('x') })),
      'no bundle has this',
    ],
    [
      'a file twice',
      () => putTogether(insertBefore(parts, ENVELOPE, parts.find(({ path }) => path === 'index.html') as Part)),
      'there twice',
    ],
    ['a symbolic link', () => withEntry('link', (header) => header.write('2/etc/passwd', 156, 'latin1')), 'not a plain file'],
    ['a path that climbs', () => withEntry('../../x', () => undefined), 'no bundle has this'],
    ['bytes after the end', () => Buffer.concat([archive, archive]), 'bytes follow after the end'],
    ['an archive that is cut off', () => archive.subarray(0, BLOCK + 100), 'not a whole tar archive'],
    ['another key', () => putTogether(signAnew(parts, stranger)), 'signed by another key'],
    [
      'another key in this one’s name',
      () =>
        putTogether(change(signAnew(parts, stranger), ENVELOPE, (text) => text.replace(stranger.publicKey.keyId, signer.publicKey.keyId))),
      'the key did not sign',
    ],
    [
      'another payload',
      () => putTogether(change(parts, ENVELOPE, (text) => text.replace(/"payload":"..../, '"payload":"fyJf'))),
      'the key did not sign',
    ],
    [
      'a member twice in the envelope',
      () => putTogether(change(parts, ENVELOPE, (text) => text.replace('{', '{"payload":"",'))),
      'of another type',
    ],
    [
      'another kind of statement',
      () =>
        putTogether(
          signAnew(parts, signer, (statement) => {
            statement.predicateType = 'urn:gatehouse:checkpoint:v1'
          }),
        ),
      'something other than a bundle',
    ],
    ['an edited event', () => lines((all) => all.map((line) => line.replace('Rita Roe', 'Ivo Ihm'))), 'event 4 was edited'],
    ['a missing event', () => lines((all) => all.toSpliced(1, 1)), 'event 2 is missing or out of order'],
    [
      'events in another order',
      () => lines(([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest]),
      'event 2 is missing or out of order',
    ],
    ['an end that is cut off', () => lines((all) => all.slice(0, 4)), 'ends with event 4; event 9 was signed as the last'],
    [
      'a story told anew',
      () =>
        putTogether(
          signAnew(
            rewriteChain(parts, (of) => of.map((text) => text.replace('Rita Roe', 'Ivo Ihm'))),
            signer,
          ),
        ),
      'ends with event 9; event 9 was signed',
    ],
  ]
  it.each(cases)('refuse %s', (_what, bytes, says) => {
    const { status, stdout, stderr } = follow(bytes())
    expect(status).not.toBe(0)
    expect(stdout + stderr).toContain(says)
    expect(stdout).not.toContain('OK:')
  })

  it('refuse what a checkpoint contradicts, and a checkpoint of another key', () => {
    const refuse = (checkpoints: readonly GivenCheckpoint[]): string => {
      rmSync(join(folder, 'unpacked'), { recursive: true, force: true })
      const { status, stderr } = follow(archive, { checkpoints })
      expect(status).toBe(1)
      return stderr
    }
    expect(refuse(aCheckpoint({ seq: 12, hash: sha256('x') }))).toContain('event 12 of the checkpoint is not in the record')
    expect(refuse(aCheckpoint({ hash: sha256('x') }))).toContain('the record was told anew')
    expect(refuse(aCheckpoint({ programId: 'another' }))).toContain('of another program')
    expect(refuse(aCheckpoint({}, stranger))).toContain('signed by another key')
  })

  it('know a bundle by the key that was given, never by its own', () => {
    expect(follow(archive, { key: stranger })).toMatchObject({ status: 1, stderr: expect.stringContaining('signed by another key') })
  })
})
