import { routes } from '@gatehouse/contracts'
import type { Role } from '@gatehouse/core'
import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { programKey } from '../../app-data/program.ts'
import type { LogEvent } from '../../lib/say-event.ts'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { releaseBoard, standAtNow } from '../../testing/release-program.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import type { Checkpoint, Checkpoints } from './log.queries.ts'
import { LogScreen } from './log-screen.tsx'
import { aChain, anEvent, type ChainEvent, checkpointFile, hashAt, pageOf, tamper } from './testing/a-record.ts'

beforeEach(standAtNow)

const FACETS = {
  actors: [
    { id: 'u-release', name: 'Rita Release', events: 30 },
    { id: null, name: 'Gatehouse', events: 4 },
  ],
  actions: [
    { action: 'task.edited', events: 30 },
    { action: 'gate.signed', events: 2 },
    { action: 'gate.approved', events: 1 },
  ],
}
/** Answers like the server: below `before`, so many, newest first. */
const logOf = (events: () => readonly LogEvent[], asked: URLSearchParams[] = []) =>
  answer(routes.record.log, ({ query }) => {
    asked.push(query)
    const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY)
    const limit = Number(query.get('limit'))
    const all = events()
      .filter(({ seq, action }) => seq < before && (query.get('action') ?? action).includes(action))
      .toSorted((a, b) => b.seq - a.seq)
    const page = all.slice(0, limit)
    return { events: page, next: all.length > limit ? (page.at(-1)?.seq ?? null) : null, facets: query.has('before') ? null : FACETS }
  })
const checkpointsOf = (checkpoints: readonly Checkpoint[] = [], more: Partial<Checkpoints> = {}) =>
  answer(routes.record.checkpoints, {
    ...{ checkpoints: [...checkpoints], next: null, head: { seq: 9, hash: 'f'.repeat(64) }, destinations: { webhook: false, mail: false } },
    ...more,
  })
const aCheckpoint = (more: Partial<Checkpoint> = {}): Checkpoint => ({
  ...{ seq: 7, hash: 'a'.repeat(64), at: '2026-02-25T07:00:00.000Z', reason: 'sign_off', keyId: 'k' },
  ...{ deliveredAt: null, deliveryError: null },
  ...more,
})
const count = (length: number): LogEvent[] => Array.from({ length }, (_, index) => anEvent(index + 1))

const open = async (
  known: readonly ReturnType<typeof answer>[],
  { search = '', roles = ['lead'] }: { search?: string; roles?: readonly Role[] } = {},
) => {
  const api = fakeApi(checkpointsOf(), ...known)
  const board = releaseBoard()
  const shown = await renderScreen(<LogScreen />, { url: `/p/credity12/log${search}`, board, roles })
  return { ...shown, api, board }
}
const rows = () => screen.getAllByRole('listitem').filter((item) => item.id.startsWith('event-'))
const eventRow = (seq: number) => document.getElementById(`event-${seq}`) as HTMLElement

