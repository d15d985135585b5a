/** What the gates say about the release: due and unsigned, returned, signed on another commit, standing on something expired or waived. */
import type { BoardGate, RequirementEvaluation, VerdictReason } from '../board/board.ts'
import { sayCount, sayInstant, shortSha } from '../board/say.ts'
import { isAboutReleaseSha } from '../gates/revalidation.ts'
import { isDue, labelOfEnd, type ReasonStatus, type VerdictInput } from './verdict-input.ts'

const WORST_FIRST = ['failed', 'stale', 'unknown', 'pending', 'missing'] as const

/** The requirement that argues most against the gate, or null when all are proved or waived. */
export const worstRequirement = (gate: Pick<BoardGate, 'requirements'>): RequirementEvaluation | null => {
  for (const state of WORST_FIRST) {
    const found = gate.requirements.find((requirement) => requirement.state === state)
    if (found !== undefined) return found
  }
  return null
}

/** A bound requirement is told by its workflow: "it is green: run 412 failed" would say two things. */
const subjectOf = (requirement: RequirementEvaluation): string => requirement.ci?.name ?? requirement.text

const dueOf = (input: VerdictInput, gate: BoardGate): VerdictReason['due'] => {
  const forecast = labelOfEnd(input, gate.schedule.earliestFinish)
  const planned = input.calendar.label(gate.at)
  return { text: `Due end of ${planned}${forecast === planned ? '' : `, forecast ${forecast}`}`, at: input.calendar.endOf(gate.at) }
}

const unsignedReason = (input: VerdictInput, gate: BoardGate): VerdictReason => {
  const shared = { weight: 'stop', subject: `gate:${gate.key}`, owners: gate.owners, due: dueOf(input, gate) } as const
  if (gate.openGaps > 0) {
    const gap = gate.gaps.find((candidate) => candidate.closedAt === null)
    return {
      ...shared,
      code: 'gate_returned',
      title: `${gate.key} ${gate.title} was returned`,
      detail: `${sayCount(gate.openGaps, 'gap')} open: ${gap?.text ?? ''}`,
      status: 'missing',
    }
  }
  const worst = worstRequirement(gate)
  const unsigned = { ...shared, code: 'gate_unsigned_due', title: `${gate.key} ${gate.title} is not signed` } as const
  if (worst !== null) return { ...unsigned, detail: `${subjectOf(worst)}: ${worst.reason}`, status: worst.state as ReasonStatus }
  if (gate.state === 'ReadyForSignoff') return { ...unsigned, detail: `${gate.waitsFor ?? 'It waits for signatures'}.`, status: 'pending' }
  const refusal = gate.submitRefusals[0]
  return { ...unsigned, detail: refusal?.message ?? 'Every requirement is met; it waits to be submitted.', status: 'pending' }
}

const revalidateReason = (input: VerdictInput, gate: BoardGate): VerdictReason => ({
  code: 'gate_revalidate',
  weight: 'stop',
  title: `${gate.key} ${gate.title} is to be revalidated`,
  detail: `It was signed on ${shortSha(gate.revalidate?.signedSha ?? '')}, the release is ${shortSha(gate.revalidate?.releaseSha ?? '')}.`,
  subject: `gate:${gate.key}`,
  status: 'revalidate',
  owners: gate.owners,
  due: dueOf(input, gate),
})

/**
 * A signed gate stays signed; but a waiver that has run out leaves its requirement bare, and a run that it linked may have turned bad.
 * Rules are not asked again here: open work and blockers count by themselves.
 */
const isBare = (gate: BoardGate, requirement: RequirementEvaluation): boolean =>
  !requirement.proved &&
  requirement.waiver === null &&
  requirement.rule === null &&
  requirement.workflow === null &&
  (requirement.state === 'failed' || gate.waivers.some((waiver) => waiver.requirementKey === requirement.key))

const bareReason = (gate: BoardGate, requirement: RequirementEvaluation): VerdictReason => ({
  code: 'requirement_unproved',
  weight: 'stop',
  title: `${gate.key} is signed, but ${requirement.key} is not proved any more`,
  detail: `${subjectOf(requirement)}: ${requirement.reason}`,
  subject: `gate:${gate.key}`,
  status: requirement.state as ReasonStatus,
  owners: gate.owners,
  due: null,
})

const waiverReason = (gate: BoardGate, requirement: RequirementEvaluation): VerdictReason => ({
  code: 'waiver',
  weight: 'waiver',
  title: `${gate.key}, ${requirement.key} is waived`,
  detail: requirement.reason,
  subject: `gate:${gate.key}`,
  status: 'waived',
  owners: gate.owners,
  due: requirement.waiver === null ? null : { text: `Until ${sayInstant(requirement.waiver.expiresAt)}`, at: requirement.waiver.expiresAt },
})

/** Stops first: unsigned gates by period, then revalidations and bare requirements; waivers of due gates last. */
export const gateReasons = (input: VerdictInput): readonly VerdictReason[] => {
  const due = input.gates.filter((gate) => isDue(input, gate))
  const signed = due.filter((gate) => gate.state === 'SignedOff')
  return [
    ...due.filter((gate) => gate.state !== 'SignedOff').map((gate) => unsignedReason(input, gate)),
    ...signed.filter((gate) => gate.revalidate !== null).map((gate) => revalidateReason(input, gate)),
    ...signed
      .filter((gate) => gate.revalidate === null)
      .flatMap((gate) =>
        gate.requirements.filter((requirement) => isBare(gate, requirement)).map((requirement) => bareReason(gate, requirement)),
      ),
    ...due.flatMap((gate) =>
      gate.requirements.filter((requirement) => requirement.state === 'waived').map((requirement) => waiverReason(gate, requirement)),
    ),
  ]
}

/** Nothing can be said yet: no gates, not begun, no gate due, or no commit to judge on. */
export const gateUnknowns = (input: VerdictInput): readonly VerdictReason[] => {
  const unknown = (code: VerdictReason['code'], title: string, detail: string, subject: string): VerdictReason => ({
    code,
    weight: 'unknown',
    title,
    detail,
    subject,
    status: 'unknown',
    owners: [],
    due: null,
  })
  if (input.gates.length === 0)
    return [unknown('no_gates', 'The program has no gates', 'Nothing asks for proof, so nothing is proved.', 'settings')]
  const reasons: VerdictReason[] = []
  const first = input.gates[0]
  if (input.today.position === 'before')
    reasons.push(
      unknown('not_started', 'The program has not started', `It starts on ${input.calendar.period(input.first).startsOn}.`, 'settings'),
    )
  else if (first !== undefined && !input.gates.some((gate) => isDue(input, gate)))
    reasons.push(
      unknown(
        'not_started',
        'No gate is due yet',
        `${first.key} is the first, at the end of ${input.calendar.label(first.at)}.`,
        `gate:${first.key}`,
      ),
    )
  if (input.releaseSha === null) {
    const needing = input.gates.filter((gate) => gate.requirements.some(isAboutReleaseSha))
    if (needing.length > 0)
      reasons.push(
        unknown(
          'release_sha_missing',
          'No release SHA is chosen',
          `${needing.map((gate) => gate.key).join(', ')} ask for proof on it.`,
          'settings',
        ),
      )
  }
  return reasons
}
