import type { Priority, TaskStatus } from '@gatehouse/core'
import { labelOf } from '../../words/concepts-of.ts'
import { findWords, wholeWord } from '../../words/find-words.ts'
import { findPeriods, type PeriodSpan } from '../../words/read-periods.ts'
import { readPriority } from '../../words/read-priority.ts'
import { readStatus } from '../../words/read-status.ts'
import type { Reading } from '../recogniser.ts'
import { noteOwners } from './owners.ts'
import { isKnownName, isName } from './people.ts'
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
  /** What stands behind a status sign in the middle: `Send ⛔ waiting for the provider`. */
  readonly note: string
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
  /^(?:(#\d{1,6})\b\s*[:.–—-]?\s*|([A-Z]{1,10}-?\d{1,5}(?:\.\d{1,3}){0,3})\s*(?:[:–—]|\s-\s|\)\s)\s*|\[([A-Z]{1,10}-\d{1,6})\]\s*|([A-Z]{2,10}-\d{1,6})\s+)(?=\S)/u
const PRIORITY = /^[[(]?(P[0-4])[\])]?\s*[:–—-]?\s+(?=\S)/u
const PRIORITY_AT_END = /\s+[[(]?(P[0-4])[\])]?$/u
const SIGN = /^(?:\p{Extended_Pictographic}\uFE0F?|[✓✔✗✘☑☒])\s*/u
const SIGN_AT_END = /\s*(?:\p{Extended_Pictographic}\uFE0F?|[✓✔✗✘☑☒])$/u
const SIGN_INSIDE = /\s(\p{Extended_Pictographic})\uFE0F?\s+(?=\p{L})/u
const ESTIMATE = /^\d{1,3}(?:[.,]\d)?\s?\p{L}{1,8}$/u
const HANDLE = /(?<![\p{L}\p{N}.@])@[A-Za-z0-9][\w.-]{0,58}/gu

export function readMarks(text: string, reading: Reading): Marks {
  const found: Found = { priority: null, status: null, period: null, owners: [], dependsOn: [], blocks: [] }
  let note = ''
  let title = takeSign(text.trim(), SIGN, found)
  title = takeSign(title, SIGN_AT_END, found)
  title = takePriority(title, found)
  const id = ID.exec(title)
  const name = id ? (id[1] ?? id[2] ?? id[3] ?? id[4] ?? null) : null
  const isId = name !== null && wholeWord('priority', name) === null && findPeriods(name, periodOptions(reading)).length === 0
  if (id && isId) title = takePriority(title.slice(id[0].length), found)
  const last = PRIORITY_AT_END.exec(title)
  if (last?.[1]) {
    found.priority ??= readPriority(last[1])
    title = title.slice(0, last.index)
  }
  for (let round = 0, before = ''; round < 8 && before !== title; round += 1) {
    before = title
    title = takeEnd(title, found, reading)
  }
  const sign = SIGN_INSIDE.exec(title)
  const inside = sign?.[1] === undefined ? null : readStatus(sign[1])
  if (sign && inside !== null) {
    found.status ??= inside
    note = title.slice(sign.index + sign[0].length)
    title = title.slice(0, sign.index)
  }
  for (const handle of title.match(HANDLE) ?? []) found.owners.push(...noteOwners(reading, handle))
  return { ...found, owners: [...new Set(found.owners)], title: title.trim(), id: isId ? name : null, note }
}

/** Without what is understood at its end: a bracket, what stands behind a dash or behind a comma. The same text where nothing is. */
function takeEnd(text: string, found: Found, reading: Reading): string {
  const bracket = bracketAtEnd(text)
  if (bracket && bracket.outside !== '' && takeAll(bracket.inside, found, reading)) return bracket.outside
  const dash = /^(.{2,})\s+(?:[–—]|--?)\s+([^–—]{1,160})$/su.exec(text)
  if (dash?.[1] && dash[2] && takeAll(dash[2], found, reading)) return dash[1]
  const [, front = '', piece = ''] = /^(.{2,}),\s+([^,]{1,40})$/su.exec(text) ?? []
  // A comma inside a bracket ends nothing.
  if (front === '' || !/^@|\d|:/.test(piece) || /^[^(]*\)/.test(piece)) return text
  return takePiece(piece, found, reading) || takeLabelled(piece, found, reading) ? front : text
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
  const names: string[] = []
  let understood = 0
  for (const piece of text.split(/[,;|·]\s*|\s+\/\s+/u)) {
    const label = /^([\p{L} ]{1,30}):\s*(.+)$/u.exec(piece.trim())
    const concept = label?.[1] ? labelOf(label[1]) : null
    const value = concept === null ? piece.trim() : (label?.[2] ?? '')
    if (concept === 'owner' || (concept === null && isOwnerList && !takePiece(value, tried, reading))) {
      tried.owners.push(...noteOwners(reading, value))
      isOwnerList = true
    } else if (concept === 'priority') tried.priority = readPriority(value)
    else if (concept === 'status') tried.status = readStatus(value)
    else if (concept === 'depends_on' && (understood += 1)) tried.dependsOn.push(value)
    else if (concept === 'blocks' && (understood += 1)) tried.blocks.push(value)
    else if (!isOwnerList && takePiece(value, tried, reading)) understood += 1
    else if (!isOwnerList && isName(value)) names.push(value)
    else if (!isOwnerList) return false
  }
  if (names.length > 0 && understood === 0 && !names.every((name) => isKnownName(name, reading))) return false
  for (const name of names) tried.owners.push(...noteOwners(reading, name))
  Object.assign(found, tried)
  return true
}

/** `Status: blocked`: a label is as good as a bracket. */
const takeLabelled = (text: string, found: Found, reading: Reading): boolean => /:\s/.test(text) && takeAll(text, found, reading)

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
  if (ESTIMATE.test(piece) && labelOf(piece.replace(/^[\d.,\s]+/, '')) === 'estimate') return true
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
