/** A real server on the built app: its own data directory, its own port, as a child process that can be ended in any way. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../../..')

export interface Server {
  readonly url: string
  /** The one-time link for the first account; null once there is one. */
  readonly setupUrl: string | null
  readonly dataDir: string
  /** Everything that it printed so far. */
  readonly output: () => string
  /** SIGTERM, and wait. Resolves with the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL, and wait. */
  kill(): Promise<void>
}
export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Data of an earlier server. */
  readonly dataDir?: string
}

export async function startServer({
  env = {},
  dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-e2e-')),
}: ServerOptions = {}): Promise<Server> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/api/src/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      PORT: '0',
      GATEHOUSE_DATA_DIR: dataDir,
      GATEHOUSE_SAMPLES: 'off',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const take = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const url = await waitForUrl(child, () => output)
  return {
    url,
    setupUrl: /https?:\/\/\S+\/setup\?token=\S+/.exec(output)?.[0] ?? null,
    dataDir,
    output: () => output,
    stop: () => end(child, 'SIGTERM', ended),
    kill: async () => {
      await end(child, 'SIGKILL', ended)
    },
  }
}

export const removeData = (server: Server): void => rmSync(server.dataDir, { recursive: true, force: true })

async function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<number | null>): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  return ended
}

/** The server prints its address once it listens. */
async function waitForUrl(child: ChildProcess, output: () => string): Promise<string> {
  const until = Date.now() + 120_000
  while (Date.now() < until) {
    const url = /http:\/\/127\.0\.0\.1:(\d+)/.exec(output())?.[0]
    if (url && (await isReady(url))) return url
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The server did not start:\n${output()}`)
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok
  } catch {
    return false
  }
}
