import {
  type EvidenceType,
  type FreshnessRule,
  PLAN_SECTIONS,
  type Plan,
  type PlanRecord,
  type PlanSection,
  type Requirement,
} from '@gatehouse/core'
import type { PlanFile } from './schema/plan-file-schema.ts'

const EVERY_TYPE: readonly EvidenceType[] = ['doc', 'contract', 'code', 'test', 'ci_run', 'artifact', 'link']

/** Letter before a period's number where the file names none. */
export const defaultPrefix = (cadence: 'day' | 'week'): string => (cadence === 'day' ? 'D' : 'W')

/** What a requirement takes where the file does not say: a bound workflow's runs, nothing for a rule, else anything. */
export function defaultAccepts(requirement: Pick<Requirement, 'rule' | 'workflow'>): readonly EvidenceType[] {
  if (requirement.rule !== null) return []
  return requirement.workflow === null ? EVERY_TYPE : ['ci_run']
}

/** Proof by a workflow is about the release commit; anything else only where the file says so. */
export function defaultFreshness(requirement: Pick<Requirement, 'workflow' | 'maxAgeHours'>): FreshnessRule {
  if (requirement.workflow !== null) return 'release_sha'
  return requirement.maxAgeHours === null ? 'none' : 'max_age'
}

/** A checked file to a plan: adds the defaults that depend on other fields. Section entries stay as written. */
export function completePlan(file: PlanFile): Plan {
  const { program } = file
  return {
    program: { ...program, prefix: program.prefix ?? defaultPrefix(program.cadence) },
    releaseTarget: file.releaseTarget,
    contingency: file.contingency,
    criticalPaths: file.criticalPaths,
    owners: file.owners,
    lanes: file.lanes,
    phases: file.phases,
    milestones: file.milestones,
    tasks: file.tasks,
    gates: file.gates.map((gate) => ({
      ...gate,
      requirements: gate.requirements.map((requirement) => ({
        ...requirement,
        accepts: requirement.accepts ?? defaultAccepts(requirement),
        freshness: requirement.freshness ?? defaultFreshness(requirement),
      })),
    })),
    dependencies: file.dependencies,
    sections: sectionsOf(file),
  }
}

function sectionsOf(file: PlanFile): Record<PlanSection, readonly PlanRecord[]> {
  const entries: [PlanSection, readonly PlanRecord[]][] = PLAN_SECTIONS.map((section) => [section, file[section]])
  return Object.fromEntries(entries) as Record<PlanSection, readonly PlanRecord[]>
}
