/** `gatehouse status SLUG [--gate G7] [--exit-code]`: may the release go, or is this gate signed and its proof fresh? */
import { type Board, type BoardGate, shortSha } from '@gatehouse/core'
import { routes } from '@gatehouse/contracts'
import { CliError } from '../../app/cli-error.ts'
import type { CommandContext, CommandResult } from '../../app/command-context.ts'
import { EXIT, type ExitCode } from '../../app/exit-codes.ts'
import { cutTo, oneLine, type Terminal, type Tone } from '../../app/terminal.ts'
import { type Judgement, judgeGate, judgeProgram } from './judge-gate.ts'

export interface StatusOptions {
  readonly gate?: string
  readonly exitCode?: boolean
  readonly allowWaivers?: boolean
  /** 40 hex. */
  readonly sha?: string
}

const TONE: Readonly<Record<ExitCode, Tone>> = { 0: 'ok', 1: 'stop', 2: 'warn' }
const WORD: Readonly<Record<ExitCode, string>> = { 0: 'YES', 1: 'NO', 2: 'UNKNOWN' }

/** Without `--exit-code` the exit code says only that the answer was had. */
export const showStatus = async (context: CommandContext, slug: string, options: StatusOptions): Promise<CommandResult> => {
  const { body: board, at } = await context.server.call(routes.programs.board, { params: { slug } })
  const judge = { allowWaivers: options.allowWaivers === true, at, sha: options.sha ?? null }
  const gate = options.gate === undefined ? null : gateOf(board, options.gate)
  const judgement = gate === null ? judgeProgram(board, judge) : judgeGate(board, gate, judge)
  if (!context.json) {
    if (gate === null) printProgram(context.terminal, board, judgement)
    else printGate(context.terminal, board, gate, judgement)
  }
  return { exitCode: options.exitCode === true ? judgement.exitCode : EXIT.yes, answer: answerOf(board, gate, judgement) }
}

const gateOf = (board: Board, key: string): BoardGate => {
  const found = board.gates.find((gate) => gate.key === key)
  if (found !== undefined) return found
  const keys = board.gates.map((gate) => gate.key)
  throw new CliError('gate_not_found', `${board.program.slug} has no gate ${oneLine(key)}.`, {
    mend: keys.length === 0 ? 'It has no gates at all.' : `Its gates are ${cutTo(keys.join(', '), 300)}.`,
  })
}

const answerOf = (board: Board, gate: BoardGate | null, judgement: Judgement) => ({
  program: board.program.slug,
  revision: board.program.revision,
  computedAt: board.computedAt,
  releaseSha: board.releaseTarget?.sha ?? null,
  status: WORD[judgement.exitCode].toLowerCase(),
  statusCode: judgement.exitCode,
  answer: judgement.answer,
  reasons: judgement.reasons,
  ...(gate === null
    ? {
        verdict: board.verdict.word,
        readiness: board.readiness.score,
        gates: board.gates.map(({ key, title, face, signedSha, proved, requirements }) => ({
          key,
          title,
          face,
          signedSha,
          proved,
          requirements: requirements.length,
        })),
      }
    : {
        gate: {
          key: gate.key,
          title: gate.title,
          state: gate.state,
          face: gate.face,
          signedAt: gate.signedAt,
          signedSha: gate.signedSha,
          requirements: gate.requirements.map(({ key, text, state, reason }) => ({ key, text, state, reason })),
        },
      }),
})

const releaseLine = (board: Board): string => {
  const target = board.releaseTarget
  if (target === null) return 'No release target'
  return `Release ${target.sha === null ? 'not chosen' : shortSha(target.sha)} of ${oneLine(target.repository)}`
}

const printReasons = (terminal: Terminal, reasons: readonly string[]): void => {
  for (const reason of reasons) terminal.print(`  - ${oneLine(reason)}`)
}

const FACE: Readonly<Record<BoardGate['face'], { readonly word: string; readonly tone: Tone | null }>> = {
  NotStarted: { word: 'Not started', tone: 'quiet' },
  InProgress: { word: 'In progress', tone: null },
  CompletedDocBaseline: { word: 'Doc baseline complete', tone: null },
  ReadyForSignoff: { word: 'Ready for sign-off', tone: null },
  SignedOff: { word: 'Signed', tone: 'ok' },
  Revalidate: { word: 'Revalidate', tone: 'warn' },
}

const printProgram = (terminal: Terminal, board: Board, judgement: Judgement): void => {
  const { program, readiness } = board
  terminal.print(`${oneLine(program.name)} (${program.slug}) · ${releaseLine(board)} · readiness ${readiness.score}/100`)
  terminal.print(terminal.tone(TONE[judgement.exitCode], oneLine(judgement.answer)))
  printReasons(terminal, judgement.reasons)
  if (board.gates.length === 0) return
  terminal.print()
  const keys = Math.max(...board.gates.map((gate) => gate.key.length))
  for (const gate of board.gates) {
    const { word, tone } = FACE[gate.face]
    const shown = word.padEnd(21)
    const proof = `${gate.proved}/${gate.requirements.length} proved`.padEnd(13)
    terminal.print(
      `  ${gate.key.padEnd(keys)}  ${tone === null ? shown : terminal.tone(tone, shown)}  ${proof}  ${cutTo(oneLine(gate.title), Math.max(20, terminal.width - keys - 44))}`,
    )
  }
}

const printGate = (terminal: Terminal, board: Board, gate: BoardGate, judgement: Judgement): void => {
  terminal.print(`${oneLine(board.program.name)} (${board.program.slug}) · ${releaseLine(board)}`)
  terminal.print(terminal.tone(TONE[judgement.exitCode], `${WORD[judgement.exitCode]}: ${oneLine(judgement.answer)}`))
  printReasons(terminal, judgement.reasons)
  if (gate.signedAt !== null)
    terminal.print(
      `  Signed at ${gate.signedAt} on ${gate.signedSha === null ? 'no commit' : gate.signedSha}, ${gate.approvals} of ${gate.quorum} signatures.`,
    )
  if (gate.requirements.length === 0) return
  terminal.print()
  const keys = Math.max(...gate.requirements.map((requirement) => requirement.key.length))
  for (const { key, state, text } of gate.requirements)
    terminal.print(`  ${key.padEnd(keys)}  ${state.padEnd(8)}  ${cutTo(oneLine(text), Math.max(20, terminal.width - keys - 14))}`)
}
