import type { CiSnapshot, FrozenGate, SignOff } from '@gatehouse/core'
import { type Html, html } from './html.ts'
import { APPROVED, PROOF_LOOK, RETURNED, status } from './looks.ts'
import { code, facts, sayInstant, table, time } from './words.ts'

/** One decision, with everything that was looked at when it was made. */
export const renderSignOff = (signOff: SignOff): Html => {
  const { actor, at, decision, note, frozen } = signOff
  return html`<article class="signed">
<header>${status(decision === 'approve' ? APPROVED : RETURNED)}<span><b>${actor.name}</b>, ${time(at)}</span></header>
${note !== '' && html`<p class="note">${note}</p>`}
${facts([
  ['Signed as', signOff.handle],
  ['In the role', signOff.role],
  ['On behalf of', signOff.onBehalfOf],
  ['Release commit', signOff.releaseSha === null ? null : code(signOff.releaseSha)],
  ['Gate revision, round', `${signOff.gateRevision}, ${signOff.round}`],
  ['Correlation id', code(signOff.correlationId)],
  ['Identity used', sayIdentity(signOff), 'wide'],
  ['Digest of what was signed', signOff.frozenDigest === null ? null : code(signOff.frozenDigest), 'wide'],
])}
${frozen === null ? renderBareList(signOff) : renderFrozen(frozen)}
${signOff.ci.length > 0 && html`<h5>CI at that moment</h5>${renderCiSnapshots(signOff.ci)}`}
</article>
`
}

const sayIdentity = ({ identity }: SignOff): string | null => {
  if (identity === null) return null
  const how = identity.via === 'token' ? `API token ${identity.token ?? ''}`.trim() : 'session'
  return `${identity.account}, ${how}, vouched for by ${identity.issuer}${identity.steppedUp ? '; asked again to sign' : ''}`
}

const renderBareList = ({ evidence }: SignOff): Html =>
  evidence.length === 0
    ? html`<p class="dim">No proof was attached when this was decided.</p>`
    : html`<h5>Proof that was signed</h5>${table(
        'Proof that was signed',
        ['Requirement', 'Evidence', 'SHA-256'],
        evidence.map(
          ({ id, requirementKey, digest }) =>
            html`<tr><td class="key">${requirementKey}</td><td>${code(id)}</td><td>${code(digest)}</td></tr>\n`,
        ),
      )}`

const renderFrozen = ({ requirements, evidence, waivers, ci }: FrozenGate): Html => html`<h5>Requirements as they were signed</h5>
${table(
  'Requirements as they were signed',
  ['Key', 'Text', 'State'],
  requirements.map(
    ({ key, text, state }) => html`<tr><td class="key">${key}</td><td>${text}</td><td>${status(PROOF_LOOK[state])}</td></tr>\n`,
  ),
)}
${
  evidence.length > 0 &&
  html`<h5>Proof that was signed</h5>
${table(
  'Proof that was signed',
  ['Requirement', 'Type', 'Title', 'Commit', 'SHA-256'],
  evidence.map(
    ({ requirementKey, type, title, sha, digest, fileSha256 }) =>
      html`<tr><td class="key">${requirementKey}</td><td>${type}</td><td>${title}</td><td>${sha === null ? '–' : code(sha.slice(0, 12))}</td><td>${code(digest)}${fileSha256 !== null && html`<br>file ${code(fileSha256)}`}</td></tr>\n`,
  ),
)}`
}
${
  waivers.length > 0 &&
  html`<h5>Waivers in force then</h5>
<ul>${waivers.map(({ requirementKey, reason, approver, expiresAt }) => html`<li>${requirementKey}: ${reason} (${approver}, until ${sayInstant(expiresAt)})</li>`)}</ul>`
}
${
  ci.length > 0 &&
  html`<h5>Runs that were signed</h5>
<ul class="plain">${ci.map(
    ({ path, freshness, runId, attempt, conclusion, headSha }) =>
      html`<li>${status(PROOF_LOOK[freshness])} ${code(path)}${runId !== null && `, run ${runId}, attempt ${attempt ?? 1}: ${conclusion ?? 'not finished'}`}${headSha !== null && html` on ${code(headSha)}`}</li>`,
  )}</ul>`
}`

/** What was read of CI, kept because hosts delete runs. */
export const renderCiSnapshots = (snapshots: readonly Pick<CiSnapshot, 'path' | 'freshness' | 'reason' | 'run' | 'readAt'>[]): Html =>
  table(
    'What CI said',
    ['Workflow', 'State', 'Run', 'Commit', 'Read'],
    snapshots.map(
      ({ path, freshness, reason, run, readAt }) =>
        html`<tr><td>${code(path)}</td><td>${status(PROOF_LOOK[freshness])}<p>${reason}</p></td><td>${
          run === null ? '–' : `${run.id}, attempt ${run.attempt}, ${run.event}: ${run.conclusion ?? run.status ?? 'unknown'}`
        }${run?.goneUpstream === true && html`<br>gone at the host; this is the copy`}</td><td>${run === null ? '–' : code(run.headSha)}</td><td>${readAt === null ? '–' : time(readAt)}</td></tr>\n`,
    ),
  )
