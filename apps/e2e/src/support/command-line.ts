/** Runs the command line as a CI job does: a process of its own, with its own files, address and token. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const COMMAND = join(import.meta.dirname, '../../../cli/bin/gatehouse.mjs')

export interface Job {
  /** Writes a file into the job's folder. */
  write(path: string, text: string): void
  run(...args: readonly string[]): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>
  remove(): void
}

export function startJob(url: string, token: string): Job {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-job-'))
  const { PATH = '', HOME = '' } = process.env
  return {
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    run: (...args) =>
      new Promise((resolve, reject) => {
        const env = { PATH, HOME, GATEHOUSE_URL: url, GATEHOUSE_TOKEN: token, NO_COLOR: '1' }
        const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
        let stdout = ''
        let stderr = ''
        child.stdout.on('data', (chunk: Buffer) => void (stdout += chunk.toString()))
        child.stderr.on('data', (chunk: Buffer) => void (stderr += chunk.toString()))
        child.on('error', reject)
        child.on('close', (code) => resolve({ code, stdout, stderr }))
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
