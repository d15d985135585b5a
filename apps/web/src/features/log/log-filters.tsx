import type { Board } from '@gatehouse/core'
import { formatAbsolute, formatIsoDate } from '../../lib/format-time.ts'
import { sayAction } from '../../lib/say-event.ts'
import { FilterSelect, Glyph, Menu, type MenuItem, TextFilter } from '../../ui/index.ts'
import type { LogSearch } from './log-search.ts'
import type { LogList } from './log.queries.ts'

type Change = (patch: Partial<LogSearch>) => void
type Facets = NonNullable<LogList['facets']>

/** Who, what, which gate, when, and text. All of it is in the URL. */
export const LogFilters = ({
  board,
  search,
  facets,
  change,
}: {
  board: Board
  search: LogSearch
  facets: Facets | null
  change: Change
}) => (
  <>
    <TextFilter
      label="Find in the record"
      placeholder="Text in an event"
      pause={250}
      className="lg-q"
      value={search.q ?? ''}
      onChange={(q) => change({ q: q === '' ? undefined : q })}
    />
    <WhoFilter who={search.who} actors={facets?.actors ?? []} change={change} />
    <FilterSelect
      label="What"
      options={actionOptions(facets?.actions ?? [])}
      selected={search.what}
      onChange={(what) => change({ what: [...what] })}
    />
    <GateFilter board={board} gate={search.gate} change={change} />
    <PeriodFilter board={board} search={search} change={change} />
    <span className="lg-dates">
      <label>
        <span className="sr">First day</span>
        <input
          type="date"
          className="inp sm"
          value={search.from ?? ''}
          max={search.to}
          onChange={(event) => change({ from: event.currentTarget.value || undefined })}
        />
      </label>
      <span aria-hidden="true" className="ter">
        to
      </span>
      <label>
        <span className="sr">Last day</span>
        <input
          type="date"
          className="inp sm"
          value={search.to ?? ''}
          min={search.from}
          onChange={(event) => change({ to: event.currentTarget.value || undefined })}
        />
      </label>
    </span>
  </>
)

const WhoFilter = ({ who, actors, change }: { who: string | undefined; actors: Facets['actors']; change: Change }) => {
  const valueOf = (actor: Facets['actors'][number]) => actor.id ?? actor.name
  const chosen = actors.find((actor) => valueOf(actor) === who)
  const item = (label: string, value: string | undefined, aside?: string): MenuItem => ({
    label,
    checked: value === who,
    run: () => change({ who: value }),
    ...(aside === undefined ? {} : { aside }),
  })
  return (
    <Menu
      className="btn sm"
      sections={[{ items: [item('Anyone', undefined), ...actors.map((actor) => item(actor.name, valueOf(actor), String(actor.events)))] }]}
    >
      Who: {who === undefined ? 'anyone' : (chosen?.name ?? who)}
      <Glyph name="chev" size={12} />
    </Menu>
  )
}

/** Each noun with more than one action can be chosen whole: `gate.` is whatever happened to gates. */
const actionOptions = (actions: Facets['actions']) => {
  const nounOf = (action: string) => action.split('.')[0] ?? ''
  const nouns = [...new Set(actions.map(({ action }) => nounOf(action)))].sort()
  return nouns.flatMap((noun) => {
    const own = actions.filter(({ action }) => nounOf(action) === noun)
    return [
      ...(own.length > 1
        ? [{ value: `${noun}.`, label: `${sayAction(noun)}: anything`, hint: String(own.reduce((sum, { events }) => sum + events, 0)) }]
        : []),
      ...own
        .toSorted((a, b) => (a.action < b.action ? -1 : 1))
        .map(({ action, events }) => ({ value: action, label: sayAction(action), hint: String(events) })),
    ]
  })
}

const GateFilter = ({ board, gate, change }: { board: Board; gate: string | undefined; change: Change }) => (
  <Menu
    className="btn sm"
    sections={[
      {
        items: [
          { label: 'Any gate, or none', checked: gate === undefined, run: () => change({ gate: undefined }) },
          ...board.gates.map(
            (each): MenuItem => ({ label: `${each.key} ${each.title}`, checked: gate === each.key, run: () => change({ gate: each.key }) }),
          ),
        ],
      },
    ]}
  >
    Gate: {gate ?? 'any'}
    <Glyph name="chev" size={12} />
  </Menu>
)

const MINUTE = 60_000
/** The last date of a period: its run includes the days until the next one starts. */
const lastDateOf = (endsAt: string, zone: string): string => formatAbsolute(new Date(Date.parse(endsAt) - MINUTE), zone).slice(0, 10)

const PeriodFilter = ({
  board: { periods, program },
  search: { from, to },
  change,
}: {
  board: Board
  search: LogSearch
  change: Change
}) => {
  const now = Date.now()
  const begun = periods.filter(({ startsAt }) => Date.parse(startsAt) <= now).toReversed()
  const isChosen = (period: (typeof periods)[number]) => period.startsOn === from && lastDateOf(period.endsAt, program.timeZone) === to
  const isAny = from === undefined && to === undefined
  return (
    <Menu
      className="btn sm"
      sections={[
        {
          items: [
            { label: 'Any time', checked: isAny, run: () => change({ from: undefined, to: undefined }) },
            ...begun.map(
              (period): MenuItem => ({
                label: period.label,
                aside: formatIsoDate(period.startsOn, false),
                checked: isChosen(period),
                run: () => change({ from: period.startsOn, to: lastDateOf(period.endsAt, program.timeZone) }),
              }),
            ),
          ],
        },
      ]}
    >
      When: {isAny ? 'any time' : (periods.find(isChosen)?.label ?? 'chosen days')}
      <Glyph name="chev" size={12} />
    </Menu>
  )
}
