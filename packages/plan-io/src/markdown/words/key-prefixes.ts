type Noun = 'lane' | 'gate' | 'milestone' | 'phase' | 'task' | 'risk'

/** Letters in front of a number in keys, and what such a key names: `WS1` is a lane, `AP` an Arbeitspaket. */
const PREFIXES: Readonly<Record<Noun, { readonly en: string; readonly de: string }>> = {
  lane: { en: 'WS, L, SQ, TR, ST', de: 'AP, TP, AS' },
  gate: { en: 'G, QG, SG', de: 'TOR, QT' },
  milestone: { en: 'M, MS', de: 'MS' },
  phase: { en: 'PH', de: 'PH' },
  task: { en: 'T, TASK, US', de: 'A, AUF' },
  risk: { en: 'R, RISK', de: 'RI' },
}
const nouns = new Map<string, Noun>(
  (Object.entries(PREFIXES) as [Noun, { en: string; de: string }][]).flatMap(([noun, { en, de }]) =>
    `${en},${de}`.split(',').map((each) => [each.trim(), noun] as const),
  ),
)

/** What a key such as `WS1`, `WS-A`, `G-3` or `M2` names by its letters; null: they are no usual ones. */
export const nounOfKey = (key: string): Noun | null => nouns.get(/^([A-Z]+)(?:-?\d|-[A-Z]$)/.exec(key)?.[1] ?? '') ?? null
