import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase, prismaOf } from '@gatehouse/db'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const TOKEN = 'bootstrap-token-of-at-least-32-characters'

let dataDir: string
const started: ChildProcess[] = []
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-main-'))
})
afterEach(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL')
  await rm(dataDir, { recursive: true, force: true })
})

interface Running {
  readonly child: ChildProcess
  /** Both streams so far. */
  output(): string
  /** The address that it printed. */
  readonly url: Promise<string>
  readonly exit: Promise<number | null>
}
const start = (env: Record<string, string> = {}): Running => {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: { PATH, HOME, PORT: '0', GATEHOUSE_DATA_DIR: dataDir, GATEHOUSE_SAMPLES: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let output = ''
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const url = new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString()
      const found = /^Gatehouse is at (\S+)$/m.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    void exit.then((code) => reject(new Error(`it ended with ${code}:\n${output}`)))
  })
  url.catch(() => undefined)
  return { child, output: () => output, url, exit }
}
const setUpLink = (running: Running): string | undefined => /\/setup\?token=(\S+)/.exec(running.output())?.[1]

describe('the server process', () => {
  it('serves, prints a set-up link that is not in its log, and stops on SIGTERM with its streams closed', async () => {
    const first = start()
    const url = await first.url
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    await expect.poll(() => setUpLink(first)).toMatch(/^[\w-]{43}$/)
    const token = setUpLink(first) ?? ''
    expect(
      first
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .join('\n'),
    ).not.toContain(token)
    expect(await (await fetch(`${url}/api/v1/setup?token=${token}`)).json()).toEqual({ needed: true, linkGood: true })
    first.child.kill('SIGTERM')
    expect(await first.exit).toBe(0)

    // The lock was given back, and each start has a link of its own.
    const second = start()
    await second.url
    await expect.poll(() => setUpLink(second)).toBeDefined()
    expect(setUpLink(second)).not.toBe(token)
    const again = await fetch(`${await second.url}/api/v1/setup?token=${token}`)
    expect(await again.json()).toEqual({ needed: true, linkGood: false })
  }, 120_000)

  it('refuses a data directory that another one holds, and names the holder', async () => {
    const first = start()
    await first.url
    const second = start()
    expect(await second.exit).toBe(1)
    expect(second.output()).toContain(`in use by process ${first.child.pid}`)
    expect(second.output()).not.toContain('    at ')
    expect((await fetch(`${await first.url}/healthz`)).status).toBe(200)
  }, 120_000)

  it('makes the first lead from GATEHOUSE_BOOTSTRAP_TOKEN, survives SIGKILL with every acknowledged write', async () => {
    const first = start({ GATEHOUSE_BOOTSTRAP_TOKEN: TOKEN })
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
    const url = await first.url
    expect(setUpLink(first)).toBeUndefined()
    const made = await fetch(`${url}/api/v1/tokens`, { method: 'POST', headers, body: JSON.stringify({ name: 'CI', scopes: ['read'] }) })
    expect(made.status).toBe(201)
    const { token } = (await made.json()) as { token: string }
    first.child.kill('SIGKILL')
    await first.exit
    const second = start({ GATEHOUSE_BOOTSTRAP_TOKEN: `${TOKEN}-other` })
    const after = await fetch(`${await second.url}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } })
    expect(after.status).toBe(200)
    expect(second.output()).not.toContain(TOKEN)
  }, 120_000)

  it('reports every wrong setting and does not start', async () => {
    const running = start({ GATEHOUSE_SAMPLE: 'off', GITHUB_WEBHOOK_SECRET: '', PORT: 'many' })
    expect(await running.exit).toBe(1)
    for (const name of ['GATEHOUSE_SAMPLE', 'GATEHOUSE_SAMPLES?', 'GITHUB_WEBHOOK_SECRET', 'PORT']) expect(running.output()).toContain(name)
  }, 60_000)

  it('refuses a database that is newer, with both versions, and a port that is taken', async () => {
    const first = start()
    const port = new URL(await first.url).port
    const otherDir = await mkdtemp(join(tmpdir(), 'gatehouse-main-'))
    const taken = start({ PORT: port, GATEHOUSE_DATA_DIR: otherDir })
    expect(await taken.exit).toBe(1)
    expect(taken.output()).toContain('Set PORT to another one')
    await rm(otherDir, { recursive: true, force: true })
    first.child.kill('SIGTERM')
    await first.exit

    const db = await openDatabase({ dataDir })
    await prismaOf(db).$executeRawUnsafe(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ('x', 'x', now(), '29991231000000_later', 1)`,
    )
    await db.close()
    const older = start()
    expect(await older.exit).toBe(1)
    expect(older.output()).toMatch(/it is at migration 29991231000000_later, the newest one known here is \d+_/)
  }, 180_000)
})
