import type { Evidence } from '../board/program-state.ts'
import { canonicalJson, type JsonValue } from './canonical-json.ts'
import { type EvidenceDetails, plainDetails } from './evidence-details.ts'

type Said = Pick<
  Evidence,
  'gateKey' | 'requirementKey' | 'type' | 'title' | 'url' | 'reference' | 'sha' | 'producedAt' | 'details' | 'file'
>

const asJson = (details: EvidenceDetails): JsonValue => ({ ...details })

/**
 * The text whose SHA-256 is the evidence's digest: what it says and which file it has, not when or by whom it was attached, nor what was
 * seen of it since. A piece whose details say nothing, without a file, has the text that it had before there were details.
 */
export const canonicalEvidence = (evidence: Said): string => {
  const { gateKey, requirementKey, type, title, url, reference, sha, producedAt, details, file } = evidence
  const said = { gateKey, requirementKey, type, title, url, reference, sha, producedAt }
  if (file === null && canonicalJson(asJson(details)) === canonicalJson(asJson(plainDetails(type)))) return canonicalJson(said)
  return canonicalJson({ ...said, details: asJson(details), file: file === null ? null : file.sha256 })
}
