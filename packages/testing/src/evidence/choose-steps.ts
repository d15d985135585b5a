import type { EvidenceStep } from './step.ts'

/** The steps that `--only a,b` names, in their order; all where it says nothing. Refused with a sentence when a name is unknown. */
export const chooseSteps = (
  steps: readonly EvidenceStep[],
  only: string | undefined,
): { readonly ok: true; readonly steps: readonly EvidenceStep[] } | { readonly ok: false; readonly message: string } => {
  if (only === undefined) return { ok: true, steps }
  const names = only.split(',').map((name) => name.trim())
  const known = steps.map(({ name }) => name)
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length === 0) return { ok: true, steps: steps.filter(({ name }) => names.includes(name)) }
  return { ok: false, message: `There is no step ${unknown.map((name) => `"${name}"`).join(', ')}. The steps are: ${known.join(', ')}.` }
}
