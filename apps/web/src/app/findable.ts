import type { programRow } from '@gatehouse/contracts'
import type { Board } from '@gatehouse/core'
import type { z } from 'zod'
import { spanLabel } from '../lib/format-plan.ts'
import type { GlyphName } from '../ui/glyph.tsx'
import { GATE_LOOK, PROOF_LOOK, TASK_LOOK, VERDICT_LOOK } from '../ui/looks.ts'
import { SCREENS } from './screens.ts'

export interface Findable {
  readonly label: string
  readonly hint: string
  readonly kind: string
  readonly glyph: GlyphName
  /** Where Enter leads. */
  readonly href: string
}

/** Everything that the palette can open, in the order in which equal matches are shown. */
export const listFindable = (programs: readonly z.output<typeof programRow>[], board: Board | null): readonly Findable[] => {
  const found: Findable[] = []
  if (board) {
    const base = `/p/${board.program.slug}`
    for (const screen of SCREENS)
      found.push({ label: screen.label, hint: '', kind: 'Screen', glyph: 'crit', href: `${base}/${screen.path}` })
    for (const gate of board.gates) {
      found.push({
        label: gate.key,
        hint: gate.title,
        kind: 'Gate',
        glyph: GATE_LOOK[gate.face].glyph,
        href: `${base}/gates/${encodeURIComponent(gate.key)}`,
      })
    }
    for (const lane of board.lanes)
      found.push({
        label: lane.key,
        hint: lane.name,
        kind: 'Lane',
        glyph: 't-todo',
        href: `${base}/timeline?lane=${encodeURIComponent(lane.key)}`,
      })
    for (const task of board.tasks) {
      found.push({
        label: task.key,
        hint: `${task.title} · ${spanLabel(board.program, task.start, task.finish)}`,
        kind: 'Task',
        glyph: TASK_LOOK[task.status].glyph,
        href: `${base}/timeline?task=${encodeURIComponent(task.key)}`,
      })
    }
    for (const gate of board.gates) {
      for (const requirement of gate.requirements) {
        for (const item of requirement.evidence) {
          found.push({
            label: item.title,
            hint: requirement.key,
            kind: 'Evidence',
            glyph: PROOF_LOOK[item.freshness].glyph,
            href: `${base}/evidence?item=${encodeURIComponent(item.id)}`,
          })
        }
      }
    }
  }
  for (const program of programs) {
    found.push({
      label: program.name,
      hint: program.slug,
      kind: 'Program',
      glyph: VERDICT_LOOK[program.verdict].glyph,
      href: `/p/${program.slug}/overview`,
    })
  }
  found.push({ label: 'All programs', hint: '', kind: 'Page', glyph: 'crit', href: '/' })
  found.push({ label: 'New program', hint: 'import a plan or start empty', kind: 'Page', glyph: 'plus', href: '/new' })
  found.push({ label: 'My account', hint: 'tokens, sessions, password', kind: 'Page', glyph: 'lock', href: '/account' })
  return found
}
