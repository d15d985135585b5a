import type { Priority, TaskStatus } from '@gatehouse/core'
import { labelOf } from '../../words/concepts-of.ts'
import { findWords, wholeWord } from '../../words/find-words.ts'
import { findPeriods, type PeriodSpan } from '../../words/read-periods.ts'
import { readPriority } from '../../words/read-priority.ts'
import { readStatus } from '../../words/read-status.ts'
import type { Reading } from '../recogniser.ts'
import { noteOwners } from './owners.ts'
import { periodOptions } from './periods.ts'
import { bracketAtEnd } from './text.ts'

/** What is said beside a title: in brackets, behind a dash, or in front of it. */
export interface Marks {
  /** The title without them. */
  readonly title: string
  /** `#11`, `T4`, `ABC-12` in front. */
  readonly id: string | null
  readonly priority: Priority | null
  readonly status: TaskStatus | null
  readonly period: PeriodSpan | null
  readonly owners: readonly string[]
  readonly dependsOn: readonly string[]
  readonly blocks: readonly string[]
}
interface Found {
  priority: Priority | null
  status: TaskStatus | null
  period: PeriodSpan | null
  readonly owners: string[]
  readonly dependsOn: string[]
  readonly blocks: string[]
}

const ID =
  /^(?:(#\d{1,6})\b\s*[:.–—-]?\s*|([A-Z]{1,10}-?\d{1,5}(?:\.\d{1,3}){0,3})\s*(?:[:–—]|\s-\s|\)\s)\s*|\[([A-Z]{1,10}-\d{1,6})\]\s*)(?=\S)/u
const PRIORITY = /^[[(]?(P[0-4])[\])]?\s*[:–—-]?\s+(?=\S)/u
const SIGN = /^(?:\p{Extended_Pictographic}\uFE0F?|[✓✔✗✘☑☒])\s*/u
const SIGN_AT_END = /\s*(?:\p{Extended_Pictographic}\uFE0F?|[✓✔✗✘☑☒])$/u
const HANDLE = /(?<![\p{L}\p{N}.@])@[A-Za-z0-9][\w.-]{0,58}/gu

export function readMarks(text: string, reading: Reading): Marks {
  const found: Found = { priority: null, status: null, period: null, owners: [], dependsOn: [], blocks: [] }
  let title = takeSign(text.trim(), SIGN, found)
  title = takeSign(title, SIGN_AT_END, found)
  title = takePriority(title, found)
  const id = ID.exec(title)
  const name = id ? (id[1] ?? id[2] ?? id[3] ?? null) : null
  const isId = name !== null && wholeWord('priority', name) === null && findPeriods(name, periodOptions(reading)).length === 0
  if (id && isId) title = takePriority(title.slice(id[0].length), found)
  for (let round = 0; round < 4; round += 1) {
    const bracket = bracketAtEnd(title)
    if (!bracket || bracket.outside === '' || !takeAll(bracket.inside, found, reading)) break
    title = bracket.outside
  }
  const dash = /^(.{2,}?)\s+(?:[–—]|--?)\s+([^–—]{1,160})$/u.exec(title)
  if (dash?.[1] && dash[2] && takeAll(dash[2], found, reading)) title = dash[1]
  for (const handle of title.match(HANDLE) ?? []) found.owners.push(...noteOwners(reading, handle))
  return { ...found, owners: [...new Set(found.owners)], title: title.trim(), id: isId ? name : null }
}

function takeSign(text: string, sign: RegExp, found: Found): string {
  const match = sign.exec(text)
  if (!match || match[0].length === text.length) return text
  found.status ??= readStatus(match[0].trim())
  return sign === SIGN ? text.slice(match[0].length) : text.slice(0, -match[0].length)
}

function takePriority(text: string, found: Found): string {
  const match = PRIORITY.exec(text)
  if (!match?.[1]) return text
  found.priority ??= readPriority(match[1])
  return text.slice(match[0].length)
}

/** Takes what a bracket or the end of a line says, when all of it is understood; else nothing of it. */
function takeAll(text: string, found: Found, reading: Reading): boolean {
  const tried: Found = {
    ...found,
    owners: [...found.owners],
    dependsOn: [...found.dependsOn],
    blocks: [...found.blocks],
  }
  let isOwnerList = false
  for (const piece of text.split(/[,;|·]\s*|\s+\/\s+/u)) {
    const label = /^([\p{L} ]{1,30}):\s*(.+)$/u.exec(piece.trim())
    const concept = label?.[1] ? labelOf(label[1]) : null
    const value = concept === null ? piece.trim() : (label?.[2] ?? '')
    if (concept === 'owner' || (concept === null && isOwnerList && !takePiece(value, tried, reading))) {
      tried.owners.push(...noteOwners(reading, value))
      isOwnerList = true
    } else if (concept === 'priority') tried.priority = readPriority(value)
    else if (concept === 'status') tried.status = readStatus(value)
    else if (concept === 'depends_on') tried.dependsOn.push(value)
    else if (concept === 'blocks') tried.blocks.push(value)
    else if (!isOwnerList && !takePiece(value, tried, reading)) return false
  }
  Object.assign(found, tried)
  return true
}

function takePiece(piece: string, found: Found, reading: Reading): boolean {
  if (piece === '') return false
  if (/^@[\w.-]+(?:\s*[+&/]\s*@[\w.-]+)*$/.test(piece)) {
    found.owners.push(...noteOwners(reading, piece))
    return true
  }
  if (/^P[0-4]$/i.test(piece)) {
    found.priority = readPriority(piece)
    return found.priority !== null
  }
  const [period] = findPeriods(piece, periodOptions(reading))
  if (period && !/[\p{L}\p{N}]{4,}/u.test(piece.slice(0, period.start) + piece.slice(period.end))) {
    found.period = period
    return true
  }
  const status = wholeWord('status', piece)
  if (status !== null) {
    found.status = readStatus(piece)
    return found.status !== null
  }
  const [link] = findWords('link', piece)
  if (link && link.at === 0 && piece.length > link.to + 1 && (link.concept === 'blocks' || link.concept === 'depends_on')) {
    const list = link.concept === 'blocks' ? found.blocks : found.dependsOn
    list.push(piece.slice(link.to).trim())
    return true
  }
  return false
}
