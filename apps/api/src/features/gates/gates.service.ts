import type { Approver, Board, BoardGate, FrozenGate, GateDecision, ProgramState, Result } from '@gatehouse/core'
import { approveGate, authoriseApprover, authoriseReviewer, isReviewer, needsCiReread, returnGate } from '@gatehouse/core'
import { expectStepUp, stepUp } from '../../accounts/step-up.ts'
import { type WithEtag, withEtag } from '../../app/answers.ts'
import { ShellError } from '../../app/problems.ts'
import type { ProgramContext } from '../../app/route-context.ts'
import { expectRevision, presentBoard, saveAndShow } from '../../board/save-and-show.ts'
import { auditOfGate, saveGateDecision } from '../../board/saves/save-gate-decision.ts'

export interface SavedGate {
  readonly programRevision: number
  readonly item: BoardGate
}

export const gateOn = (board: Board, key: string): BoardGate | undefined => board.gates.find((gate) => gate.key === key)

/** One gate of the present board. */
export const findGate = async (ctx: Pick<ProgramContext, 'shell' | 'program'>, key: string): Promise<BoardGate> => {
  const gate = gateOn(await presentBoard(ctx), key)
  if (gate === undefined) throw new ShellError('gate_not_found', `There is no gate ${key}.`)
  return gate
}

/** Saves a decision on one gate and answers it as the new board shows it. */
export const decideGate = async (
  ctx: ProgramContext,
  key: string,
  decide: (program: ProgramState) => Result<GateDecision>,
): Promise<WithEtag<SavedGate>> => {
  const { programRevision, item } = await saveAndShow(
    ctx,
    {
      decide,
      save: (tx, decision, program) => saveGateDecision(tx, program, decision, ctx),
      audit: auditOfGate,
      changed: () => [`gate:${key}`],
    },
    (board) => gateOn(board, key),
    (board) => gateOn(board, key),
  )
  return withEtag({ programRevision, item }, item.revision)
}

/** As `decideGate`, for what changes a gate only as it was looked at (If-Match). */
export const changeGate = (
  ctx: ProgramContext,
  key: string,
  decide: (program: ProgramState, approver: Approver) => Result<GateDecision>,
): Promise<WithEtag<SavedGate>> =>
  decideGate(ctx, key, (program) => {
    expectRevision('gate', key, program.gates.find((gate) => gate.key === key)?.revision, ctx.ifMatch)
    return decide(program, ctx.approver)
  })

/**
 * A signature is about CI as it is now, not as it was read some time ago: gates with CI requirements have it read again first. The
 * reading is stored by itself, before the transaction that signs, so that the host's answer never holds a lock.
 */
const readCiAgain = async (ctx: ProgramContext, key: string): Promise<void> => {
  const gate = gateOn(await presentBoard(ctx), key)
  if (gate === undefined || gate.state !== 'ReadyForSignoff' || !needsCiReread(gate.requirements)) return
  // Whoever may not sign is told so by the rule, and does not make the server ask the host.
  if (!isReviewer(gate, ctx.approver)) return
  if (ctx.shell.ci === null) {
    throw new ShellError('github_not_configured', `${key} is signed on CI that was just read, and this server has no access to GitHub.`, {
      issues: [
        {
          code: 'ci_not_reread',
          message: 'CI cannot be read again.',
          path: `gates.${key}`,
          hint: 'An administrator sets GITHUB_TOKEN or the credentials of a GitHub App.',
        },
      ],
    })
  }
  await ctx.shell.ci.readNow(ctx.program.slug)
}

type Looking = ProgramContext & { readonly ifMatch: number }
interface Signature {
  readonly note: string
  /** Handle to sign under; null: whichever brings the gate furthest. */
  readonly as: string | null
  readonly password: string | null
}

/** Signs. `seen` and If-Match are what was looked at: the rule itself refuses, with the difference, when it is no longer that. */
export const signGate = async (
  ctx: Looking,
  key: string,
  { note, as, password, seen }: Signature & { readonly seen: FrozenGate },
): Promise<WithEtag<SavedGate>> => {
  const person = await stepUp(ctx, password)
  await readCiAgain(ctx, key)
  return decideGate(ctx, key, (program) => {
    const approver = authoriseApprover(program, key, person, ctx.now, as)
    if (!approver.ok) return approver
    expectStepUp(program, person)
    return approveGate(program, key, approver.value, { gateRevision: ctx.ifMatch, seen, note }, ctx.now)
  })
}

/** Returns with gaps, on the same conditions; `seen` may be left out. */
export const returnWithGaps = async (
  ctx: Looking,
  key: string,
  {
    as,
    password,
    ...input
  }: Signature & {
    readonly seen: FrozenGate | null
    readonly gaps: readonly { readonly text: string; readonly requirementKey: string | null }[]
  },
): Promise<WithEtag<SavedGate>> => {
  const person = await stepUp(ctx, password)
  return decideGate(ctx, key, (program) => {
    const reviewer = authoriseReviewer(program, key, person, ctx.now, as)
    if (!reviewer.ok) return reviewer
    expectStepUp(program, person)
    return returnGate(program, key, reviewer.value, { ...input, gateRevision: ctx.ifMatch }, ctx.now)
  })
}
