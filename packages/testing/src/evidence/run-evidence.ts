/**
 * `pnpm evidence [--only step,…] [--list]`: makes the proof of Gatehouse's own release program under `evidence/`, by the project's own commands.
 * A step that fails is named, takes back what it made before, and makes the command fail.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parsePlanFile } from '@gatehouse/plan-io'
import { ROOT } from '../run/steps.ts'
import { chooseSteps } from './choose-steps.ts'
import { makeArtifacts, stillThere } from './make-artifacts.ts'
import { type ArtifactEntry, bindRequirements, EMPTY_MANIFEST, type Manifest, manifestSchema, sumsText, withStep } from './manifest.ts'
import { StepFailed } from './step.ts'
import { jsonText } from './steps/write-artifact.ts'
import { STEPS } from './steps/index.ts'

const FOLDER = join(ROOT, 'evidence')
const ARTIFACTS = join(FOLDER, 'artifacts')
const MANIFEST = join(FOLDER, 'manifest.json')

const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean', default: false } } })
const say = (line: string): void => void process.stdout.write(`${line}\n`)
if (values.list) {
  for (const { name, command, artifacts } of STEPS)
    say(`${name.padEnd(10)} ${command.padEnd(34)} ${artifacts.map(({ path }) => path).join(', ')}`)
  process.exit(0)
}
const chosen = chooseSteps(STEPS, values.only)
if (!chosen.ok) {
  process.stderr.write(`${chosen.message}\n`)
  process.exit(2)
}
const parsed = parsePlanFile(readFileSync(join(FOLDER, 'plan.yaml'), 'utf8'))
if (!parsed.ok) {
  for (const { line, message } of parsed.issues) process.stderr.write(`evidence/plan.yaml:${line ?? 1}: ${message}\n`)
  process.exit(2)
}
const { plan } = parsed

const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim()
/** What the steps themselves write does not make the tree another one. */
const isClean = (): boolean => git('status', '--porcelain', '--', '.', ':(exclude)evidence') === ''

let manifest: Manifest = existsSync(MANIFEST) ? manifestSchema.parse(JSON.parse(readFileSync(MANIFEST, 'utf8'))) : EMPTY_MANIFEST
const save = (): void => {
  const artifacts = [...stillThere(ARTIFACTS, manifest.artifacts)]
  manifest = { version: 1, artifacts, requirements: bindRequirements(plan, STEPS, artifacts) }
  writeFileSync(MANIFEST, jsonText(manifest))
  writeFileSync(join(FOLDER, 'SHA256SUMS'), sumsText(artifacts))
}

const failed: string[] = []
for (const [index, step] of chosen.steps.entries()) {
  say(`\n[${index + 1}/${chosen.steps.length}] ${step.name} …`)
  const begun = performance.now()
  let made: readonly ArtifactEntry[] = []
  try {
    made = await makeArtifacts(step, ARTIFACTS, { commit: git('rev-parse', 'HEAD'), clean: isClean(), madeAt: new Date().toISOString() })
    const figures = Object.entries(made[0]?.figures ?? {}).map(([name, value]) => `${value} ${name}`)
    say(`ok   ${step.name} (${Math.round((performance.now() - begun) / 1_000)} s): ${figures.join(', ')}`)
  } catch (error) {
    failed.push(step.name)
    say(`FAIL ${step.name}: ${error instanceof StepFailed ? error.message : String(error)}`)
  }
  manifest = withStep(manifest, step.name, made)
  // After each step: what was made before a step that takes long is not lost with it.
  save()
}

say('\nRequirements that artifacts prove:')
for (const { key, unmet } of manifest.requirements) say(unmet === null ? `  ✓ ${key}` : `  ✗ ${key}: ${unmet}`)
const older = manifest.artifacts.filter(({ commit, clean }) => commit !== git('rev-parse', 'HEAD') || !clean)
if (older.length > 0) say(`\nNot made from exactly this commit: ${older.map(({ path }) => path).join(', ')}`)
if (failed.length > 0) say(`\nFailed: ${failed.join(', ')}`)
process.exitCode = failed.length > 0 ? 1 : 0
