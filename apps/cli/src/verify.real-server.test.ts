/** A bundle of a real server, verified by the built command line and by the documented shell commands, in places that know no server. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildGatehouse, type Gatehouse } from './testing/run-gatehouse.ts'
import { LEAD_TOKEN, type Person, type RunningApi, START_TIMEOUT, startApi } from './testing/start-api.ts'
import { LINK_GATE, planWithGates } from './testing/test-plans.ts'

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../docs/verify.md'), 'utf8')
const SCRIPT = [...DOCUMENT.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('\n')

let api: RunningApi
let cli: Gatehouse
let crew: Person
let range: Person
const at = (name: string): string => join(cli.folder, name)
const fetchBytes = async (path: string): Promise<Buffer> => {
  const response = await fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${LEAD_TOKEN}` } })
  const bytes = Buffer.from(await response.arrayBuffer())
  if (!response.ok) throw new Error(`${path}: ${response.status} ${bytes.toString()}`)
  return bytes
}
const revisionOf = async (gate: string): Promise<number> =>
  (await crew.send<{ revision: number }>('GET', `/api/v1/programs/rocket/gates/${gate}`)).revision
/** The documented commands in a folder of their own. */
const followDocument = (folder: string, files: Readonly<Record<string, Buffer>>) => {
  mkdirSync(at(folder))
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(at(folder), name), bytes)
  writeFileSync(join(at(folder), 'verify.sh'), SCRIPT)
  const { status, stdout, stderr } = spawnSync('sh', ['verify.sh'], { cwd: at(folder), encoding: 'utf8' })
  return { status, stdout, stderr }
}

beforeAll(async () => {
  api = await startApi()
  cli = await buildGatehouse()
  await api.lead.send('POST', '/api/v1/programs/import', { text: planWithGates('rocket', [LINK_GATE]) })
  crew = await api.invite('rocket', 'Cora Crew', 'owner', '@crew')
  range = await api.invite('rocket', 'Rick Range', 'reviewer', '@range')
  const gate = '/api/v1/programs/rocket/gates/G1'
  const proof = { gateKey: 'G1', requirementKey: 'G1.1', type: 'link', title: 'Burn 1', url: 'https://ci.example/burn/1' }
  await crew.send('POST', '/api/v1/programs/rocket/evidence', proof)
  const { state } = await crew.send<{ state: string }>('GET', gate)
  if (state === 'NotStarted') await crew.send('POST', `${gate}/start`, {}, await revisionOf('G1'))
  await crew.send('POST', `${gate}/submit`, {}, await revisionOf('G1'))
  const { frozen, revision } = await range.send<{ frozen: unknown; revision: number }>('GET', gate)
  await range.send('POST', `${gate}/approve`, { seen: frozen }, revision)
}, START_TIMEOUT)
afterAll(async () => {
  await api?.stop()
  cli?.remove()
})

describe('a bundle of a real server', () => {
  it('is verified by the command line and by a shell; one letter less true, it is refused by both', async () => {
    const [key] = JSON.parse((await fetchBytes('/api/v1/signing-keys')).toString()) as { publicKey: string }[]
    writeFileSync(at('gatehouse.pub'), key?.publicKey ?? '')
    const kept = await api.lead.send<{ seq: number }>('POST', '/api/v1/programs/rocket/checkpoints')
    writeFileSync(at('kept.json'), await fetchBytes(`/api/v1/programs/rocket/checkpoints/${kept.seq}`))
    const bundle = await fetchBytes('/api/v1/programs/rocket/bundle')
    writeFileSync(at('rocket.tar'), bundle)

    const told = await cli.run(['verify', 'rocket.tar', '--key', 'gatehouse.pub', '--checkpoint', 'kept.json'])
    expect([told.code, told.stdout, told.stderr]).toEqual([0, expect.stringContaining('YES  rocket.tar is as key'), ''])
    expect(told.stdout).toMatch(/1 piece of evidence, 1 sign-off, 1 checkpoint checked/)
    const files = {
      'rocket-bundle.tar': bundle,
      'gatehouse.pub': readFileSync(at('gatehouse.pub')),
      'checkpoint.json': readFileSync(at('kept.json')),
    }
    expect(followDocument('by-hand', files)).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('OK: nothing was altered'),
    })

    const altered = Buffer.from(bundle.toString('latin1').replace('Rick Range', 'Rick Rangy'), 'latin1')
    writeFileSync(at('altered.tar'), altered)
    const refused = await cli.run(['verify', 'altered.tar', '--key', 'gatehouse.pub'])
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('file_changed  board.json')])
    expect(followDocument('altered', { ...files, 'rocket-bundle.tar': altered })).toMatchObject({ status: 1 })
  })
})
