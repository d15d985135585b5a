import type { GateFace } from '@gatehouse/core'
import { memo, useDeferredValue } from 'react'
import { Glyph } from '../../ui/glyph.tsx'
import { GATE_LOOK, LATE_LOOK, type Look, TASK_LOOK } from '../../ui/looks.ts'
import { CHECKPOINT_LOOK } from './grid/plan-band-rows.tsx'
import type { RowForm } from './model/zoom-scale.ts'

const Swatch = ({ look, children }: { look: string; children: string }) => (
  <span>
    <i className={`sw ${look}`} />
    {children}
  </span>
)
const Mark = ({ look, bold = false }: { look: Look; bold?: boolean }) => (
  <span className={`${look.tone} ${bold ? 'b' : ''}`}>
    <Glyph name={look.glyph} size={14} />
    {look.word}
  </span>
)

interface Props {
  readonly form: RowForm
  /** Faces that some gate of the plan shows now. */
  readonly faces: readonly GateFace[]
  readonly checkpoints: boolean
  readonly conflicts: boolean
}
const FACES = ['NotStarted', 'InProgress', 'CompletedDocBaseline', 'ReadyForSignoff', 'SignedOff', 'Revalidate'] as const

const Words = memo(({ form, faces, checkpoints, conflicts }: Props) => (
  <div className={`tl-lg ${form}`} role="group" aria-label="Legend">
    <Swatch look="done">Done</Swatch>
    <Swatch look="prog">In progress</Swatch>
    <Swatch look="todo">To do</Swatch>
    <Mark look={TASK_LOOK.blocked} bold />
    <Mark look={LATE_LOOK} bold />
    <Swatch look="p0">P0</Swatch>
    <Swatch look="ghost">Baseline</Swatch>
    <Swatch look="line">Critical</Swatch>
    <Swatch look="line walked">Critical, walked</Swatch>
    {conflicts ? <Swatch look="bad">Violated dependency</Swatch> : null}
    <Swatch look="now">Today, selection</Swatch>
    {FACES.filter((face) => faces.includes(face)).map((face) => (
      <Mark key={face} look={GATE_LOOK[face]} />
    ))}
    {checkpoints ? (
      <>
        <Mark look={CHECKPOINT_LOOK.met} />
        <Mark look={CHECKPOINT_LOOK.missed} />
        <Mark look={CHECKPOINT_LOOK.due} />
      </>
    ) : null}
  </div>
))

/** The words for every form that the grid shows without one. Stands ready right after the grid has been painted. */
export const Legend = (props: Props) => {
  const isPainted = useDeferredValue(true, false)
  return isPainted ? <Words {...props} /> : <div className="tl-lg" />
}
