/** Writes about proof and about what a gate asks for. Each shows the new board once it is there. */
import { type Body, routes } from '@gatehouse/contracts'
import { useMutation } from '@tanstack/react-query'
import { useRefreshProgram, useSlug } from '../../app-data/program.ts'
import { isApiProblem } from '../../lib/api-problem.ts'
import { callApi } from '../../lib/call-api.ts'

export type EvidenceBody = Body<(typeof routes)['evidence']['attach']>

export const useAttachEvidence = () => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: (body: EvidenceBody) => callApi(routes.evidence.attach, { params: { slug }, body }),
    onSuccess: () => refresh(),
  })
}

type Patch = Body<(typeof routes)['gates']['editRequirement']>
/** All terms, so that what the form does not show is cleared. */
export type RequirementTerms = { readonly [K in keyof Patch]-?: Exclude<Patch[K], undefined> }
export type RequirementChange =
  | { readonly do: 'add'; readonly key: string; readonly terms: RequirementTerms }
  | { readonly do: 'edit'; readonly key: string; readonly terms: RequirementTerms }
  | { readonly do: 'remove'; readonly key: string }

/** Under the gate's revision that was looked at: who changed it meanwhile is told. */
export const useChangeRequirement = (gate: { readonly key: string; readonly revision: number }) => {
  const slug = useSlug()
  const refresh = useRefreshProgram()
  return useMutation({
    mutationFn: (change: RequirementChange) => {
      const { revision } = gate
      const params = { slug, key: gate.key }
      switch (change.do) {
        case 'add':
          return callApi(routes.gates.addRequirement, { params, revision, body: { key: change.key, ...change.terms } })
        case 'edit':
          return callApi(routes.gates.editRequirement, { params: { ...params, requirement: change.key }, revision, body: change.terms })
        case 'remove':
          return callApi(routes.gates.removeRequirement, { params: { ...params, requirement: change.key }, revision })
      }
    },
    onSuccess: () => refresh(),
    onError: (error) => {
      if (isApiProblem(error, 'stale_revision')) void refresh()
    },
  })
}