describe('the log', () => {
  const events = () => [
    anEvent(3, {
      ...{ action: 'gate.reopened', subjectKind: 'gate', subjectKey: 'G2', before: { state: 'SignedOff' } },
      after: { state: 'InProgress', reason: 'Scope grew' },
    }),
    anEvent(2, {
      at: '2026-02-24T12:00:00.000Z',
      before: { title: 'Old', checklist: [] },
      after: { title: 'New', checklist: [{ text: 'One', done: true }] },
    }),
    anEvent(1, {
      at: '2026-02-24T11:00:00.000Z',
      action: 'lane.added',
      subjectKind: 'lane',
      subjectKey: 'L99',
      before: null,
      after: { key: 'L99', name: 'Gone' },
    }),
  ]
  it('tells every event in a sentence, newest first, by day and period, with links to what it is about', async () => {
    await open([logOf(events)])
    const days = await screen.findAllByRole('region', { name: /Feb/ })
    expect(days.map((day) => day.getAttribute('aria-label'))).toEqual(['Wed 25 Feb, D5', 'Tue 24 Feb, D4'])
    expect(rows().map((row) => row.textContent)).toEqual([
      '13:30 ISTRita ReleaseG2Reopened: Scope grew#3',
      '17:30 ISTRita ReleaseL6-D3Task edited: title Old → New, checklist nothing → 1 entry#2',
      '16:30 ISTRita ReleaseL99Lane added: Gone#1',
    ])
    expect(screen.getByRole('link', { name: 'G2' })).toHaveAttribute('href', '/p/credity12/gates/G2')
    expect(screen.getByRole('link', { name: 'L6-D3' })).toHaveAttribute('href', '/p/credity12/timeline?task=L6-D3')
    // the plan has no such lane any more
    expect(screen.queryByRole('link', { name: 'L99' })).toBeNull()
    expect(screen.getByText('The record begins here.')).toBeVisible()
  })
  it('opens an event: before and after, its place in the chain, and an address of its own', async () => {
    const { user, router } = await open([logOf(events)])
    const say = await screen.findByRole('button', { name: /^Task edited/ })
    await user.click(say)
    expect(say).toHaveAttribute('aria-expanded', 'true')
    expect(router.state.location.href).toBe('/p/credity12/log?event=2')
    const changes = within(eventRow(2)).getByRole('table', { name: 'What event 2 changed' })
    expect(within(changes).getByRole('row', { name: 'title Old New' })).toBeVisible()
    expect(within(changes).getByRole('row', { name: /^checklist nothing text One done yes$/ })).toBeVisible()
    expect(within(eventRow(2)).getByRole('button', { name: `Hash of the event: copy ${'2'.repeat(64)}` })).toBeVisible()
    expect(within(eventRow(2)).getByRole('button', { name: 'Correlation id: copy c-2' })).toBeVisible()
    expect(within(eventRow(2)).getByRole('button', { name: /^Link to this event: copy http.*\/p\/credity12\/log\?event=2$/ })).toBeVisible()
    expect(within(eventRow(2)).getByRole('link', { name: 'The program after this event' })).toHaveAttribute(
      'href',
      '/p/credity12/past?seq=2',
    )
    await user.click(say)
    expect(router.state.location.href).toBe('/p/credity12/log')
    expect(within(eventRow(2)).queryByRole('table')).toBeNull()
  })
  it('shows all that happened to one thing', async () => {
    const asked: URLSearchParams[] = []
    const { user, router } = await open([logOf(events, asked)])
    await user.click(await screen.findByRole('button', { name: /^Task edited/ }))
    await user.click(screen.getByRole('button', { name: 'All about task L6-D3' }))
    await waitFor(() => expect(asked.at(-1)?.get('subject')).toBe('task:L6-D3'))
    expect(router.state.location.href).toBe('/p/credity12/log?subject=task:L6-D3')
    await user.click(await screen.findByRole('button', { name: 'No longer only task:L6-D3' }))
    await waitFor(() => expect(router.state.location.href).toBe('/p/credity12/log'))
  })
  it('folds long texts and long lists', async () => {
    const long = 'word '.repeat(100)
    const { user } = await open(
      [logOf(() => [anEvent(1, { before: null, after: { note: long, owners: count(12).map(({ seq }) => `@o${seq}`) } })])],
      {
        search: '?event=1',
      },
    )
    await user.click(await screen.findByRole('button', { name: 'All 500 characters' }))
    expect(screen.getByRole('table')).toHaveTextContent(long.trim())
    expect(screen.queryByText('@o12')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'All 12' }))
    expect(screen.getByText('@o12')).toBeVisible()
  })
})

