import { createHash } from 'node:crypto'
import type { Board, Evidence, VerdictReason } from '@gatehouse/core'
import { FILES, folderOf } from '../bundle-layout.ts'
import type { BundleInput } from '../write/bundle-input.ts'
import { Html, html } from './html.ts'
import { glyph } from './glyphs.ts'
import { REASON_LOOK, status, VERDICT_LOOK } from './looks.ts'
import { renderEvidence } from './render-evidence.ts'
import { renderGate, sayGates } from './render-gate.ts'
import { renderGoNoGo } from './render-go-no-go.ts'
import { renderCiSnapshots } from './render-sign-off.ts'
import { STYLES } from './styles.ts'
import { code, count, facts, orNone, time } from './words.ts'

export type BundlePageInput = Pick<
  BundleInput,
  'slug' | 'program' | 'revision' | 'repository' | 'releaseSha' | 'verdict' | 'computedAt' | 'head'
> & {
  readonly board: Board
  /** All of it, also what was withdrawn. */
  readonly evidence: readonly Evidence[]
}

const STYLE_DIGEST = createHash('sha256').update(STYLES).digest('base64')
/** Nothing runs and nothing is fetched, also when somebody's text got through. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_DIGEST}'; base-uri 'none'; form-action 'none'`

/**
 * The page for people: the board as it was signed, in one file without scripts or anything from elsewhere, to be read and printed. Pure: the
 * same input gives the same text.
 */
export const renderBundlePage = (input: BundlePageInput): string => {
  const { board, program, evidence } = input
  const { verdict, gates, ci, readiness, schedule, contingency, goNoGo, delegations } = board
  const look = VERDICT_LOOK[verdict.word]
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${program.name}: ${verdict.word}, revision ${input.revision}</title>
<style>${new Html(STYLES)}</style>
</head>
<body>
<header class="top"><h1>${program.name}</h1><span class="dim">Release record, revision ${input.revision}, ${time(input.computedAt)}</span></header>
<main>
<section class="panel verdict ${look.tone}" aria-label="Verdict">
<p class="word">${glyph(look.glyph)}<span>${look.word}</span></p>
${verdict.reasons.length === 0 ? html`<p>Nothing argues against it.</p>` : html`<ul class="reasons">${verdict.reasons.map(renderReason)}</ul>`}
${verdict.notCounted.length > 0 && html`<h4>Not counted</h4><ul>${verdict.notCounted.map((text) => html`<li>${text}</li>`)}</ul>`}
</section>
<div class="figures">
${figure(sayGates(gates), 'signed on the release commit')}
${figure(`${readiness.proved} of ${readiness.total}`, 'requirements proved now')}
${figure(`${readiness.score} of 100`, 'readiness')}
${figure(count(schedule.slip, 'period'), 'slip of the target')}
${contingency !== null && figure(`${contingency.left} of ${contingency.size}`, 'contingency periods left')}
</div>
<section class="panel" aria-label="What this is about">
${facts([
  ['Repository', orNone(input.repository)],
  ['Release commit', input.releaseSha === null ? orNone(null) : code(input.releaseSha)],
  ['Program', html`${code(input.slug)}<br>${code(program.id)}`],
  ['End of the record', html`event ${input.head.seq}<br>${code(input.head.hash)}`, 'wide'],
])}
</section>
${goNoGo.length > 0 && html`<h2>Go or no-go</h2>${goNoGo.map(renderGoNoGo)}`}
<h2>Gates</h2>
${gates.length === 0 ? html`<p class="dim">The plan has no gates.</p>` : gates.map((gate) => renderGate(gate, input.computedAt))}
${
  delegations.length > 0 &&
  html`<h2>Standing in</h2>
<div class="panel"><ul>${delegations.map(
    ({ handle, to, from, until, reason, revokedAt }) =>
      html`<li>${to.name} for ${handle}, ${time(from)} to ${time(until)}${reason !== '' && `: ${reason}`}${revokedAt !== null && html`; ended ${time(revokedAt)}`}</li>`,
  )}</ul></div>`
}
<h2>CI on the release commit</h2>
<div class="panel">${ci.workflows.length === 0 ? html`<p class="dim">The plan names no workflows.</p>` : renderCiSnapshots(ci.workflows)}</div>
<h2>Evidence</h2>
<div class="panel">${renderEvidence(evidence)}</div>
<h2>How to check this record</h2>
<div class="panel">
<p>This page is one of the files that were signed together. By itself it proves nothing. Get the public key from somewhere other than this bundle, and run:</p>
<pre><code>gatehouse verify ${folderOf(input.slug)}.tar --key gatehouse.pub</code></pre>
<p>Without that program: unpack the bundle, check the signature in ${code(FILES.envelope)} with openssl, compare the digest that it names with ${code(FILES.sums)}, and run <code>sha256sum -c SHA256SUMS</code>. Whoever kept a checkpoint can see that the record in ${code(FILES.chain)} was not cut off or told anew since.</p>
</div>
</main>
<footer>All times are UTC. Only what is in ${code(FILES.board)}, ${code('evidence/')} and ${code(FILES.chain)} is shown here.</footer>
</body>
</html>
`.text
}

const figure = (value: string, what: string): Html => html`<div class="panel"><b>${value}</b><span class="dim">${what}</span></div>`

const renderReason = ({ title, detail, status: state, owners, due }: VerdictReason): Html =>
  html`<li>${status(REASON_LOOK[state])}<div><b>${title}</b><br>${detail}${
    (owners.length > 0 || due !== null) &&
    html`<br><span class="dim">${owners.join(', ')}${owners.length > 0 && due !== null && '; '}${due?.text ?? null}</span>`
  }</div></li>`
