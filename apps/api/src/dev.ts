/** `pnpm dev`: the API, started again when a file changes, and the web app with hot reload in front of it. Ctrl-C ends both. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environmentWith, readProcessConfig } from './config/read-config.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const config = readProcessConfig()
const require = createRequire(join(ROOT, 'package.json'))
const viteCli = join(dirname(createRequire(join(ROOT, 'apps/web/package.json')).resolve('vite/package.json')), 'bin/vite.js')

const api = `http://${config.host}:${config.port}`
const start = (args: readonly string[], cwd: string, more: Readonly<Record<string, string>> = {}): ChildProcess =>
  spawn(process.execPath, [...args], { cwd, stdio: 'inherit', env: environmentWith(more) })

const children = [
  start([require.resolve('tsx/cli'), 'watch', '--clear-screen=false', join(ROOT, 'apps/api/src/main.ts')], ROOT),
  start([viteCli, '--host', '127.0.0.1'], join(ROOT, 'apps/web'), { GATEHOUSE_API: api }),
]
let isEnding = false
const end = (code: number): void => {
  if (isEnding) return
  isEnding = true
  process.exitCode = code
  for (const child of children) child.kill('SIGTERM')
}
// One of the two alone is of no use.
for (const child of children) child.on('exit', (code) => end(code ?? 0))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(0))
