/** Runs the command line in this process, with streams that can be a terminal. */
import { PassThrough } from 'node:stream'
import { runCli } from '../app/run-cli.ts'

export interface InProcess {
  readonly env?: Readonly<Record<string, string>>
  /** What is typed; null: standard input is no terminal. */
  readonly typed?: string | null
  readonly isTTY?: boolean
}
export const runInProcess = async (args: readonly string[], { env = {}, typed = null, isTTY = false }: InProcess = {}) => {
  const texts = { stdout: '', stderr: '' }
  const sinkTo = (name: 'stdout' | 'stderr') => {
    const stream = Object.assign(new PassThrough(), { isTTY, columns: 120 })
    stream.on('data', (chunk: Buffer) => void (texts[name] += chunk.toString()))
    return stream
  }
  const stdin = Object.assign(new PassThrough(), { isTTY: typed !== null })
  if (typed !== null) stdin.end(typed)
  const waits: number[] = []
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms)
    return Promise.resolve()
  }
  const code = await runCli(args, { env, stdin, stdout: sinkTo('stdout'), stderr: sinkTo('stderr'), sleep }, '9.9.9')
  return { code, waits, ...texts }
}
