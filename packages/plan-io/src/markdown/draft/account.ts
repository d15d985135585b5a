import type { Issue } from '@gatehouse/core'
import type { PlanEntity } from '../../report/map-lines.ts'
import type { InferredFact, UnresolvedReference } from '../../report/parsed-plan-text.ts'
import type { Span } from '../document/document.ts'

interface Entry {
  readonly entities: PlanEntity[]
  readonly reasons: string[]
  unmapped: boolean
}

/**
 * What became of each line. A recogniser that takes a line says what it became; whatever nobody took is kept as a note in the end, so that no
 * line is lost in silence. A line may become several things; saying the same twice changes nothing.
 */
export class Account {
  readonly #entries = new Map<number, Entry>()
  readonly warnings: Issue[] = []
  readonly inferred: InferredFact[] = []
  readonly unresolved: UnresolvedReference[] = []

  isTaken(line: number): boolean {
    return this.#entries.has(line)
  }

  /** The lines became this, or say something about it. */
  map(at: number | Span, entity: PlanEntity, reason = ''): void {
    const { from, to } = typeof at === 'number' ? { from: at, to: at } : at
    for (let line = from; line <= to; line += 1) {
      const entry = this.#entry(line)
      if (!entry.entities.some((each) => each.kind === entity.kind && each.key === entity.key)) entry.entities.push(entity)
      if (reason !== '' && !entry.reasons.includes(reason)) entry.reasons.push(reason)
    }
  }

  /** The line was understood as something that should become a part of the plan, and cannot. Mapping it later wins. */
  reject(at: number | Span, reason: string): void {
    const { from, to } = typeof at === 'number' ? { from: at, to: at } : at
    for (let line = from; line <= to; line += 1) {
      const entry = this.#entry(line)
      entry.unmapped = true
      if (!entry.reasons.includes(reason)) entry.reasons.push(reason)
    }
  }

  infer(line: number, entity: PlanEntity, field: string, value: string, reason: string): void {
    this.inferred.push({ line, entity, field, value, reason })
  }

  warn(code: string, line: number, message: string, hint?: string): void {
    this.warnings.push(hint === undefined ? { code, line, message } : { code, line, message, hint })
  }

  leaveOpen(reference: Omit<UnresolvedReference, 'id'>): void {
    this.unresolved.push({
      id: `${reference.entity.kind}:${reference.entity.key}:${reference.field}:${reference.text}`.slice(0, 200),
      ...reference,
    })
  }

  at(line: number): { readonly entities: readonly PlanEntity[]; readonly reason: string; readonly unmapped: boolean } | null {
    const entry = this.#entries.get(line)
    if (!entry) return null
    return { entities: entry.entities, reason: entry.reasons.join(' '), unmapped: entry.entities.length === 0 && entry.unmapped }
  }

  #entry(line: number): Entry {
    const known = this.#entries.get(line)
    if (known) return known
    const made: Entry = { entities: [], reasons: [], unmapped: false }
    this.#entries.set(line, made)
    return made
  }
}
