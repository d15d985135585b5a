import { routes } from '@gatehouse/contracts'
import { useState } from 'react'
import { useBoard, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { NumberField, TextAreaField } from '../../ui/index.ts'
import { ItemDialog } from './item-dialog.tsx'
import { linesOf } from './lane-dialog.tsx'

interface Span {
  readonly key: string
  readonly name: string
  readonly from: number
  readonly to: number
  readonly focus: string
  /** Exit criteria of a phase, criteria of a milestone. */
  readonly lines: readonly string[]
  readonly revision: number
}

/** A phase or a milestone: a named range of periods with criteria. */
export const SpanDialog = ({ noun, item, onClose }: { noun: 'phase' | 'milestone'; item: Span | null; onClose: () => void }) => {
  const slug = useSlug()
  const { program } = useBoard()
  const [from, setFrom] = useState<number | null>(item?.from ?? program.first)
  const [to, setTo] = useState<number | null>(item?.to ?? program.first)
  const [focus, setFocus] = useState(item?.focus ?? '')
  const [lines, setLines] = useState(item?.lines.join('\n') ?? '')
  const refusal = from === null || to === null || to < from ? 'The last period is not before the first.' : null
  const save = async ({ key, name }: { key: string; name: string }) => {
    if (from === null || to === null) return
    const span = { name, from, to }
    if (noun === 'phase') {
      const body = { ...span, focus, exitCriteria: linesOf(lines) }
      await (item
        ? callApi(routes.phases.edit, { params: { slug, key }, body, revision: item.revision })
        : callApi(routes.phases.add, { params: { slug }, body: { key, ...body } }))
      return
    }
    const body = { ...span, criteria: linesOf(lines) }
    await (item
      ? callApi(routes.milestones.edit, { params: { slug, key }, body, revision: item.revision })
      : callApi(routes.milestones.add, { params: { slug }, body: { key, ...body } }))
  }
  return (
    <ItemDialog noun={noun} initial={item} refusal={refusal} save={save} onClose={onClose}>
      <div className="two">
        <NumberField label="From period" value={from} onChange={setFrom} />
        <NumberField label="To period" value={to} onChange={setTo} />
      </div>
      {noun === 'phase' ? <TextAreaField label="Focus" optional value={focus} onChange={setFocus} maxLength={2_000} rows={2} /> : null}
      <TextAreaField
        label={noun === 'phase' ? 'Exit criteria' : 'Criteria'}
        optional
        hint="One a line."
        value={lines}
        onChange={setLines}
      />
    </ItemDialog>
  )
}
