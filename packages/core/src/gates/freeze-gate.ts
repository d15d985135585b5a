/** The list that a reviewer looks at and signs, and how one such list differs from another. Source: THREATS.md rows 2 and 6. */
import type { RequirementEvaluation } from '../board/board.ts'
import type { GateProgress } from '../board/program-state.ts'
import { canonicalJson, type JsonValue } from '../evidence/canonical-json.ts'
import type { CiSnapshot, WorkflowVerdict } from '../freshness/ci-run.ts'
import type { Issue } from '../result.ts'
import type { FrozenGate } from './frozen-gate.ts'
import type { ProgramFacts } from './program-facts.ts'

/** Verdicts on the workflows that the gate asks about, by path. */
const workflowsOf = (facts: ProgramFacts, gate: GateProgress): readonly WorkflowVerdict[] => {
  const all = gate.requirements.some((requirement) => requirement.rule === 'workflows_green')
  const named = new Set(gate.requirements.map((requirement) => requirement.workflow))
  return [...facts.ciByPath.values()]
    .filter((workflow) => named.has(workflow.path) || (all && workflow.required))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

const byId = <T extends { readonly id: string; readonly requirementKey: string }>(a: T, b: T): number =>
  a.requirementKey === b.requirementKey ? (a.id < b.id ? -1 : 1) : a.requirementKey < b.requirementKey ? -1 : 1

/** `requirements`: as `evaluateRequirements` judged them for the same facts. */
export const freezeGate = (facts: ProgramFacts, gate: GateProgress, requirements: readonly RequirementEvaluation[]): FrozenGate => ({
  gateKey: gate.key,
  title: gate.title,
  gateRevision: gate.revision,
  round: gate.round,
  releaseSha: facts.state.releaseTarget?.sha ?? null,
  requirements: requirements.map(({ key, text, state }) => ({ key, text, state })),
  evidence: (facts.evidenceByGate.get(gate.key) ?? [])
    .map(({ id, requirementKey, type, title, sha, digest, file }) => ({
      ...{ id, requirementKey, type, title, sha, digest },
      fileSha256: file?.sha256 ?? null,
    }))
    .sort(byId),
  waivers: requirements
    .flatMap(({ waiver }) => (waiver === null ? [] : [waiver]))
    .map(({ id, requirementKey, reason, approver, expiresAt }) => ({ id, requirementKey, reason, approver: approver.name, expiresAt }))
    .sort(byId),
  ci: workflowsOf(facts, gate).map(({ path, freshness, run }) => ({
    path,
    freshness,
    runId: run?.id ?? null,
    attempt: run?.attempt ?? null,
    conclusion: run?.conclusion ?? null,
    headSha: run?.headSha ?? null,
  })),
})

/** What CI says of each workflow that the gate asks about; kept with the signature, because hosts delete runs. */
export const snapshotCi = (facts: ProgramFacts, gate: GateProgress): readonly CiSnapshot[] =>
  workflowsOf(facts, gate).map(({ path, freshness, reason, run, readAt }) => ({ path, freshness, reason, run, readAt }))

/** The text whose SHA-256 is the digest of a frozen list. */
export const canonicalFrozen = (frozen: FrozenGate): string => canonicalJson(frozen as unknown as JsonValue)

/** The same text for the same list, whatever the order of its members; unlike the canonical one, it exists for anything that a client sends. */
const comparable = (frozen: FrozenGate): string =>
  JSON.stringify(frozen, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )

const say = (value: unknown): string => (value === null || value === undefined ? 'nothing' : String(value))

interface Part<T> {
  readonly path: string
  readonly word: string
  readonly codes: { readonly added: string; readonly removed: string; readonly changed: string }
  idOf(item: T): string
  nameOf(item: T): string
  readonly fields: readonly (keyof T & string)[]
}

const changesOf = <T extends object>(part: Part<T>, was: readonly T[], is: readonly T[]): readonly Issue[] => {
  const before = new Map(was.map((item) => [part.idOf(item), item]))
  const after = new Map(is.map((item) => [part.idOf(item), item]))
  const at = (item: T): string => `${part.path}.${part.idOf(item)}`
  const added = is
    .filter((item) => !before.has(part.idOf(item)))
    .map((item) => ({ code: part.codes.added, message: `${part.word} ${part.nameOf(item)} was not there.`, path: at(item) }))
  const others = was.flatMap((item): Issue[] => {
    const now = after.get(part.idOf(item)) ?? null
    if (now === null)
      return [{ code: part.codes.removed, message: `${part.word} ${part.nameOf(item)} is no longer there.`, path: at(item) }]
    return part.fields
      .filter((field) => item[field] !== now[field])
      .map((field) => ({
        code: part.codes.changed,
        message: `${part.word} ${part.nameOf(item)}: ${field} was ${say(item[field])}, is ${say(now[field])}.`,
        path: `${at(item)}.${field}`,
      }))
  })
  return [...others, ...added]
}

const REQUIREMENTS: Part<FrozenGate['requirements'][number]> = {
  path: 'requirements',
  word: 'Requirement',
  codes: { added: 'requirement_changed', removed: 'requirement_changed', changed: 'requirement_changed' },
  idOf: ({ key }) => key,
  nameOf: ({ key }) => key,
  fields: ['text', 'state'],
}
const EVIDENCE: Part<FrozenGate['evidence'][number]> = {
  path: 'evidence',
  word: 'Evidence',
  codes: { added: 'evidence_added', removed: 'evidence_withdrawn', changed: 'evidence_changed' },
  idOf: ({ id }) => id,
  nameOf: ({ title, requirementKey }) => `“${title}” for ${requirementKey}`,
  fields: ['requirementKey', 'type', 'title', 'sha', 'digest', 'fileSha256'],
}
const WAIVERS: Part<FrozenGate['waivers'][number]> = {
  path: 'waivers',
  word: 'The waiver of',
  codes: { added: 'waiver_changed', removed: 'waiver_changed', changed: 'waiver_changed' },
  idOf: ({ id }) => id,
  nameOf: ({ requirementKey }) => requirementKey,
  fields: ['requirementKey', 'reason', 'approver', 'expiresAt'],
}
const CI: Part<FrozenGate['ci'][number]> = {
  path: 'ci',
  word: 'CI',
  codes: { added: 'ci_changed', removed: 'ci_changed', changed: 'ci_changed' },
  idOf: ({ path }) => path,
  nameOf: ({ path }) => path,
  fields: ['freshness', 'runId', 'attempt', 'conclusion', 'headSha'],
}

/**
 * Every way in which what is there differs from what was looked at, one issue each, with what was and what is; empty: the same. Lists in
 * another order are another document: that is one issue too.
 */
export const compareFrozen = (was: FrozenGate, is: FrozenGate): readonly Issue[] => {
  if (comparable(was) === comparable(is)) return []
  const issues: Issue[] = []
  for (const field of ['gateKey', 'title', 'round'] as const)
    if (was[field] !== is[field])
      issues.push({ code: 'gate_changed', message: `The gate’s ${field} was ${say(was[field])}, is ${say(is[field])}.`, path: field })
  if (was.releaseSha !== is.releaseSha)
    issues.push({
      code: 'release_sha_changed',
      message: `The release commit was ${say(was.releaseSha)}, is ${say(is.releaseSha)}.`,
      path: 'releaseSha',
    })
  issues.push(
    ...changesOf(REQUIREMENTS, was.requirements, is.requirements),
    ...changesOf(EVIDENCE, was.evidence, is.evidence),
    ...changesOf(WAIVERS, was.waivers, is.waivers),
    ...changesOf(CI, was.ci, is.ci),
  )
  if (was.gateRevision !== is.gateRevision)
    issues.push({
      code: 'gate_changed',
      message: `The gate’s revision was ${was.gateRevision}, is ${is.gateRevision}.`,
      path: 'gateRevision',
    })
  return issues.length > 0 ? issues : [{ code: 'gate_changed', message: 'The lists are in another order.', path: 'requirements' }]
}
