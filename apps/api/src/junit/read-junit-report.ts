/**
 * Reads JUnit XML as a stream, strictly: no document types (and so no entities but XML's own five), no deep nesting, no more bytes than a
 * report needs. Any dialect: suites may be nested and carry whatever attributes they like.
 */
import type { TestOutcome } from '@gatehouse/core'
import { SaxesParser } from 'saxes'
import type { ReportedCase } from './match-test.ts'

export const MAX_REPORT_BYTES = 20_000_000
const MAX_DEPTH = 64

/** The bytes are no report that could be read. The text says why. */
export class ReportUnreadable extends Error {
  override readonly name = 'ReportUnreadable'
}

export type CaseOutcome = Exclude<TestOutcome, 'missing'>
export interface JunitCase extends ReportedCase {
  readonly outcome: CaseOutcome
}

const BAD = new Set(['failure', 'error', 'flakyFailure', 'flakyError', 'rerunFailure', 'rerunError'])
const BAD_WORDS = new Set(['failed', 'failure', 'fail', 'error', 'errored'])
const SKIPPED_WORDS = new Set(['skipped', 'disabled', 'notrun', 'ignored', 'pending', 'suppressed', 'todo'])

/** Some dialects say it in an attribute of the case instead of in an element. */
const saidBy = (attributes: Readonly<Record<string, string>>): CaseOutcome => {
  const words = [attributes['status'], attributes['result']].map((word) => word?.toLowerCase() ?? '')
  if (words.some((word) => BAD_WORDS.has(word))) return 'failed'
  return words.some((word) => SKIPPED_WORDS.has(word)) ? 'skipped' : 'passed'
}

const named = (...names: (string | undefined)[]): readonly string[] =>
  names.filter((name): name is string => name !== undefined && name !== '')

/** Hands every case to `take`, in the order of the report. Throws `ReportUnreadable`. */
export const readJunitReport = async (bytes: AsyncIterable<Uint8Array>, take: (found: JunitCase) => void): Promise<void> => {
  const open: string[] = []
  const suites: (readonly string[])[] = []
  let current: { name: string; places: readonly string[]; outcome: CaseOutcome } | null = null

  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', (error) => {
    throw new ReportUnreadable(`It is not well-formed XML (${error.message.replace(/^undefined:/, 'line ').slice(0, 200)}).`)
  })
  parser.on('doctype', () => {
    throw new ReportUnreadable('It has a document type declaration, which no report needs.')
  })
  parser.on('opentag', ({ name, attributes }) => {
    const isRoot = open.length === 0
    open.push(name)
    if (open.length > MAX_DEPTH) throw new ReportUnreadable(`Its elements are nested more than ${MAX_DEPTH} deep.`)
    if (isRoot && name !== 'testsuites' && name !== 'testsuite')
      throw new ReportUnreadable(`It begins with <${name.slice(0, 40)}>: a JUnit report begins with <testsuites> or <testsuite>.`)
    if (name === 'testsuites' || name === 'testsuite')
      suites.push(
        named(
          attributes['name'],
          attributes['file'],
          attributes['package'] && attributes['name'] ? `${attributes['package']}.${attributes['name']}` : undefined,
        ),
      )
    else if (name === 'testcase')
      current = {
        name: attributes['name'] ?? '',
        places: [...suites.flat(), ...named(attributes['classname'], attributes['class'], attributes['file'])],
        outcome: saidBy(attributes),
      }
    else if (current !== null && open.at(-2) === 'testcase') {
      if (BAD.has(name)) current.outcome = 'failed'
      else if (name === 'skipped' && current.outcome === 'passed') current.outcome = 'skipped'
    }
  })
  parser.on('closetag', ({ name }) => {
    open.pop()
    if (name === 'testsuites' || name === 'testsuite') suites.pop()
    if (name === 'testcase' && current !== null) {
      take(current)
      current = null
    }
  })

  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
    } catch {
      throw new ReportUnreadable('It is not UTF-8 text.')
    }
  }
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MAX_REPORT_BYTES) throw new ReportUnreadable(`A report has at most ${MAX_REPORT_BYTES / 1_000_000} MB.`)
    parser.write(decode(chunk))
  }
  parser.write(decode())
  parser.close()
}
