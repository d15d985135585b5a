import type { PlanHeadChange } from '@gatehouse/contracts'
import { useState } from 'react'
import { periodCount } from '../../lib/format-plan.ts'
import { formatIsoDate } from '../../lib/format-time.ts'
import type { InferredFact } from '../../lib/plan-reading/reading.ts'
import { isDate, sayDays, sayGuess } from '../../lib/plan-reading/say-guess.ts'
import { Button, Glyph, NumberField, SelectField, TextField, WorkingDaysField, ZoneField } from '../../ui/index.ts'
import type { PlanHead } from './plan-summary.ts'

type Field = 'slug' | 'name' | 'startsOn' | 'timeZone' | 'cadence' | 'first' | 'last' | 'workingDays'
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])$/

/** Name, address and calendar of the program as the document gives them, each marked found, inferred or mine; all can be changed here. */
export const ProgramForm = ({
  head,
  inferred,
  changes,
  onChange,
}: {
  head: PlanHead
  inferred: readonly InferredFact[]
  changes: PlanHeadChange
  onChange: (changes: PlanHeadChange) => void
}) => {
  const guesses = inferred.filter((fact) => fact.entity.kind === 'program' && fact.field !== 'goal')
  const [isOpen, setIsOpen] = useState(false)
  const origin = (field: Field): string => {
    if (changes[field] !== undefined) return 'yours'
    const guess = guesses.find((fact) => fact.field === field)
    return guess ? `inferred: ${guess.reason}` : 'found'
  }
  const set = (patch: PlanHeadChange) => onChange({ ...changes, ...patch })
  // what is typed stays in the field; only what the server would take is sent to it
  const [slug, setSlug] = useState<string | null>(null)
  const [name, setName] = useState<string | null>(null)
  const mine = Object.keys(changes).length
  return (
    <section className="sec2 prog" aria-label="Program and calendar">
      <h3>
        <span className="cut">{head.name || 'Unnamed program'}</span>
        <span className="mono ter cut">{head.slug}</span>
        <Button small className="r" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Done' : 'Edit'}
        </Button>
      </h3>
      {head.goal ? <p className="t12 sec goal">{head.goal}</p> : null}
      <p className="t12 sec">
        {head.length}, starts {isDate(head.startsOn) ? formatIsoDate(head.startsOn) : '…'}, {head.timeZone}, {sayDays(head.workingDays)}
      </p>
      {guesses.length > 0 ? (
        <p className="t12 warn prog-guess">
          <Glyph name="late" size={14} />
          Inferred: {guesses.map((fact) => `${WORDS[fact.field] ?? fact.field} ${sayGuess(fact)}`).join(', ')}. Check before you create it.
        </p>
      ) : null}
      {isOpen ? (
        <div className="form">
          <div className="two">
            <TextField
              label="Name"
              hint={origin('name')}
              value={name ?? head.name}
              onChange={(next) => {
                setName(next)
                if (next.trim() !== '') set({ name: next.trim() })
              }}
              maxLength={300}
            />
            <TextField
              label="Address"
              hint={origin('slug')}
              error={slug !== null && !SLUG.test(slug) ? '2 to 60 of a to z, 0 to 9 and dashes.' : null}
              value={slug ?? head.slug}
              onChange={(next) => {
                setSlug(next)
                if (SLUG.test(next)) set({ slug: next })
              }}
              maxLength={60}
              mono
            />
          </div>
          <div className="two">
            <SelectField
              label="Planned in"
              hint={origin('cadence')}
              options={[
                { value: 'day', label: 'Days' },
                { value: 'week', label: 'Weeks' },
              ]}
              value={changes.cadence ?? head.cadence}
              onChange={(cadence) => set({ cadence })}
            />
            <TextField
              label="First day"
              hint={origin('startsOn')}
              type="date"
              value={changes.startsOn ?? head.startsOn}
              onChange={(startsOn) => isDate(startsOn) && set({ startsOn })}
            />
            <NumberField
              label="First period"
              hint={origin('first')}
              value={changes.first ?? head.first}
              onChange={(first) => first !== null && set({ first })}
            />
            <NumberField
              label="Last period"
              hint={`${origin('last')}, ${periodCount(head.cadence, head.last - head.first + 1)} in all`}
              value={changes.last ?? head.last}
              onChange={(last) => last !== null && set({ last })}
            />
          </div>
          <div className="two">
            <div>
              <ZoneField value={changes.timeZone ?? head.timeZone} onChange={(timeZone) => set({ timeZone })} />
              <span className="hint t12 sec">{origin('timeZone')}</span>
            </div>
            <div>
              <WorkingDaysField
                value={changes.workingDays ?? head.workingDays}
                onChange={(workingDays) => workingDays.length > 0 && set({ workingDays })}
              />
              <span className="hint t12 sec">{origin('workingDays')}</span>
            </div>
          </div>
          {mine > 0 ? (
            <div className="form-end">
              <Button
                small
                onClick={() => {
                  setSlug(null)
                  setName(null)
                  onChange({})
                }}
              >
                Take back my changes
              </Button>
            </div>
          ) : null}
        </div>
      ) : null}
    </section>
  )
}

const WORDS: Readonly<Record<string, string>> = {
  startsOn: 'first day',
  timeZone: 'time zone',
  workingDays: 'working days',
  slug: 'address',
  first: 'first period',
  last: 'last period',
}
