import type { PlanEntity } from '../../../../report/map-lines.ts'
import { findWords } from '../../../words/find-words.ts'
import type { Prose } from '../../../document/document.ts'
import type { Context } from '../context.ts'
import { asTitle, bracketAtEnd, splitArrows, withoutEnd } from '../text.ts'

const KEY = /^(CP|KP)[\s-]?(\d{1,3})\b/iu

/** A chain of three steps or more under a label or heading that says so, or behind `CP1`. */
export const isPath = (text: string, label: string | null, topic: string | null): boolean => {
  if (splitArrows(text).length < 3) return false
  if (topic === 'critical_path') return true
  return label !== null && (KEY.test(label) || findWords('topic', label).some(({ concept }) => concept === 'critical_path'))
}

/** Declares a critical path. `text` is its chain; `lines` are where it is written, to name a step's line. */
export function addPath(
  label: string | null,
  text: string,
  lines: readonly (Pick<Prose, 'text'> & { readonly line: number })[],
  { reading, title }: Context,
): PlanEntity {
  const { criticalPaths } = reading.draft
  const key = KEY.exec(label ?? '')
  const bracket = bracketAtEnd(label ?? '')
  const wish = key?.[2] ? `CP${key[2]}` : `CP${criticalPaths.length + 1}`
  const taken = new Set(criticalPaths.map((path) => path.key))
  const name = bracket?.inside ?? withoutEnd((label ?? '').replace(KEY, '')).replace(/^[\s:–—-]+/u, '')
  const path = {
    key: taken.has(wish) ? freeKey(taken) : wish,
    name: asTitle(name || title || wish),
    steps: splitArrows(text)
      .map((step) => withoutEnd(step))
      .filter((step) => step !== '')
      .map((step) => ({ line: lines.find((line) => line.text.includes(step))?.line ?? lines[0]?.line ?? 1, text: step })),
    line: lines[0]?.line ?? 1,
  }
  criticalPaths.push(path)
  return { kind: 'critical_path', key: path.key }
}

function freeKey(taken: ReadonlySet<string>): string {
  let number = taken.size + 1
  while (taken.has(`CP${number}`)) number += 1
  return `CP${number}`
}
