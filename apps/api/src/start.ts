/** `pnpm start`: builds the web app when its sources changed, then serves. */
import { buildWebApp } from './app/build-web-app.ts'
import { run } from './main.ts'

await buildWebApp((line) => void process.stdout.write(`${line}\n`))
await run()
