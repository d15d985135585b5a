import type { Response } from '@gatehouse/contracts'
import type { routes } from '@gatehouse/contracts'
import type { Board } from '@gatehouse/core'
import { listPrograms, type ProgramSummary } from '@gatehouse/db'
import type { Shell } from '../../app/shell.ts'

type Row = Response<typeof routes.programs.list>[number]

const present = (summary: ProgramSummary, board: Board): Row => {
  const { program, today, verdict } = board
  const signed = board.gates.filter((gate) => gate.state === 'SignedOff').length
  return {
    id: program.id,
    slug: program.slug,
    name: program.name,
    goal: program.goal,
    sample: program.sample,
    revision: program.revision,
    cadence: program.cadence,
    periodLabel: board.periods.find((period) => period.index === today.period)?.label ?? null,
    startsOn: program.startsOn,
    endsOn: board.periods.at(-1)?.endsOn ?? program.startsOn,
    timeZone: program.timeZone,
    gatesSigned: signed,
    gates: board.gates.length,
    verdict: verdict.word,
    reasons: verdict.reasons.length,
    roles: [...summary.roles],
  }
}

/** The programs that an account is a member of, each with its verdict from its board. */
export const listMyPrograms = async ({ db, boards }: Pick<Shell, 'db' | 'boards'>, userId: string): Promise<Row[]> => {
  const summaries = await listPrograms(db, { userId })
  const rows: Row[] = []
  for (const summary of summaries) {
    const stored = await boards.read(summary.id)
    // One that went while the list was made is left out.
    if (stored !== null) rows.push(present(summary, stored.board))
  }
  return rows
}
