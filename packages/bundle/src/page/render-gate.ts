import type { BoardGate, GateGap, RequirementEvaluation, Waiver } from '@gatehouse/core'
import { type Html, html } from './html.ts'
import { CLOSED_GAP, GATE_LOOK, OPEN_GAP, PROOF_LOOK, status, WAIVER_OVER } from './looks.ts'
import { renderSignOff } from './render-sign-off.ts'
import { code, count, facts, sayInstant, table, time } from './words.ts'

/** A gate as it was: what it asks for, what was shown, what was missing or waived, and who decided what. */
export const renderGate = (gate: BoardGate, computedAt: string): Html => html`<section class="panel gate" id="gate-${gate.key}">
<header><h3>${code(gate.key)} ${gate.title}</h3>${status(GATE_LOOK[gate.face])}</header>
${
  gate.revalidate !== null &&
  html`<p class="note warn">Signed on ${code(gate.revalidate.signedSha)}; the release is now ${code(gate.revalidate.releaseSha)}. The signatures are about the earlier commit.</p>`
}
${facts([
  ['Signatures', sayQuorum(gate)],
  [
    'Submitted',
    gate.submittedBy === null || gate.submittedAt === null ? null : `${gate.submittedBy.name}, ${sayInstant(gate.submittedAt)}`,
  ],
  ['Signed', gate.signedAt === null ? null : time(gate.signedAt)],
  ['Signed on', gate.signedSha === null ? null : code(gate.signedSha)],
  ['Owners', gate.owners.join(', ') || null],
  ['Reviewers', gate.reviewers.join(', ') || null],
  ['Gate revision', gate.revision],
])}
<h4>Requirements: ${gate.proved} of ${gate.requirements.length} proved</h4>
${table('Requirements', ['Key', 'Asked for', 'State', 'Shown'], gate.requirements.map(renderRequirement))}
${gate.waivers.length > 0 && html`<h4>Waivers</h4><ul class="plain">${gate.waivers.map((waiver) => renderWaiver(waiver, computedAt))}</ul>`}
${gate.gaps.length > 0 && html`<h4>Gaps</h4><ul class="plain">${gate.gaps.map(renderGap)}</ul>`}
<h4>Decisions</h4>
${gate.signOffs.length === 0 ? html`<p class="dim">Nobody has decided on this gate.</p>` : gate.signOffs.map(renderSignOff)}
</section>
`

const sayQuorum = ({ approvals, quorum, signRoles }: BoardGate): string =>
  `${approvals} of ${Math.max(1, quorum)}${signRoles.map(({ role, count: number }) => `; ${number} as ${role}`).join('')}`

const renderRequirement = ({ key, text, state, reason, evidence, facts: known }: RequirementEvaluation): Html =>
  html`<tr><td class="key">${key}</td><td>${text}</td><td>${status(PROOF_LOOK[state])}<p>${reason}</p></td><td>${
    evidence.length > 0 &&
    html`<ul>${evidence.map(
      ({ type, title, digest, freshness, reason: why }) =>
        html`<li>${title} <span class="dim">(${type}, ${PROOF_LOOK[freshness].word.toLowerCase()}: ${why})</span><br>${code(digest)}</li>`,
    )}</ul>`
  }${known.length > 0 && html`<ul>${known.map((fact) => html`<li>${fact}</li>`)}</ul>`}${evidence.length + known.length === 0 && html`<span class="dim">nothing</span>`}</td></tr>\n`

const renderWaiver = (
  { requirementKey, reason, approver, grantedAt, expiresAt, revokedAt, revokedBy, revokeReason }: Waiver,
  computedAt: string,
): Html => {
  const isOver = revokedAt !== null || expiresAt <= computedAt
  return html`<li>${status(isOver ? WAIVER_OVER : PROOF_LOOK.waived)} <b>${requirementKey}</b>: ${reason}<br><span class="dim">Granted by ${approver.name} on ${time(grantedAt)}, until ${time(expiresAt)}${
    revokedAt !== null && html`; taken back${revokedBy !== null && ` by ${revokedBy.name}`} on ${time(revokedAt)}: ${revokeReason}`
  }</span></li>`
}

const renderGap = ({ text, requirementKey, openedAt, openedBy, closedAt, closedBy, closingNote }: GateGap): Html =>
  html`<li>${status(closedAt === null ? OPEN_GAP : CLOSED_GAP)} ${requirementKey !== null && html`<b>${requirementKey}</b>: `}${text}<br><span class="dim">${openedBy.name}, ${time(openedAt)}${
    closedAt !== null && html`; closed by ${closedBy?.name ?? 'nobody named'}, ${time(closedAt)}${closingNote !== '' && `: ${closingNote}`}`
  }</span></li>`

export const sayGates = (gates: readonly BoardGate[]): string =>
  `${gates.filter(({ face }) => face === 'SignedOff').length} of ${count(gates.length, 'gate')}`
