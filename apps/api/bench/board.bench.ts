/**
 * The board against a bare Fastify route that sends the same gzip bytes: the same process, the same client, turn by turn in one run,
 * so that whatever else the machine does hits both. A figure is the median over the turns of ours ÷ bare.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import type { Servers } from './board-servers.ts'

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 1)
const TURNS = Number(process.env['BENCH_TURNS'] ?? 11)

const child = fork(fileURLToPath(new URL('./board-servers.ts', import.meta.url)), {
  execArgv: ['--import', 'tsx'],
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
})
const [servers] = (await once(child, 'message')) as [Servers]

const shoot = async (url: string, connections: number, headers: Record<string, string>, expected: number): Promise<number> => {
  const result = await autocannon({ url, connections, duration: SECONDS, headers })
  const wrong = Object.entries(result.statusCodeStats ?? {}).filter(([status]) => Number(status) !== expected)
  if (wrong.length > 0 || result.errors > 0) throw new Error(`${url}: ${result.errors} errors, ${JSON.stringify(result.statusCodeStats)}`)
  return result.requests.average
}
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

interface Case {
  readonly name: string
  readonly connections: number
  readonly bare: string
  readonly headers: Record<string, string>
  readonly expected: 200 | 304
  readonly target: number | null
}
const gzip = { 'accept-encoding': 'gzip, deflate, br' }
const cookie = { ...gzip, cookie: servers.cookie }
const cases: Case[] = [10, 50].flatMap((connections): Case[] => [
  { name: `board 200, ${connections} connections`, connections, bare: servers.bareBoard, headers: cookie, expected: 200, target: 0.7 },
  {
    name: `board 304, ${connections} connections`,
    connections,
    bare: servers.bareUnchanged,
    headers: { ...cookie, 'if-none-match': servers.etag },
    expected: 304,
    target: 0.8,
  },
])
cases.push({
  name: 'board 200, 50 connections, API token',
  connections: 50,
  bare: servers.bareBoard,
  headers: { ...gzip, authorization: `Bearer ${servers.token}` },
  expected: 200,
  target: 0.7,
})

// Warm both up: the first thousand requests of a process say nothing.
await shoot(servers.bareBoard, 10, gzip, 200)
await shoot(servers.board, 10, cookie, 200)
for (const { name, connections, bare, headers, expected, target } of cases) {
  const ratios: number[] = []
  const ours: number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    const shots = { bare: () => shoot(bare, connections, gzip, expected), own: () => shoot(servers.board, connections, headers, expected) }
    // Who goes first changes from turn to turn.
    const first = turn % 2 === 0 ? await shots.bare() : await shots.own()
    const second = turn % 2 === 0 ? await shots.own() : await shots.bare()
    const [base, own] = turn % 2 === 0 ? [first, second] : [second, first]
    ours.push(own)
    ratios.push(own / base)
  }
  const ratio = median(ratios)
  const goal = target === null ? {} : { target: `≥ ${target} × bare`, pass: ratio >= target }
  process.stdout.write(
    `${JSON.stringify({ name, value: Math.round(median(ours)), unit: 'req/s', ratio: Math.round(ratio * 1_000) / 1_000, ...goal })}\n`,
  )
}
child.disconnect()
