import { setTimeout as sleep } from 'node:timers/promises'
import packageJson from '../package.json' with { type: 'json' }
import { runCli } from './app/run-cli.ts'

// Whoever reads the answer may stop early (`gatehouse export rocket | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
const { env, stdin, stdout, stderr } = process
// Not `process.exit`: what was written to a pipe may not have left yet.
process.exitCode = await runCli(process.argv.slice(2), { env, stdin, stdout, stderr, sleep: (ms) => sleep(ms) }, packageJson.version)
