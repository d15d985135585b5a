import { routes } from '@gatehouse/contracts'
import type { Board, BoardGate, FrozenGate } from '@gatehouse/core'
import { queryOptions, useMutation } from '@tanstack/react-query'
import { programKey, usePatchBoard, useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { isApiProblem } from '../../lib/api-problem.ts'
import { callApi } from '../../lib/call-api.ts'

/** What goes with a reviewer's decision. */
export interface Signature {
  readonly note: string
  /** Handle to sign under; null: whichever brings the gate furthest. */
  readonly as: string | null
  /** Asked again where the program says so; null: not given. */
  readonly password: string | null
}

/** Who decides on a gate, and how many. */
export type GateTerms = Pick<BoardGate, 'owners' | 'reviewers' | 'quorum' | 'signRoles'>
export type PlainCommand = 'start' | 'completeDocBaseline' | 'submit' | 'withdraw'
/** What can be asked of a gate; each is one call of its route, under the gate revision that the person was looking at. */
export type GateCommand =
  | { readonly do: PlainCommand; readonly note: string }
  | ({ readonly do: 'approve'; readonly seen: FrozenGate } & Signature)
  | ({
      readonly do: 'return'
      readonly seen: FrozenGate | null
      readonly gaps: readonly { readonly text: string; readonly requirementKey: string | null }[]
    } & Signature)
  | { readonly do: 'reopen'; readonly reason: string }
  | { readonly do: 'closeGap'; readonly id: string; readonly note: string }
  | {
      readonly do: 'waive'
      readonly requirementKey: string
      readonly reason: string
      readonly expiresAt: string
      readonly password: string | null
    }
  | { readonly do: 'revokeWaiver'; readonly id: string; readonly reason: string; readonly password: string | null }
  | { readonly do: 'editTerms'; readonly terms: GateTerms }

const replaceGate = (board: Board, gate: BoardGate): Board => ({
  ...board,
  gates: board.gates.map((each) => (each.key === gate.key ? gate : each)),
})

/** The same list: the contract’s arrays are not read-only. */
const onTheWire = (seen: FrozenGate) => ({
  ...seen,
  requirements: [...seen.requirements],
  evidence: [...seen.evidence],
  waivers: [...seen.waivers],
  ci: [...seen.ci],
})

/** Sends a command and shows the gate that comes back at once; the rest of the board follows with the live update. */
export const useGateCommand = (gate: BoardGate) => {
  const slug = useSlug()
  const patchBoard = usePatchBoard()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: (command: GateCommand) => {
      const at = { params: { slug, key: gate.key }, revision: gate.revision }
      switch (command.do) {
        case 'approve': {
          const { note, seen, as, password } = command
          return callApi(routes.gates.approve, { ...at, revision: seen.gateRevision, body: { note, seen: onTheWire(seen), as, password } })
        }
        case 'return': {
          const { note, seen, as, password } = command
          const gaps = command.gaps.map((gap) => ({ ...gap }))
          return callApi(routes.gates.return, {
            ...at,
            revision: seen?.gateRevision ?? gate.revision,
            body: { note, seen: seen === null ? null : onTheWire(seen), as, password, gaps },
          })
        }
        case 'reopen':
          return callApi(routes.gates.reopen, { ...at, body: { reason: command.reason } })
        case 'closeGap':
          return callApi(routes.gates.closeGap, {
            params: { ...at.params, id: command.id },
            revision: gate.revision,
            body: { note: command.note },
          })
        case 'waive': {
          const { requirementKey, reason, expiresAt, password } = command
          return callApi(routes.waivers.grant, { ...at, body: { requirementKey, reason, expiresAt, password } })
        }
        case 'revokeWaiver': {
          const { id, reason, password } = command
          return callApi(routes.waivers.revoke, { params: { ...at.params, id }, revision: gate.revision, body: { reason, password } })
        }
        case 'editTerms': {
          const { owners, reviewers, quorum, signRoles } = command.terms
          const body = { owners: [...owners], reviewers: [...reviewers], quorum, signRoles: [...signRoles] }
          return callApi(routes.gates.edit, { ...at, body })
        }
        default:
          return callApi(routes.gates[command.do], { ...at, body: { note: command.note } })
      }
    },
    onSuccess: (answer) => {
      patchBoard((board) => replaceGate(board, answer.item))
      void refresh()
    },
    // The refusal's reasons stay in place; what is shown around them is what is true now.
    onError: (error) => (isApiProblem(error, 'stale_revision') || isApiProblem(error, 'review_outdated') ? refresh() : undefined),
  })
}

export const useWithdrawEvidence = () => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: ({ id, revision, reason }: { id: string; revision: number; reason: string }) =>
      callApi(routes.evidence.withdraw, { params: { slug, id }, revision, body: { reason } }),
    onSuccess: () => refresh(),
  })
}
export const useReadCi = () => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({ mutationFn: () => callApi(routes.ci.read, { params: { slug }, body: {} }), onSettled: () => refresh() })
}

/** What happens to a gate without being about it: its workflows are judged, the release moves to another commit. */
const ABOUT_CI = 'ci.judged,target.sha_set'

/**
 * The last events of one gate and of all that belongs to it, and those about the program's CI. Newest first. Read again with every revision of
 * the program, because its key is below the program's.
 */
export const gateLogQuery = (slug: string, key: string) =>
  queryOptions({
    queryKey: [...programKey(slug), 'log', `gate:${key}`],
    queryFn: async ({ signal }) => {
      const [own, ci] = await Promise.all([
        callApi(routes.record.log, { params: { slug }, query: { gate: key, limit: 12 }, signal }),
        callApi(routes.record.log, { params: { slug }, query: { action: ABOUT_CI, limit: 100 }, signal }),
      ])
      return { own: own.events, ci: ci.events }
    },
  })
