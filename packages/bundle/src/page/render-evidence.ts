import type { Evidence, EvidenceDetails } from '@gatehouse/core'
import { byLetters, evidencePath, filePath } from '../bundle-layout.ts'
import { type Html, html } from './html.ts'
import { status, WITHDRAWN } from './looks.ts'
import { code, link, sayInstant, table } from './words.ts'

/** Everything that was ever attached, withdrawn pieces too. */
export const renderEvidence = (evidence: readonly Evidence[]): Html =>
  evidence.length === 0
    ? html`<p class="dim">Nothing was attached.</p>`
    : table(
        'Evidence',
        ['For', 'Evidence', 'About', 'Produced and attached', 'Digest and file'],
        evidence
          .toSorted((a, b) => byLetters(a.gateKey, b.gateKey) || byLetters(a.requirementKey, b.requirementKey) || byLetters(a.id, b.id))
          .map(renderPiece),
      )

const renderPiece = (piece: Evidence): Html => {
  const { id, gateKey, requirementKey, type, title, url, reference, sha, digest, file, withdrawnAt, withdrawReason } = piece
  return html`<tr><td>${code(gateKey)} ${requirementKey}</td><td><b>${title}</b> <span class="dim">${type}</span>${
    withdrawnAt !== null && html`<p>${status(WITHDRAWN)} ${sayInstant(withdrawnAt)}${withdrawReason !== '' && `: ${withdrawReason}`}</p>`
  }${url !== null && html`<p>${link(url)}</p>`}${reference !== '' && reference !== url && html`<p>${reference}</p>`}</td><td>${sayDetails(piece.details)}${sha !== null && html`<p>commit ${code(sha)}</p>`}</td><td>${
    piece.producedAt === null ? 'Production time not given' : `Produced ${sayInstant(piece.producedAt)}`
  }<br>Attached ${sayInstant(piece.attachedAt)} by ${piece.attachedBy.name}</td><td>${code(digest)}<br><span class="dim">${evidencePath(id)}</span>${
    file !== null && html`<p>${file.name}, ${file.size} bytes, ${file.mediaType}<br><span class="dim">${filePath(file.sha256)}</span></p>`
  }</td></tr>\n`
}

const said = (rows: readonly (readonly [string, string | number | null])[]): Html[] =>
  rows.flatMap(([name, value]) => (value === null || value === '' ? [] : [html`<p>${name} ${value}</p>`]))

const sayDetails = (details: EvidenceDetails): readonly Html[] => {
  switch (details.type) {
    case 'doc':
      return said([
        ['path', details.path],
        ['section', details.heading],
        ['section’s SHA-256', details.sectionDigest],
      ])
    case 'contract':
      return said([
        ['path', details.path],
        ['pointer', details.pointer],
        ['section’s SHA-256', details.sectionDigest],
      ])
    case 'code':
      return said([['file', details.path]])
    case 'test':
      return said([
        ['suite', details.suite],
        ['test', details.name],
        ['run', details.run],
        ['report says', details.outcome],
      ])
    case 'ci_run':
      return said([
        ['repository', details.repository],
        ['run', details.runId],
        ['attempt', details.attempt],
      ])
    case 'artifact':
    case 'link':
      return []
  }
}
