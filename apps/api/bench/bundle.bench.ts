/**
 * A bundle with 1 GB of uploaded files: what it takes of the server's memory, above what the idle server takes, and how long. A real server
 * process on the embedded database; the files go in by its own upload, the bundle comes out by its own route and is verified as it comes.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readPublicKey, verifyBundle } from '@gatehouse/bundle'
import { testPlanText } from '../src/testing/test-plan.ts'

const FILES = Number(process.env['BENCH_FILES'] ?? 8)
const FILE_BYTES = 125_000_000
const MOST_MB = 200
const SAMPLE_MS = 10
const SETTLE_MS = 3_000

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const TOKEN = randomBytes(24).toString('hex')
const authorization = `Bearer ${TOKEN}`
const slug = 'bundle-bench'

interface Server {
  readonly child: ChildProcess
  readonly url: string
  stop(): Promise<void>
}
const start = async (dataDir: string): Promise<Server> => {
  const { PATH = '', HOME = '' } = process.env
  const env = {
    ...{ PATH, HOME, PORT: '0', GATEHOUSE_DATA_DIR: dataDir, GATEHOUSE_SAMPLES: 'off', GATEHOUSE_LOG_LEVEL: 'warn' },
    GATEHOUSE_BOOTSTRAP_TOKEN: TOKEN,
  }
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  const exit = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /^Gatehouse is at (\S+)$/m.exec(output)?.[1]
      if (found !== undefined) resolve(found)
      if (chunk.includes('request failed')) process.stderr.write(chunk)
    })
    void exit.then(() => reject(new Error(`the server ended: ${output}`)))
  })
  return {
    child,
    url,
    stop: async () => {
      child.kill('SIGTERM')
      await exit
    },
  }
}

/** Bytes that no compression makes smaller, different in each file, a piece at a time. */
const fileBytes = async function* (number: number): AsyncIterable<Buffer> {
  const piece = randomBytes(1_000_000)
  for (let at = 0; at < FILE_BYTES; at += piece.length) {
    piece.writeUInt32BE(number, 0)
    piece.writeUInt32BE(at, 4)
    yield Buffer.from(piece)
  }
}

const post = async (url: string, body: unknown): Promise<{ readonly [key: string]: unknown }> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as { readonly [key: string]: unknown }
}

const upload = async (base: string, number: number): Promise<string> => {
  const sending = request(`${base}/api/v1/programs/${slug}/files?name=build-${number}.bin`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/octet-stream', 'content-length': FILE_BYTES },
  })
  const answered = once(sending, 'response')
  await pipeline(Readable.from(fileBytes(number)), sending)
  const [answer] = await answered
  const text = Buffer.concat(await answer.toArray()).toString()
  if (answer.statusCode !== 201) throw new Error(`upload: ${answer.statusCode} ${text}`)
  return JSON.parse(text).sha256
}

const fill = async (base: string): Promise<void> => {
  await post(`${base}/api/v1/programs/import`, { text: testPlanText(slug).replace('accepts: [code, link]', 'accepts: [artifact]') })
  for (let number = 1; number <= FILES; number += 1) {
    const file = await upload(base, number)
    await post(`${base}/api/v1/programs/${slug}/evidence`, {
      ...{ gateKey: 'G1', requirementKey: 'G1.1', type: 'artifact', title: `Build ${number}`, reference: `build-${number}.bin`, file },
    })
  }
}

/** Memory that the process has now, in bytes: what Linux counts as resident. */
const residentBytes = (pid: number): number => {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (kilobytes === undefined) throw new Error('the process has no memory: it is gone')
  return Number(kilobytes) * 1024
}

const measure = async ({ child, url }: Server) => {
  const pid = child.pid ?? 0
  const [key] = (await (await fetch(`${url}/api/v1/signing-keys`)).json()) as [{ publicKey: string }]
  await (await fetch(`${url}/api/v1/programs/${slug}/board`, { headers: { authorization } })).arrayBuffer()
  await wait(SETTLE_MS)
  const idle = residentBytes(pid)
  let most = idle
  const sampling = setInterval(() => {
    most = Math.max(most, residentBytes(pid))
  }, SAMPLE_MS)
  const began = performance.now()
  const answer = await fetch(`${url}/api/v1/programs/${slug}/bundle`, { headers: { authorization } })
  if (!answer.ok || answer.body === null) throw new Error(`bundle: ${answer.status} ${await answer.text()}`)
  let bytes = 0
  const counted = async function* (): AsyncIterable<Uint8Array> {
    for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
      bytes += piece.length
      yield piece
    }
  }
  const report = await verifyBundle(counted(), { key: readPublicKey(key.publicKey) })
  const seconds = (performance.now() - began) / 1_000
  clearInterval(sampling)
  if (!report.ok || report.checked.files < FILES) throw new Error(`the bundle is wrong: ${JSON.stringify(report.faults.slice(0, 5))}`)
  return { idle, most, seconds, bytes }
}

const round = (value: number): number => Math.round(value * 10) / 10
const print = (figure: object): void => void process.stdout.write(`${JSON.stringify(figure)}\n`)

const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-bundle-bench-'))
try {
  const filling = await start(dataDir)
  await fill(filling.url).finally(() => filling.stop())
  const server = await start(dataDir)
  const { idle, most, seconds, bytes } = await measure(server).finally(() => server.stop())
  const above = (most - idle) / 1_000_000
  const what = `bundle of ${round((FILES * FILE_BYTES) / 1e9)} GB of files`
  print({ name: `${what}: memory above idle`, value: round(above), unit: 'MB', target: `< ${MOST_MB} MB`, pass: above < MOST_MB })
  print({ name: `${what}: idle server`, value: round(idle / 1e6), unit: 'MB' })
  print({ name: `${what}: sent and verified`, value: round(seconds), unit: 's' })
  print({ name: `${what}: rate`, value: Math.round(bytes / 1e6 / seconds), unit: 'MB/s' })
} finally {
  await rm(dataDir, { recursive: true, force: true })
}
