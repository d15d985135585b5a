import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aBundleInput, aChain, aSigner, EVIDENCE, PICTURE, packBundle, sha256 } from '../testing/a-bundle.ts'

const signer = aSigner()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const unpack = (bytes: Buffer): string => {
  execFileSync('tar', ['-xf', '-', '-C', folder], { input: bytes })
  return join(folder, 'sample-bundle')
}

describe('a bundle', () => {
  it('unpacks with tar, and sha256sum agrees with every file', async () => {
    const root = unpack(await packBundle(aBundleInput(), signer))
    expect(readdirSync(folder)).toEqual(['sample-bundle'])
    const checked = execFileSync('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: root, encoding: 'utf8' })
    expect(checked.trim().split('\n')).toHaveLength(EVIDENCE.length + 6)
    const all = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(all).toHaveLength(checked.trim().split('\n').length + 2)
    const picture = join(root, 'evidence/files', sha256(PICTURE))
    expect(readFileSync(picture)).toEqual(PICTURE)
    expect(statSync(picture).mtimeMs).toBe(0)
    expect(statSync(picture).mode & 0o777).toBe(0o644)
    expect(readFileSync(join(root, 'audit-chain.tsv'), 'utf8').split('\n')).toHaveLength(11)
  })

  it('is the same bytes whatever the order and time it is made in', async () => {
    const one = await packBundle(aBundleInput(), signer)
    const { evidence, files } = aBundleInput()
    const two = await packBundle(aBundleInput({ evidence: evidence.toReversed(), files: files.toReversed() }), signer)
    expect(two.equals(one)).toBe(true)
    expect((await packBundle(aBundleInput({ verdict: 'GO' }), signer)).equals(one)).toBe(false)
  })

  it('takes a program without files, proof or release', async () => {
    const bytes = await packBundle(aBundleInput({ evidence: [], files: [], releaseSha: null, repository: null }), signer)
    const envelope = JSON.parse(readFileSync(join(unpack(bytes), 'board.dsse.json'), 'utf8'))
    const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString())
    expect(statement.subject).toEqual([{ name: 'SHA256SUMS', digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } }])
  })

  it.each<[string, Partial<Parameters<typeof aBundleInput>[0]>, RegExp]>([
    ['a file with other bytes', { files: [{ ...fileOf('abc'), sha256: sha256('abd') }] }, new RegExp(`${sha256('abd')}: its bytes`)],
    ['a file that is shorter', { files: [{ ...fileOf('abc'), size: 4 }] }, new RegExp(`${sha256('abc')}: it does not have the 4 bytes`)],
    ['a file that is longer', { files: [{ ...fileOf('abc'), size: 2 }] }, new RegExp(`${sha256('abc')}: it does not have the 2 bytes`)],
    ['a digest that is a path', { files: [{ ...fileOf('abc'), sha256: '../../x' }] }, /no SHA-256/],
    ['evidence that is a path', { evidence: [{ id: '../x', row: null }] }, /cannot be the name of a file/],
    [
      'evidence given twice',
      {
        evidence: [
          { id: 'a', row: 1 },
          { id: 'a', row: 2 },
        ],
      },
      /evidence\/a\.json: it is given twice/,
    ],
    ['a slug that is a path', { slug: '..' }, /name of a folder/],
    ['a head that is not the last event', { head: { seq: 9, hash: '0'.repeat(64) } }, /ends with event 9/],
  ])('is not made of %s', async (_what, over, says) => {
    await expect(packBundle(aBundleInput(over), signer)).rejects.toThrow(says)
  })

  it('is not made of a record that changes meanwhile', async () => {
    const chain = aChain()
    let readings = 0
    const events = async function* () {
      readings += 1
      yield* readings === 1 ? chain : chain.with(0, { ...(chain[0] as (typeof chain)[number]), payload: '{}' })
    }
    await expect(packBundle(aBundleInput({ events }), signer)).rejects.toThrow('another one at the second reading')
  })
})

function fileOf(text: string) {
  const bytes = Buffer.from(text)
  return {
    ...{ sha256: sha256(bytes), size: bytes.length },
    open: async function* () {
      yield bytes
    },
  }
}