describe('finding in the log', () => {
  it('keeps every filter in the address and asks the server for it', async () => {
    const asked: URLSearchParams[] = []
    const { user, router } = await open([logOf(() => count(3), asked)])
    await screen.findByText('#3')
    await user.click(screen.getByRole('button', { name: 'Who: anyone' }))
    await user.click(screen.getByRole('menuitemradio', { name: /Rita Release/ }))
    await user.click(await screen.findByRole('button', { name: 'What: all' }))
    await user.click(screen.getByRole('checkbox', { name: /Gate: anything/ }))
    await user.click(await screen.findByRole('button', { name: 'Gate: any' }))
    await user.click(screen.getByRole('menuitemradio', { name: /^G3/ }))
    await user.click(await screen.findByRole('button', { name: 'When: any time' }))
    await user.click(screen.getByRole('menuitemradio', { name: /^D4/ }))
    await user.type(await screen.findByRole('searchbox', { name: 'Find in the record' }), 'parity')
    await waitFor(() =>
      expect(router.state.location.href).toBe('/p/credity12/log?who=u-release&what=gate.&gate=G3&from=2026-02-24&to=2026-02-24&q=parity'),
    )
    await waitFor(() =>
      expect(Object.fromEntries(asked.at(-1) ?? [])).toEqual({
        ...{ actor: 'u-release', action: 'gate.', gate: 'G3', q: 'parity', limit: '100' },
        ...{ from: '2026-02-23T18:30:00.000Z', to: '2026-02-24T18:30:00.000Z' },
      }),
    )
    expect(screen.getByRole('button', { name: 'Who: Rita Release' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'When: D4' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    await waitFor(() => expect(router.state.location.href).toBe('/p/credity12/log'))
  })
  it('says that nothing matches, and that nothing is there', async () => {
    const { user } = await open([logOf(() => count(2))], { search: '?what=gate.signed' })
    expect(await screen.findByRole('heading', { name: 'No event matches' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Show all events' }))
    expect(await screen.findByText('#2')).toBeVisible()
  })
  it('offers another try when it cannot be read', async () => {
    const { user, api } = await open([answer(routes.record.log, () => refused(503, 'unavailable', 'no'))])
    expect(await screen.findByRole('alert')).toHaveTextContent('The server is not ready.')
    api.add(logOf(() => []))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('heading', { name: 'Nothing is recorded yet' })).toBeVisible()
  })
  it('exports what is filtered as CSV and JSON, and the chain whole', async () => {
    const { user } = await open([logOf(() => count(2))], { search: '?gate=G3' })
    await user.click(await screen.findByRole('button', { name: 'Export' }))
    const hrefs = screen.getAllByRole('menuitem').map((item) => item.getAttribute('href'))
    expect(hrefs).toEqual([
      '/api/v1/programs/credity12/log/export?format=csv&gate=G3',
      '/api/v1/programs/credity12/log/export?format=json&gate=G3',
      '/api/v1/programs/credity12/log/export?format=tsv',
    ])
  })
})

describe('a long log', () => {
  it('is read page by page, and takes in what happens meanwhile', async () => {
    let all = count(250)
    const { user, queryClient } = await open([logOf(() => all)])
    expect(await screen.findByText('#250')).toBeVisible()
    expect(rows()).toHaveLength(100)
    await user.click(screen.getByRole('button', { name: 'Show older events' }))
    await waitFor(() => expect(rows()).toHaveLength(200))
    all = [...all, anEvent(251), anEvent(252)]
    // what a live message does
    await act(() => queryClient.invalidateQueries({ queryKey: programKey('credity12') }))
    expect(await screen.findByText('#252')).toBeVisible()
    expect(rows()).toHaveLength(202)
    await user.click(screen.getByRole('button', { name: 'Show older events' }))
    expect(await screen.findByText('The record begins here.')).toBeVisible()
    expect(rows().map((row) => row.id)).toEqual(count(252).map(({ seq }) => `event-${253 - seq}`))
  })
  it('opens where a link points to, among its neighbours, and leads on to newer events', async () => {
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView')
    const { user } = await open([logOf(() => count(400))], { search: '?event=150' })
    expect(await screen.findByRole('table', { name: 'What event 150 changed' })).toBeVisible()
    expect(scrolled.mock.contexts).toContain(eventRow(150))
    expect(rows()[0]).toHaveAttribute('id', 'event-170')
    await user.click(screen.getByRole('button', { name: 'Show newer events' }))
    await waitFor(() => expect(rows()[0]).toHaveAttribute('id', 'event-270'))
    expect(rows()).toHaveLength(200)
    await user.click(screen.getByRole('button', { name: 'Go to the newest' }))
    expect(await screen.findByText('#400')).toBeVisible()
  })
  it('says when a link names an event that is not there', async () => {
    await open([logOf(() => count(5))], { search: '?event=77' })
    expect(await screen.findByRole('heading', { name: 'Event 77 is not in this list' })).toBeVisible()
    expect(rows()).toHaveLength(5)
  })
})

describe('verifying in the browser', () => {
  const CHAIN = aChain(30)
  const chainOf = (chain: readonly ChainEvent[]) =>
    answer(routes.record.chain, ({ query }) => pageOf(chain, Number(query.get('from') ?? 1), 10))
  const panel = () => screen.getByRole('region', { name: 'Was anything altered?' })
  const verify = async (known: readonly ReturnType<typeof answer>[]) => {
    const shown = await open([logOf(() => count(30)), ...known])
    await screen.findByText('#30')
    await shown.user.click(screen.getByRole('button', { name: 'Verify the record' }))
    return shown
  }
  it('says how many events, the head, and what was and was not checked', async () => {
    await verify([chainOf(CHAIN), checkpointsOf([aCheckpoint({ seq: 12, hash: hashAt(CHAIN, 12) })])])
    expect(await within(panel()).findByText('Nothing altered')).toBeVisible()
    expect(panel()).toHaveTextContent(`30 events, head ${hashAt(CHAIN, 30).slice(0, 12)}`)
    expect(panel()).toHaveTextContent('Held against 1 checkpoint of this server')
    expect(panel()).toHaveTextContent('Signatures of checkpoints')
  })
  it('names an event that was altered, and leads to it', async () => {
    const { user, router } = await verify([chainOf(tamper(CHAIN, 17))])
    const alert = await within(panel()).findByRole('alert')
    expect(alert).toHaveTextContent('1 fault in 30 events')
    expect(alert).toHaveTextContent('Event 17 does not have the hash that it was recorded under: it was altered.')
    await user.click(within(alert).getByRole('link', { name: 'Open event 17' }))
    expect(await screen.findByRole('table', { name: 'What event 17 changed' })).toBeVisible()
    expect(router.state.location.href).toBe('/p/credity12/log?event=17')
  })
  it('finds by a checkpoint of the server that the end was cut off', async () => {
    await verify([chainOf(CHAIN.slice(0, 20)), checkpointsOf([aCheckpoint({ seq: 28, hash: hashAt(CHAIN, 28) })])])
    expect(await within(panel()).findByRole('alert')).toHaveTextContent(
      'A checkpoint of this server names event 28; the record ends at 20: its end was cut off.',
    )
  })
  it('holds the record against files that were kept elsewhere, and says which file is none', async () => {
    const { user } = await open([logOf(() => count(30)), chainOf(CHAIN.slice(0, 20))])
    const input = await within(panel()).findByLabelText(/Checkpoints kept elsewhere/)
    await user.upload(input, [
      checkpointFile({ seq: 12, hash: hashAt(CHAIN, 12) }),
      checkpointFile({ seq: 25, hash: hashAt(CHAIN, 25) }, 'mailed.json'),
      new File(['{}'], 'plan.json'),
    ])
    const chosen = await within(panel()).findByRole('list', { name: 'Chosen checkpoints' })
    expect(within(chosen).getAllByRole('listitem')).toHaveLength(2)
    expect(within(panel()).getByRole('alert')).toHaveTextContent('plan.json: It is not a signed envelope in JSON.')
    await user.click(within(panel()).getByRole('button', { name: 'Verify now' }))
    expect(await within(panel()).findByText(/mailed.json names event 25; the record ends at 20/)).toBeVisible()
    expect(panel()).toHaveTextContent('and 2 files kept elsewhere')
    await user.click(within(panel()).getByRole('button', { name: 'Leave out the checkpoint of event 25' }))
    await user.click(within(panel()).getByRole('button', { name: 'Verify again' }))
    expect(await within(panel()).findByText('Nothing altered')).toBeVisible()
  })
  it('stops when it is cancelled, and says nothing about the record then', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let reads = 0
    const slow = answer(routes.record.chain, async ({ query }) => {
      reads += 1
      if (reads > 1) await held
      return pageOf(CHAIN, Number(query.get('from') ?? 1), 10)
    })
    const { user } = await verify([slow])
    expect(await within(panel()).findByText(/events checked$/)).toBeVisible()
    await user.click(within(panel()).getByRole('button', { name: 'Cancel' }))
    release()
    expect(await within(panel()).findByText(/^Cancelled: nothing is said about the record/)).toBeVisible()
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)))
    expect(within(panel()).queryByText('Nothing altered')).toBeNull()
    expect(reads).toBe(2)
  })
  it('says why it could not be read', async () => {
    await verify([answer(routes.record.chain, () => refused(503, 'unavailable', 'no'))])
    expect(await within(panel()).findByRole('alert')).toHaveTextContent('The server is not ready.')
  })
})

describe('checkpoints', () => {
  const panel = () => screen.findByRole('region', { name: 'Checkpoints' })
  it('say when, why and whether they went out, and can be taken away', async () => {
    await open([
      logOf(() => count(9)),
      checkpointsOf(
        [
          aCheckpoint({ seq: 8, reason: 'manual' }),
          aCheckpoint({ seq: 7, deliveredAt: '2026-02-25T07:01:00.000Z' }),
          aCheckpoint({ seq: 4, reason: 'daily', deliveryError: 'The webhook answered 502.' }),
        ],
        { destinations: { webhook: true, mail: false } },
      ),
    ])
    const items = await within(await panel()).findAllByRole('listitem')
    expect(items.map((item) => item.textContent)).toEqual([
      'Event 8Wed 25 Feb 12:30 IST, by handDownloadWaiting to be sent',
      'Event 7Wed 25 Feb 12:30 IST, at a sign-offDownloadSent Wed 25 Feb 12:31 IST',
      'Event 4Wed 25 Feb 12:30 IST, dailyDownloadNot sent The webhook answered 502.',
    ])
    expect(screen.getByRole('link', { name: 'Download the checkpoint of event 8' })).toHaveAttribute(
      'href',
      '/api/v1/programs/credity12/checkpoints/8?reason=manual',
    )
  })
  it('are made by hand by a lead, unless the newest event has one', async () => {
    const { user, api } = await open([logOf(() => count(9)), answer(routes.record.makeCheckpoint, aCheckpoint({ seq: 9 }))])
    await user.click(await within(await panel()).findByRole('button', { name: 'Make one now' }))
    expect(await screen.findByText('Checkpoint made of event 9')).toBeVisible()
    expect(api.calls.map(({ call }) => call)).toEqual(['POST /api/v1/programs/credity12/checkpoints'])
  })
  it('are not made twice of one event', async () => {
    const head = { seq: 9, hash: 'f'.repeat(64) }
    await open([logOf(() => count(9)), checkpointsOf([aCheckpoint(head)], { head })])
    await waitFor(async () =>
      expect(within(await panel()).getByRole('button', { name: 'Make one now' })).toHaveAccessibleDescription(
        'The newest event has its checkpoint already.',
      ),
    )
  })
  it('are made by leads only, and say that they go nowhere', async () => {
    await open([logOf(() => count(9))], { roles: ['viewer'] })
    expect(await within(await panel()).findByText(/This server sends them nowhere/)).toBeVisible()
    expect(within(await panel()).queryByRole('button')).toBeNull()
  })
})
