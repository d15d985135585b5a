import type { Issue } from '@gatehouse/core'
import { type CST, Composer, type Document, Lexer, type ParsedNode, Parser, type YAMLError } from 'yaml'
import { MAX_ISSUES, MAX_PLAN_DEPTH, MAX_PLAN_LEXEMES } from '../limits.ts'
import { lineAt } from './line-index.ts'

export interface ComposedDocument {
  /** null: the text is not one readable YAML document. */
  readonly content: ParsedNode | null
  readonly issues: readonly Issue[]
  readonly commentLines: ReadonlySet<number>
}

/**
 * Text to YAML nodes, in two steps: the parser, which keeps its own stack, is watched for depth and length; only what passes
 * reaches the composer, which recurses.
 */
export function composeDocument(body: string, starts: readonly number[]): ComposedDocument {
  const scan = scanTokens(body, starts)
  const { commentLines } = scan
  if (scan.refusal !== null) return { content: null, issues: [scan.refusal], commentLines }
  const documents = composeAll(scan.tokens, body.length)
  const [first, second] = documents
  const errors = documents.flatMap((document) => document.errors)
  if (errors.length > 0) return { content: null, issues: errors.slice(0, MAX_ISSUES).map((error) => toIssue(error, starts)), commentLines }
  if (first === undefined || first.contents === null || isEmptyScalar(first)) {
    return {
      content: null,
      issues: [{ code: 'empty', message: 'The file is empty.', line: 1, hint: 'Start with `gatehouse: 1`.' }],
      commentLines,
    }
  }
  if (second !== undefined) {
    const line = lineAt(starts, second.range[0])
    const hint = 'Keep one document and remove the `---` between them.'
    return {
      content: null,
      issues: [{ code: 'several_documents', message: 'The file holds more than one YAML document.', line, hint }],
      commentLines,
    }
  }
  const warnings = first.warnings.filter((warning) => warning.code !== 'TAG_RESOLVE_FAILED').map((warning) => toIssue(warning, starts))
  return { content: first.contents, issues: warnings, commentLines }
}

interface Scan {
  readonly tokens: readonly CST.Token[]
  readonly commentLines: ReadonlySet<number>
  readonly refusal: Issue | null
}

function scanTokens(body: string, starts: readonly number[]): Scan {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  const commentLines = new Set<number>()
  let lexemes = 0
  let broken = 0
  let isScalar = false
  const refuse = (code: string, message: string, hint: string): Scan => ({
    tokens: [],
    commentLines,
    refusal: { code, message, line: lineAt(starts, parser.offset), hint },
  })
  const keep = (token: CST.Token): void => {
    if (token.type === 'error') broken += 1
    // Only the first of many broken tokens are worth a message.
    if (token.type !== 'error' || broken <= MAX_ISSUES) tokens.push(token)
  }
  for (const lexeme of new Lexer().lex(body)) {
    if (!isScalar && lexeme.startsWith('#')) commentLines.add(lineAt(starts, parser.offset))
    isScalar = lexeme === SCALAR_NEXT
    lexemes += 1
    if (lexemes > MAX_PLAN_LEXEMES) return refuse('too_large', 'The file holds too many values.', 'Split the plan into several programs.')
    for (const token of parser.next(lexeme)) keep(token)
    if (parser.stack.length > MAX_PLAN_DEPTH) {
      return refuse(
        'too_deep',
        `Lists and maps are nested more than ${MAX_PLAN_DEPTH} deep here.`,
        'A plan needs six levels; flatten this.',
      )
    }
  }
  for (const token of parser.end()) keep(token)
  return { tokens, commentLines, refusal: null }
}

/** The lexer's mark for "the next lexeme is a scalar", however it begins. */
const SCALAR_NEXT = '\u001f'

function composeAll(tokens: readonly CST.Token[], length: number): Document.Parsed[] {
  // Each error object would record a stack; on garbage of some megabytes that alone takes seconds.
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    const composer = new Composer({ version: '1.2', schema: 'core', uniqueKeys: false, logLevel: 'silent' })
    const documents: Document.Parsed[] = []
    for (const document of composer.compose(tokens, true, length)) {
      if (documents.length < 2) documents.push(document as Document.Parsed)
    }
    return documents
  } finally {
    Error.stackTraceLimit = limit
  }
}

function isEmptyScalar(document: Document.Parsed): boolean {
  const { contents } = document
  return contents !== null && 'value' in contents && contents.value === null && (contents as { source?: string }).source === ''
}

const toIssue = (error: YAMLError, starts: readonly number[]): Issue => ({
  code: 'yaml_syntax',
  message: `The YAML cannot be read here: ${error.message.replace(/\.$/, '')}.`,
  line: lineAt(starts, error.pos[0]),
  hint: HINTS[error.code] ?? 'Mend the notation on this line; text with special signs belongs in quotes.',
})

const HINTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces instead of tabs.',
  BAD_INDENT: 'Indent this line like its neighbours.',
  MISSING_CHAR: 'Close the bracket or quote that was opened, or add the missing sign.',
  UNEXPECTED_TOKEN: 'Put text with special signs in quotes, and check the brackets before this line.',
  BLOCK_AS_IMPLICIT_KEY: 'Put a text that holds `: ` in quotes.',
  MULTILINE_IMPLICIT_KEY: 'Add the missing `:` after the key, or put a text of several lines in quotes.',
}
