import type { GoNoGo, GoNoGoVote } from '@gatehouse/core'
import { type Html, html } from './html.ts'
import { DECISION_LOOK, status, VOTE_LOOK } from './looks.ts'
import { code, count, facts, sayInstant, table, time } from './words.ts'

/** One asking of the lanes: who said what, who dissented, and what a person decided on which facts. */
export const renderGoNoGo = ({
  number,
  question,
  openedAt,
  openedBy,
  deadline,
  votes,
  decision,
}: GoNoGo): Html => html`<section class="panel">
<header class="top"><h3>${number}. ${question}</h3>${decision === null ? html`<span class="dim">Not decided</span>` : status(DECISION_LOOK[decision.word])}</header>
${facts([
  ['Asked by', `${openedBy.name}, ${sayInstant(openedAt)}`],
  ['Answers until', time(deadline)],
])}
${votes.length === 0 ? html`<p class="dim">No lane has answered.</p>` : html`<h4>Answers of the lanes</h4>${table('Answers of the lanes', ['Lane', 'Answer', 'By', 'At', 'Note'], votes.map(renderVote))}`}
${decision !== null && renderDecision(decision, votes)}
</section>
`

const renderVote = ({ laneKey, laneName, vote, note, actor, handle, at }: GoNoGoVote): Html =>
  html`<tr><td>${code(laneKey)} ${laneName}</td><td>${status(VOTE_LOOK[vote])}</td><td>${actor.name}${handle !== null && ` (${handle})`}</td><td>${time(at)}</td><td>${note}</td></tr>\n`

const renderDecision = (
  { word, by, at, reason, override, facts: known }: NonNullable<GoNoGo['decision']>,
  votes: readonly GoNoGoVote[],
): Html => {
  const dissent = votes.filter(({ vote }) => (word === 'GO' ? vote === 'no_go' : vote === 'go'))
  return html`<h4>Decision</h4>
${override && html`<p class="note stop"><b>Override.</b> ${by.name} decided ${word} although the verdict was ${known.verdict}.</p>`}
<p><b>${word}</b>, ${by.name}, ${time(at)}</p>
${reason !== '' && html`<p class="note">${reason}</p>`}
${dissent.length > 0 && html`<p class="note warn"><b>Dissent:</b> ${dissent.map(({ laneName, actor }) => `${laneName} (${actor.name})`).join(', ')}</p>`}
${facts([
  ['Verdict then', known.verdict],
  ['Release commit', known.releaseSha === null ? 'none' : code(known.releaseSha)],
  ['Gates signed', `${known.gatesSigned} of ${known.gatesTotal}`],
  ['Readiness', `${known.readiness} of 100`],
  ['Slip', count(known.slip, 'period')],
  ['Contingency left', known.contingencyLeft === null ? null : count(known.contingencyLeft, 'period')],
])}
${known.reasons.length > 0 && html`<ul>${known.reasons.map(({ title, detail }) => html`<li>${title}: ${detail}</li>`)}</ul>`}
${known.waivers.length > 0 && html`<ul>${known.waivers.map(({ gateKey, requirementKey, reason: why, expiresAt }) => html`<li>Waiver on ${gateKey} ${requirementKey}: ${why}, until ${sayInstant(expiresAt)}</li>`)}</ul>`}`
}
