import { type Approver, type BoardGate, isSigner } from '@gatehouse/core'
import { countOf } from '../../lib/format-plan.ts'

const SAYS = {
  signed_already: (name: string) => `${name} has decided in this round.`,
  represented: (name: string) => `Somebody has signed in place of ${name} already.`,
  submitted_it: (name: string) => `${name} submitted it.`,
  wrote_its_evidence: (name: string) => `${name} attached evidence to it.`,
  waived_its_requirement: (name: string) => `${name} waived one of its requirements.`,
} satisfies Record<BoardGate['mayNotApprove'][number]['why'], (name: string) => string>

/** Why nobody whom this person stands in for can be signed for; empty where there is another ground to sign on. */
const loansLost = (gate: BoardGate, person: Approver): readonly string[] => {
  const mine = gate.signers.filter((signer) => isSigner(signer, person))
  if (mine.length === 0 || gate.mayApprove.some((signer) => isSigner(signer, person))) return []
  return mine
    .filter((signer) => signer.onBehalfOf !== null)
    .flatMap(({ handle }) => gate.mayNotApprove.filter((barred) => barred.handle === handle))
    .map(({ handle, userName, why }) => `You stand in for ${handle}. ${SAYS[why](userName ?? handle)}`)
}

/** Every reason why this person cannot approve now: who they are, then what is in the way of anybody. */
export const whyNotSign = (gate: BoardGate, person: Approver): readonly string[] => {
  const { userId } = person
  const inRound = gate.signOffs.filter((signOff) => signOff.round === gate.round)
  const wrote = gate.requirements.some((requirement) =>
    requirement.evidence.some((piece) => piece.withdrawnAt === null && piece.attachedBy.userId === userId),
  )
  const decided = inRound.some((signOff) => signOff.actor.userId === userId)
  const represented = inRound.find((signOff) => signOff.onBehalfOf !== null && person.handles.includes(signOff.onBehalfOf))
  const waived = gate.waivers.some((waiver) => waiver.state === 'active' && waiver.approver.userId === userId)
  return [
    ...(decided ? ['You have decided in this round.'] : []),
    ...(represented ? [`${represented.actor.name} has signed in your place in this round.`] : []),
    ...(gate.submittedBy?.userId === userId ? ['You submitted this gate: somebody else signs it.'] : []),
    ...(wrote ? ['You attached evidence to it: somebody else signs it.'] : []),
    ...(waived ? ['You waived one of its requirements: somebody else signs it.'] : []),
    ...loansLost(gate, person),
    ...(gate.approveRefusals.length > 0 ? [`${countOf(gate.approveRefusals.length, 'reason')} listed above must go first.`] : []),
  ]
}
