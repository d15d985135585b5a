/** Runs the real command line as a process of its own. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const CLI = join(import.meta.dirname, '../..')
/** The workspace's command, which runs the source. */
export const SOURCE_COMMAND = join(CLI, 'bin/gatehouse.mjs')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Given on standard input, which is then at its end. */
  readonly input?: string
  readonly cwd?: string
  /** Which file is run; the built one unless said otherwise. */
  readonly command?: string
}
export interface Gatehouse {
  run(args: readonly string[], options?: RunOptions): Promise<Ended>
  /** Everything that any run printed so far. */
  readonly said: () => string
  /** A folder that goes with `remove`. */
  readonly folder: string
  remove(): void
}

const collect = (command: string, args: readonly string[], { env = {}, input = '', cwd }: RunOptions): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env
    const child = spawn(process.execPath, [command, ...args], { cwd, env: { PATH, HOME, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => void (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => void (stderr += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })

/** Builds the one-file command line, as it is given to a CI job, and runs that: `env` is every run's. */
export const buildGatehouse = async (env: Readonly<Record<string, string>> = {}): Promise<Gatehouse> => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'))
  const vite = join(CLI, 'node_modules/vite/bin/vite.js')
  const built = await collect(vite, ['build', '--outDir', folder, '--logLevel', 'warn'], { cwd: CLI })
  if (built.code !== 0) throw new Error(`The command line does not build:\n${built.stdout}\n${built.stderr}`)
  let said = ''
  return {
    folder,
    said: () => said,
    run: async (args, options = {}) => {
      const { command = join(folder, 'gatehouse.mjs'), ...rest } = options
      const ended = await collect(command, args, { cwd: folder, ...rest, env: { ...env, ...options.env } })
      said += `${ended.stdout}\n${ended.stderr}\n`
      return ended
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
