import { foldLetters } from './fold.ts'
import type { PeriodUnit } from './read-periods.ts'
import { SYNONYMS } from './synonyms.ts'

const UNITS: readonly PeriodUnit[] = ['day', 'week', 'sprint']
const unitByWord = new Map<string, PeriodUnit>(
  UNITS.flatMap((unit) =>
    `${SYNONYMS.unit[unit].en},${SYNONYMS.unit[unit].de}`
      .split(',')
      .map((each) => foldLetters(each.trim()))
      .filter((each) => each.length > 3 || each === 'day' || each === 'tag')
      .map((each) => [each, unit] as const),
  ),
)
const LENGTH = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,#-])(\d{1,3})[\s-](${[...unitByWord.keys()].sort((a, b) => b.length - a.length).join('|')})(?![\p{L}\p{N}])`,
  'iu',
)

/** How long something takes: `12 weeks`, `20-Week`, `14 Tage`. null: no length, or a single period. */
export function readHorizon(text: string): { readonly unit: PeriodUnit; readonly count: number } | null {
  const found = LENGTH.exec(text.slice(0, 2_000))
  const unit = unitByWord.get(foldLetters(found?.[2] ?? ''))
  const count = Number(found?.[1] ?? 0)
  return unit === undefined || count < 2 || count > 400 ? null : { unit, count }
}
