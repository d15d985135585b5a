import type { PlanRecord } from '@gatehouse/core'
import type { DraftGate, DraftMilestone, DraftPhase, DraftPlan, DraftTask } from '../../draft/draft-plan.ts'
import type { Block, Section, Span } from '../../document/document.ts'
import type { PlanEntity } from '../../../report/map-lines.ts'

class Index<T extends { readonly key: string }> {
  readonly #byKey = new Map<string, T>()
  #seen = 0

  find(list: readonly T[], key: string): T | null {
    for (; this.#seen < list.length; this.#seen += 1) {
      const each = list[this.#seen]
      if (each) this.#byKey.set(each.key, each)
    }
    return this.#byKey.get(key) ?? null
  }
}

/** What was read so far, found by key. Recognisers of other folders add to the draft as well, so the lists are caught up with on each look. */
class Memory {
  /** What code, quotes and loose paragraphs belong to. */
  latest: PlanEntity | null = null
  /** The gate at which a lane's own exit criteria are shown, by lane. */
  readonly laneGates = new Map<string, DraftGate>()
  /** Lanes by the emoji that the document gives them. */
  readonly laneOfSign = new Map<string, string>()
  /** Lanes that own tasks by number: `Owns tasks 4–9`. Settled when the whole document is read. */
  readonly laneOfNumber = new Map<string, string>()
  /** Lines that say who works when; they count where no table does. */
  readonly staffing: { readonly span: Span; readonly fields: PlanRecord }[] = []
  /** Phases by their name in lower case. */
  readonly phasesByName = new Map<string, DraftPhase>()
  readonly #draft: DraftPlan
  readonly #tasks = new Index<DraftTask>()
  readonly #gates = new Index<DraftGate>()
  readonly #phases = new Index<DraftPhase>()
  readonly #milestones = new Index<DraftMilestone>()

  constructor(draft: DraftPlan) {
    this.#draft = draft
  }

  task = (key: string): DraftTask | null => this.#tasks.find(this.#draft.tasks, key)
  gate = (key: string): DraftGate | null => this.#gates.find(this.#draft.gates, key)
  phase = (key: string): DraftPhase | null => this.#phases.find(this.#draft.phases, key)
  /** The wished key, or with a number behind it where another phase has it. */
  phaseKey(wish: string): string {
    let key = wish
    for (let number = 2; this.phase(key) !== null; number += 1) key = `${wish}-${number}`
    return key
  }
  milestone = (key: string): DraftMilestone | null => this.#milestones.find(this.#draft.milestones, key)
}

const memories = new WeakMap<DraftPlan, Memory>()
export function memoryOf(draft: DraftPlan): Memory {
  const known = memories.get(draft)
  if (known) return known
  const made = new Memory(draft)
  memories.set(draft, made)
  return made
}

const positions = new WeakMap<Section, ReadonlyMap<Block, number>>()
/** The block in front of this one in its section, or null. */
export function blockBefore(block: Block, section: Section): Block | null {
  let known = positions.get(section)
  if (!known) {
    known = new Map(section.blocks.map((each, index) => [each, index]))
    positions.set(section, known)
  }
  const at = known.get(block)
  return at === undefined ? null : (section.blocks[at - 1] ?? null)
}

/** The block after this one in its section, or null. */
export function blockAfter(block: Block, section: Section): Block | null {
  blockBefore(block, section)
  const at = positions.get(section)?.get(block)
  return at === undefined ? null : (section.blocks[at + 1] ?? null)
}
