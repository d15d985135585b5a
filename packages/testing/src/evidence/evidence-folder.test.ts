/** What is committed under `evidence/`: the plan, and the proof that goes with it. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parsePlanFile } from '@gatehouse/plan-io'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../run/steps.ts'
import { bindRequirements, digestOf, LARGEST_KEPT, manifestSchema, sumsText, withStep } from './manifest.ts'
import { STEPS } from './steps/index.ts'

const FOLDER = join(ROOT, 'evidence')
const read = (path: string): string => readFileSync(join(FOLDER, path), 'utf8')

const parsed = parsePlanFile(read('plan.yaml'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
const { plan } = parsed
const manifest = manifestSchema.parse(JSON.parse(read('manifest.json')))
const specs = STEPS.flatMap((step) => step.artifacts)

describe('the plan', () => {
  it('is read without a warning, with its gates', () => {
    expect(parsed.warnings).toEqual([])
    expect(plan.gates.map(({ key }) => key)).toEqual(['QUA', 'SEC', 'SUP', 'A11Y', 'PERF', 'DOC', 'REL'])
  })

  it('asks for artifacts that a step makes, and names each of them', () => {
    const bound = bindRequirements(plan, STEPS, [])
    for (const { key, text, artifacts } of bound) {
      const requirement = plan.gates.flatMap((gate) => gate.requirements).find((each) => each.key === key)
      expect(artifacts.length, key).toBeGreaterThanOrEqual(requirement?.min ?? 99)
      for (const { path } of artifacts) expect(text).toContain(path)
      expect(requirement?.freshness).toBe('release_sha')
    }
    const asked = new Set(bound.map(({ key }) => key))
    expect(specs.flatMap(({ proves }) => proves).filter((key) => !asked.has(key))).toEqual([])
  })

  it('leaves a requirement unmet when one of its artifacts is missing, and says how it is made', () => {
    const bound = bindRequirements(
      plan,
      STEPS,
      manifest.artifacts.filter(({ path }) => path !== 'supply-chain/licences.json'),
    )
    expect(bound.find(({ key }) => key === 'SUP.2')).toMatchObject({
      artifacts: [{ path: 'supply-chain/licences.json', sha256: null }],
      unmet: 'supply-chain/licences.json is missing: pnpm evidence --only licences',
    })
  })
})

describe('the manifest', () => {
  it('tells of artifacts as the steps do', () => {
    for (const { path, what, proves, kept } of manifest.artifacts) expect(specs).toContainEqual({ path, what, proves, kept })
    expect(new Set(manifest.artifacts.map(({ path }) => path)).size).toBe(manifest.artifacts.length)
  })

  it('has the digest and size of every file that git keeps', () => {
    const kept = manifest.artifacts.filter((each) => each.kept === 'git')
    expect(kept.length).toBeGreaterThan(0)
    for (const { path, size, sha256 } of kept) {
      expect(digestOf(readFileSync(join(FOLDER, 'artifacts', path))), path).toBe(sha256)
      expect(statSync(join(FOLDER, 'artifacts', path)).size, path).toBe(size)
      expect(size, path).toBeLessThanOrEqual(LARGEST_KEPT)
    }
  })

  it('says of every requirement what is there and what is missing', () => {
    expect(manifest.requirements).toEqual(bindRequirements(plan, STEPS, manifest.artifacts))
  })

  it('agrees with SHA256SUMS', () => {
    expect(read('SHA256SUMS')).toBe(sumsText(manifest.artifacts))
  })

  it('forgets what a step made before when it runs again', () => {
    const [first] = manifest.artifacts
    if (first === undefined) throw new Error('the manifest is empty')
    expect(withStep(manifest, first.step, []).artifacts.some(({ step }) => step === first.step)).toBe(false)
    expect(withStep(manifest, 'another', []).artifacts).toEqual(manifest.artifacts)
  })
})
