/** One line of the comparison: what the plan declares, what is computed, or both. */
export interface ComparedStep {
  readonly key: string
  readonly declared: boolean
  readonly computed: boolean
}

/**
 * The declared chain and the computed one as one list: shared steps stand on one line, the others between them in the order of `endOf`, their
 * forecast end. Where the two disagree about the order of a shared step, the declared one is kept.
 */
export const compareSteps = (
  declared: readonly string[],
  computed: readonly string[],
  endOf: (key: string) => number,
): readonly ComparedStep[] => {
  const isDeclared = new Set(declared)
  const isComputed = new Set(computed)
  const lines: ComparedStep[] = []
  let between: ComparedStep[] = []
  let next = 0
  const takeUntil = (end: number) => {
    for (; next < end; next++) {
      const key = computed[next]
      if (key !== undefined && !isDeclared.has(key)) between.push({ key, declared: false, computed: true })
    }
    // stable: what ends together keeps its order
    lines.push(...between.sort((a, b) => endOf(a.key) - endOf(b.key)))
    between = []
  }
  for (const key of declared) {
    const shared = computed.indexOf(key, next)
    if (!isComputed.has(key)) between.push({ key, declared: true, computed: false })
    else {
      takeUntil(Math.max(shared, next))
      if (shared >= 0) next = shared + 1
      lines.push({ key, declared: true, computed: true })
    }
  }
  takeUntil(computed.length)
  return lines
}
