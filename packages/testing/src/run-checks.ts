/** `pnpm check`: format, lint, types, import directions and generated files; every failure at once, each with its command. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bin, ROOT, runStep, tsNode } from './run/steps.ts'

const workspaces = ['packages', 'apps'].flatMap((kind) => readdirSync(join(ROOT, kind)).map((name) => `${kind}/${name}`))
const checks: { readonly name: string; readonly command: string; readonly args: readonly string[]; readonly mend: string }[] = [
  { name: 'format', command: bin('biome'), args: ['format', '.'], mend: 'pnpm format' },
  { name: 'lint', command: bin('oxlint'), args: ['--deny-warnings'], mend: 'read the rule’s help above' },
  ...workspaces.map((folder) => ({ name: `types ${folder}`, command: bin('tsc'), args: ['-p', folder], mend: `npx tsc -p ${folder}` })),
  {
    name: 'import directions',
    command: bin('depcruise'),
    args: ['--config', '.dependency-cruiser.cjs', ...workspaces.map((folder) => `${folder}/src`)],
    mend: 'each rule says what to do instead',
  },
  { name: 'OpenAPI', ...asCommand(tsNode('apps/api/src/write-openapi.ts', '--check')), mend: 'pnpm openapi' },
]

function asCommand([command, args]: [string, string[]]) {
  return { command, args }
}

const failed: string[] = []
for (const check of checks) {
  const result = await runStep(check.command, check.args, { quiet: true })
  process.stdout.write(`${result.code === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${result.seconds.toFixed(1)} s)\n`)
  if (result.code === 0) continue
  failed.push(check.name)
  process.stdout.write(`${result.output}\nTo mend: ${check.mend}\n\n`)
}
if (failed.length > 0) {
  process.stdout.write(`\n${failed.length} of ${checks.length} checks failed: ${failed.join(', ')}\n`)
  process.exit(1)
}
process.stdout.write(`\nAll ${checks.length} checks hold.\n`)
