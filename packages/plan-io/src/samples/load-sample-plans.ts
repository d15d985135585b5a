import { readFileSync } from 'node:fs'

export interface SamplePlan {
  readonly slug: string
  /** A plan file in YAML. Its start date is any; the loader shifts it. */
  readonly planText: string
  /** See `readSampleProgress`. */
  readonly progressText: string
}

const SLUGS = ['credity12', 'creto'] as const

/** The two demo programs, as the files in `samples/` beside this package's source. */
export function loadSamplePlans(): readonly SamplePlan[] {
  const read = (name: string): string => readFileSync(new URL(`../../samples/${name}`, import.meta.url), 'utf8')
  return SLUGS.map((slug) => ({ slug, planText: read(`${slug}.plan.yaml`), progressText: read(`${slug}.progress.yaml`) }))
}
