import { routes } from '@gatehouse/contracts'
import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { programKey } from '../../app-data/program.ts'
import { answer, refused } from '../../testing/fake-api.ts'
import { standAtNow } from '../../testing/release-program.ts'
import { anEvent } from './testing/a-record.ts'
import { count, logOf, openLog } from './testing/open-log.tsx'

beforeEach(standAtNow)

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
    await openLog([logOf(events)])
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
    const { user, router } = await openLog([logOf(events)])
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
    const { user, router } = await openLog([logOf(events, asked)])
    await user.click(await screen.findByRole('button', { name: /^Task edited/ }))
    await user.click(screen.getByRole('button', { name: 'All about task L6-D3' }))
    await waitFor(() => expect(asked.at(-1)?.get('subject')).toBe('task:L6-D3'))
    expect(router.state.location.href).toBe('/p/credity12/log?subject=task:L6-D3')
    await user.click(await screen.findByRole('button', { name: 'No longer only task:L6-D3' }))
    await waitFor(() => expect(router.state.location.href).toBe('/p/credity12/log'))
  })
  it('folds long texts and long lists', async () => {
    const long = 'word '.repeat(100)
    const { user } = await openLog(
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
    const { user, router } = await openLog([logOf(() => count(3), asked)])
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
    const { user } = await openLog([logOf(() => count(2))], { search: '?what=gate.signed' })
    expect(await screen.findByRole('heading', { name: 'No event matches' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Show all events' }))
    expect(await screen.findByText('#2')).toBeVisible()
  })
  it('offers another try when it cannot be read', async () => {
    const { user, api } = await openLog([answer(routes.record.log, () => refused(503, 'unavailable', 'no'))])
    expect(await screen.findByRole('alert')).toHaveTextContent('The server is not ready.')
    api.add(logOf(() => []))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('heading', { name: 'Nothing is recorded yet' })).toBeVisible()
  })
  it('exports what is filtered as CSV and JSON, and the chain whole', async () => {
    const { user } = await openLog([logOf(() => count(2))], { search: '?gate=G3' })
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
    const { user, queryClient } = await openLog([logOf(() => all)])
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
    const { user } = await openLog([logOf(() => count(400))], { search: '?event=150' })
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
    await openLog([logOf(() => count(5))], { search: '?event=77' })
    expect(await screen.findByRole('heading', { name: 'Event 77 is not in this list' })).toBeVisible()
    expect(rows()).toHaveLength(5)
  })
})
