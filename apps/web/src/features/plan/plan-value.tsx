import type { ProgramHead } from '@gatehouse/core'
import { formatIsoDate } from '../../lib/format-time.ts'
import { periodLabel } from '../../lib/format-plan.ts'
import { Glyph } from '../../ui/index.ts'

/** Fields that hold period indices, in the lists whose `from` and `to` are not people. */
const PERIOD_FIELDS = new Set(['at', 'from', 'to', 'periods'])
const CODE_FIELDS = new Set(['key', 'owners', 'offset'])
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** One value of an entry, as people read it. Whatever the file holds has a form: nothing is left out. */
export const PlanValue = ({ program, field, value }: { program: ProgramHead; field: string; value: unknown }) => {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'boolean') return <span className={value ? '' : 'ter'}>{value ? 'yes' : 'no'}</span>
  if (typeof value === 'number') return <span className="nw">{PERIOD_FIELDS.has(field) ? periodLabel(program, value) : value}</span>
  if (Array.isArray(value)) return <ListValue program={program} field={field} values={value} />
  if (typeof value === 'object') return <RecordValue program={program} value={value as Record<string, unknown>} />
  const text = String(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return <span className="nw">{formatIsoDate(text)}</span>
  if (field === 'url' && /^https?:\/\//.test(text)) {
    return (
      <a className="lk" href={text} target="_blank" rel="noreferrer">
        {text}
      </a>
    )
  }
  return <span className={CODE_FIELDS.has(field) ? 'mono nw' : ''}>{text}</span>
}

const ListValue = ({ program, field, values }: { program: ProgramHead; field: string; values: readonly unknown[] }) => {
  if (values.length === 0) return null
  if (field === 'owners') {
    return values.map((owner) => (
      <span key={String(owner)} className="mono nw">
        {String(owner)}{' '}
      </span>
    ))
  }
  if (field === 'weekdays') return <span className="nw">{values.map((day) => WEEKDAYS[Number(day) - 1] ?? String(day)).join(', ')}</span>
  if (values.every((value) => typeof value === 'number')) {
    return <span>{values.map((value) => (PERIOD_FIELDS.has(field) ? periodLabel(program, value) : value)).join(', ')}</span>
  }
  return (
    <ul className="pl-in">
      {values.map((value, index) => (
        <li key={index}>
          <PlanValue program={program} field="" value={value} />
        </li>
      ))}
    </ul>
  )
}

/** `{role, count}` reads "4 × engineer", `{text, done}` a ticked line, `{at, value}` "D3: 12"; anything else its fields in turn. */
const RecordValue = ({ program, value }: { program: ProgramHead; value: Record<string, unknown> }) => {
  const { role, count, text, done, at, value: figure, ...rest } = value
  const others = Object.entries(rest)
  return (
    <>
      {role === undefined ? null : `${String(count ?? 1)} × ${String(role)} `}
      {text === undefined ? null : (
        <span className={done === true ? 'sec' : ''}>
          <Glyph name={done === true ? 't-done' : 't-todo'} size={12} /> <span className="sr">{done === true ? 'Done: ' : 'Open: '}</span>
          {String(text)}{' '}
        </span>
      )}
      {typeof at === 'number' ? `${periodLabel(program, at)}: ${String(figure ?? '')} ` : null}
      {others.map(([name, inner]) => (
        <span key={name}>
          <span className="ter">{name}</span> <PlanValue program={program} field={name} value={inner} />{' '}
        </span>
      ))}
    </>
  )
}
