import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../../../..')
export interface StepResult {
  readonly code: number
  readonly output: string
  readonly seconds: number
}

/** Runs one command from the root. Its output goes through as it comes, unless `quiet`: then only when it fails. */
export function runStep(
  command: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly quiet?: boolean; readonly cwd?: string } = {},
): Promise<StepResult> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const take = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString()
      if (!options.quiet) stream.write(chunk)
    }
    child.stdout.on('data', take(process.stdout))
    child.stderr.on('data', take(process.stderr))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output, seconds: (performance.now() - begun) / 1000 }))
  })
}

/** A tool of the workspace, by the name of its command: `node_modules/.bin/vitest`. */
export const bin = (name: string, folder = ''): string => join(ROOT, folder, 'node_modules/.bin', name)
/** Node with TypeScript understood. */
export const tsNode = (script: string, ...args: string[]): [string, string[]] => [process.execPath, ['--import', 'tsx', script, ...args]]
