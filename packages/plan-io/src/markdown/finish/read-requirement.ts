import type { EvidenceType, FreshnessRule, Requirement } from '@gatehouse/core'
import { WORKFLOW_PATTERN } from '../../schema/fields.ts'
import { findWords } from '../words/find-words.ts'
import { readEvidenceTypes } from '../words/read-evidence.ts'
import { readFreshness } from '../words/read-freshness.ts'

const EVERY_TYPE: readonly EvidenceType[] = ['doc', 'contract', 'code', 'test', 'ci_run', 'artifact', 'link']
const PATH = /\.github\/workflows\/[A-Za-z0-9._-]{1,100}\.ya?ml/
const FILE = /(?<![\w./-])([A-Za-z0-9][A-Za-z0-9._-]{0,80}\.ya?ml)(?![\w/])/
/** A workflow's name as people write it in code marks: `launch-gate`. */
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)+$/

export interface RequirementRead extends Pick<Requirement, 'accepts' | 'freshness' | 'maxAgeHours' | 'workflow' | 'rule'> {
  /** What was concluded, field by field, with why. */
  readonly reasons: readonly { readonly field: string; readonly value: string; readonly reason: string }[]
}

/** What proves a requirement and how fresh the proof must be, from its wording. `codes`: what stands in code marks on its line. */
export function readRequirement(text: string, workflow: string | null, codes: readonly string[] = []): RequirementRead {
  const types = readEvidenceTypes(text)
  const said = workflow ?? PATH.exec(text.slice(0, 2_000))?.[0] ?? null
  const meant = said === null && types.includes('ci_run') ? workflowNamed(text, codes) : null
  const wished = said ?? meant
  const path = wished !== null && WORKFLOW_PATTERN.test(wished) ? wished : null
  const fresh = readFreshness(text)
  const rule = path === null ? (findWords('rule', text)[0]?.concept ?? null) : null
  if (rule !== null)
    return {
      accepts: [],
      freshness: 'none',
      maxAgeHours: null,
      workflow: null,
      rule,
      reasons: [{ field: 'rule', value: rule, reason: 'The board itself can tell what this wording asks for.' }],
    }
  const accepts = path !== null ? (['ci_run'] as const) : types.length > 0 ? types : EVERY_TYPE
  const freshness: FreshnessRule = path !== null || fresh.isReleaseBound ? 'release_sha' : fresh.hours !== null ? 'max_age' : 'none'
  const reasons = [
    ...(path !== null && path === meant
      ? [{ field: 'workflow', value: path, reason: 'Concluded from the name that the document gives.' }]
      : []),
    ...(types.length > 0 || path !== null ? [{ field: 'accepts', value: accepts.join(','), reason: 'Concluded from its wording.' }] : []),
    ...(freshness !== 'none' ? [{ field: 'freshness', value: freshness, reason: 'Concluded from its wording.' }] : []),
  ]
  return { accepts, freshness, maxAgeHours: freshness === 'max_age' ? fresh.hours : null, workflow: path, rule: null, reasons }
}

/** The file of the one workflow that a wording about CI names. */
function workflowNamed(text: string, codes: readonly string[]): string | null {
  const file = FILE.exec(text.slice(0, 2_000))?.[1]
  if (file !== undefined) return `.github/workflows/${file}`
  const names = [...new Set(codes.filter((code) => code.length <= 80 && NAME.test(code) && text.includes(code)))]
  return names.length === 1 ? `.github/workflows/${names[0]}.yml` : null
}
