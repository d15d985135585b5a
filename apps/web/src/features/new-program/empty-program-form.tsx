import { routes } from '@gatehouse/contracts'
import type { Cadence } from '@gatehouse/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '../../lib/call-api.ts'
import { periodCount } from '../../lib/format-plan.ts'
import {
  Button,
  ErrorState,
  NumberField,
  Panel,
  SelectField,
  TextAreaField,
  TextField,
  toast,
  WorkingDaysField,
  ZoneField,
} from '../../ui/index.ts'
import { useEnterProgram } from './use-enter-program.ts'

/** `My release 2` → `my-release-2` */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])$/
const today = () => new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date())

/** A program with nothing in it: name, calendar and length. */
export const EmptyProgramForm = () => {
  const enter = useEnterProgram()
  const [name, setName] = useState('')
  const [ownSlug, setOwnSlug] = useState<string | null>(null)
  const [goal, setGoal] = useState('')
  const [cadence, setCadence] = useState<Cadence>('day')
  const [startsOn, setStartsOn] = useState(today)
  const [length, setLength] = useState<number | null>(15)
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [workingDays, setWorkingDays] = useState<number[]>([1, 2, 3, 4, 5])
  const slug = ownSlug ?? slugOf(name)
  const first = cadence === 'day' ? 0 : 1
  const create = useMutation({
    mutationFn: () =>
      callApi(routes.programs.create, {
        body: {
          slug,
          name: name.trim(),
          goal,
          cadence,
          prefix: cadence === 'day' ? 'D' : 'W',
          first,
          last: first + (length ?? 1) - 1,
          startsOn,
          timeZone,
          workingDays,
        },
      }),
    onSuccess: async (made) => {
      await enter(made.slug, 'settings')
      toast('The program is created. Add its lanes, then tasks and gates.')
    },
  })
  const missing =
    name.trim() === ''
      ? 'Give the program a name.'
      : !SLUG.test(slug)
        ? 'Give an address of 2 to 60 letters a to z, digits and dashes.'
        : length === null || length < 1
          ? 'Say how long it is.'
          : workingDays.length === 0
            ? 'Choose one working day at least.'
            : startsOn === ''
              ? 'Say when it starts.'
              : null
  return (
    <Panel title="Start empty" aside="lanes, tasks and gates are added afterwards">
      <form
        className="form pb"
        onSubmit={(event) => {
          event.preventDefault()
          if (missing === null && !create.isPending) create.mutate()
        }}
      >
        <div className="two">
          <TextField label="Name" value={name} onChange={setName} maxLength={300} required />
          <TextField label="Address" hint={`/p/${slug || '…'}`} value={slug} onChange={setOwnSlug} maxLength={60} mono required />
        </div>
        <TextAreaField label="Goal" optional value={goal} onChange={setGoal} maxLength={2_000} rows={2} />
        <div className="two">
          <SelectField
            label="Planned in"
            options={[
              { value: 'day', label: 'Days' },
              { value: 'week', label: 'Weeks' },
            ]}
            value={cadence}
            onChange={setCadence}
          />
          <TextField label="First day" type="date" value={startsOn} onChange={setStartsOn} required />
          <NumberField
            label={cadence === 'day' ? 'Days' : 'Weeks'}
            hint={length ? periodCount(cadence, length) : undefined}
            value={length}
            onChange={setLength}
            min={1}
            max={1_000}
          />
        </div>
        <div className="two">
          <ZoneField value={timeZone} onChange={setTimeZone} />
          <WorkingDaysField value={workingDays} onChange={setWorkingDays} />
        </div>
        {create.error ? <ErrorState error={create.error} /> : null}
        <div className="form-end">
          <Button type="submit" kind="primary" busy={create.isPending} refusal={missing}>
            Create program
          </Button>
        </div>
      </form>
    </Panel>
  )
}
