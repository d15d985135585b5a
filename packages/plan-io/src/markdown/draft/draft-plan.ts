import type {
  Contingency,
  DeclaredPath,
  PlanRecord,
  PlanReleaseTarget,
  PlanSection,
  Priority,
  ProgramHead,
  Task,
  TaskStatus,
} from '@gatehouse/core'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A reference in the words of the document; resolved to a key when every entity is known. */
export interface LooseReference {
  readonly line: number
  /** As written: `final GO`, `#11`, `D1-D3 protocol fix`, `L4`. */
  readonly text: string
}
export interface DraftOwner {
  readonly handle: string
  name: string
}
export interface DraftLane {
  readonly key: string
  name: string
  mission: string
  readonly deliverables: string[]
  readonly owners: string[]
  /** Other names under which matrices and prose know it. */
  readonly aliases: string[]
  readonly line: number
}
export interface DraftPhase {
  readonly key: string
  name: string
  /** Periods, both included; null: the document gives none. */
  from: number | null
  to: number | null
  focus: string
  readonly exitCriteria: string[]
  readonly line: number
}
export interface DraftMilestone {
  readonly key: string
  name: string
  /** Periods, both included; null: the document gives none. */
  from: number | null
  to: number | null
  readonly criteria: string[]
  readonly line: number
}
export interface DraftTask {
  readonly key: string
  /** Lane key, or null while none is known. */
  lane: string | null
  title: string
  /** Periods, both included; null: the document gives none. */
  start: number | null
  finish: number | null
  priority: Priority | null
  status: TaskStatus | null
  parent: string | null
  gate: string | null
  readonly owners: string[]
  readonly checklist: { text: string; done: boolean }[]
  readonly after: Writable<Task['after'][number]>[]
  note: string
  movedTo: string | null
  /** The number that the document gives it: `16` of `16. Run the suite`, so that the same number on several days is one task. */
  readonly number: string | null
  readonly line: number
}
export interface DraftRequirement {
  readonly text: string
  readonly line: number
  /** null: concluded from its wording when the plan is finished. */
  workflow: string | null
}
export interface DraftGate {
  readonly key: string
  title: string
  at: number | null
  readonly owners: string[]
  readonly reviewers: string[]
  quorum: number | null
  readonly requirements: DraftRequirement[]
  readonly line: number
}
export interface DraftDependency {
  readonly from: LooseReference
  readonly to: LooseReference
  readonly kind: 'hard' | 'soft'
  readonly note: string
  readonly line: number
}
export interface DraftPath extends Omit<DeclaredPath, 'steps'> {
  readonly steps: readonly LooseReference[]
  readonly line: number
}

/** What the recognisers gather. Keys are final and unique in their list from the moment that something is added (see `DraftPlan.keyFor`). */
export class DraftPlan {
  readonly head: Partial<Writable<ProgramHead>> = {}
  readonly headLines = new Map<keyof ProgramHead, number>()
  /** Handles of who leads the program. */
  readonly leads: string[] = []
  releaseTarget: Writable<PlanReleaseTarget> | null = null
  contingency: (Omit<Contingency, 'target'> & { readonly target: LooseReference | null; readonly line: number }) | null = null
  readonly criticalPaths: DraftPath[] = []
  readonly owners = new Map<string, DraftOwner>()
  readonly lanes: DraftLane[] = []
  readonly phases: DraftPhase[] = []
  readonly milestones: DraftMilestone[] = []
  readonly tasks: DraftTask[] = []
  readonly gates: DraftGate[] = []
  readonly dependencies: DraftDependency[] = []
  readonly sections = new Map<PlanSection, PlanRecord[]>()
  readonly #keys = new Set<string>()
  readonly #sectionKeys = new Map<PlanSection, Set<string>>()
  readonly #counts = new Map<string, number>()

  /** The wished key where it is free and well-formed, else the nearest free one (`G3`, `G3-2`, …). Reserves it. Unique over tasks, gates and milestones. */
  keyFor(wish: string): string {
    return this.#reserve(this.#keys, '', wish)
  }

  /** The next free key that begins so: `W5.` gives `W5.1`, then `W5.2`. Reserves it; unique over tasks, gates and milestones. */
  nextKey(prefix: string): string {
    return this.#next(this.#keys, '', prefix)
  }

  /** The same as `keyFor` for an entry of a list of its own (risks, checklists …); unique in that list. */
  recordKeyFor(section: PlanSection, wish: string): string {
    return this.#reserve(this.#keysOf(section), section, wish)
  }

  /** The same as `nextKey` for an entry of a list of its own: `R` gives `R1`, then `R2`. */
  nextRecordKey(section: PlanSection, prefix: string): string {
    return this.#next(this.#keysOf(section), section, prefix)
  }

  add(section: PlanSection, record: PlanRecord): void {
    const list = this.sections.get(section)
    if (list) list.push(record)
    else this.sections.set(section, [record])
  }

  #keysOf(section: PlanSection): Set<string> {
    const known = this.#sectionKeys.get(section)
    if (known) return known
    const made = new Set<string>()
    this.#sectionKeys.set(section, made)
    return made
  }

  #reserve(taken: Set<string>, list: string, wish: string): string {
    const clean =
      wish
        .slice(0, 200)
        .replace(/[^A-Za-z0-9._-]+/g, '-')
        .slice(0, 36)
        .replace(/^[-._]+|[-._]+$/g, '') || 'X'
    if (!taken.has(clean)) {
      taken.add(clean)
      return clean
    }
    return this.#next(taken, list, `${clean.slice(0, 32)}-`, 2)
  }

  #next(taken: Set<string>, list: string, prefix: string, first = 1): string {
    const counter = `${list}:${prefix}`
    let n = this.#counts.get(counter) ?? first
    while (taken.has(`${prefix}${n}`)) n += 1
    this.#counts.set(counter, n + 1)
    taken.add(`${prefix}${n}`)
    return `${prefix}${n}`
  }

  laneByKey(key: string): DraftLane | null {
    return this.lanes.find((lane) => lane.key === key) ?? null
  }
}
