import { type FormEvent, useState } from 'react'
import { spanLabel } from '../../lib/format-plan.ts'
import { Button, ErrorState, NumberField, Panel, TextAreaField, TextField, WorkingDaysField, ZoneField } from '../../ui/index.ts'
import type { Settings } from './settings-queries.ts'
import { useSaveHead } from './use-save-head.ts'

const ISO_DATE = /^\d{4}-\d\d-\d\d$/
const datesIn = (text: string): readonly string[] => text.split(/[\s,;]+/).filter(Boolean)

/** Name, goal, calendar. The cadence is fixed once: every span is counted in it. */
export const HeadPanel = ({ base, mayEdit, onSaved }: { base: Settings; mayEdit: boolean; onSaved: (now: Settings) => void }) => {
  const { head } = base
  const [draft, setDraft] = useState({ ...head, holidays: head.holidays.join('\n') })
  const [first, setFirst] = useState<number | null>(head.first)
  const [last, setLast] = useState<number | null>(head.last)
  const save = useSaveHead(base, 'The program is saved.', onSaved)
  const set =
    <K extends keyof typeof draft>(name: K) =>
    (value: (typeof draft)[K]) =>
      setDraft({ ...draft, [name]: value })
  const holidays = datesIn(draft.holidays)
  const badDate = holidays.find((date) => !ISO_DATE.test(date) || Number.isNaN(Date.parse(date)))
  const refusal = !mayEdit
    ? 'A lead may change this.'
    : draft.name.trim() === ''
      ? 'Give the program a name.'
      : first === null || last === null || last < first
        ? 'The last period comes after the first.'
        : draft.workingDays.length === 0
          ? 'Choose one working day at least.'
          : badDate !== undefined
            ? `${badDate} is not a date.`
            : draft.startsOn === ''
              ? 'Say when it starts.'
              : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (refusal !== null || first === null || last === null || save.isPending) return
    const { name, goal, prefix, startsOn, timeZone, workingDays } = draft
    save.mutate({ name: name.trim(), goal, prefix, first, last, startsOn, timeZone, workingDays, holidays: [...holidays].sort() })
  }
  return (
    <Panel title="Program and calendar" id="program" aside={`planned in ${head.cadence}s, ${spanLabel(head, head.first, head.last)}`}>
      <form className="form pb" onSubmit={submit}>
        <div className="two">
          <TextField label="Name" value={draft.name} onChange={set('name')} readOnly={!mayEdit} maxLength={300} />
          <TextField
            label="Address"
            value={`/p/${head.slug}`}
            onChange={() => undefined}
            readOnly
            mono
            hint="Links to it stay good; it does not change."
          />
        </div>
        <TextAreaField label="Goal" value={draft.goal} onChange={set('goal')} readOnly={!mayEdit} maxLength={2_000} rows={2} />
        <div className="four">
          <TextField label="First day" type="date" value={draft.startsOn} onChange={set('startsOn')} readOnly={!mayEdit} />
          <TextField label="Label before the number" value={draft.prefix} onChange={set('prefix')} readOnly={!mayEdit} maxLength={8} />
          <NumberField label="First period" value={first} onChange={setFirst} readOnly={!mayEdit} />
          <NumberField label="Last period" value={last} onChange={setLast} readOnly={!mayEdit} />
        </div>
        {mayEdit ? (
          <div className="two">
            <ZoneField value={draft.timeZone} onChange={set('timeZone')} />
            <WorkingDaysField value={draft.workingDays} onChange={set('workingDays')} />
          </div>
        ) : (
          <TextField label="Time zone" value={draft.timeZone} onChange={() => undefined} readOnly />
        )}
        <TextAreaField
          label="Holidays"
          hint="Dates such as 2026-12-25, one a line. Nobody works on them."
          value={draft.holidays}
          onChange={set('holidays')}
          readOnly={!mayEdit}
          error={badDate === undefined ? null : `${badDate} is not a date.`}
          rows={2}
          mono
        />
        {save.error ? <ErrorState error={save.error} /> : null}
        {mayEdit ? (
          <div className="form-end">
            <Button type="submit" kind="primary" busy={save.isPending} refusal={refusal}>
              Save program
            </Button>
          </div>
        ) : null}
      </form>
    </Panel>
  )
}
