import { routes } from '@gatehouse/contracts'
import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { answer, refused } from '../../testing/fake-api.ts'
import { standAtNow } from '../../testing/release-program.ts'
import { aChain, type ChainEvent, checkpointFile, hashAt, pageOf, tamper } from './testing/a-record.ts'
import { aCheckpoint, checkpointsOf, count, logOf, openLog } from './testing/open-log.tsx'

beforeEach(standAtNow)

describe('verifying in the browser', () => {
  const CHAIN = aChain(30)
  const chainOf = (chain: readonly ChainEvent[]) =>
    answer(routes.record.chain, ({ query }) => pageOf(chain, Number(query.get('from') ?? 1), 10))
  const panel = () => screen.getByRole('region', { name: 'Was anything altered?' })
  const verify = async (known: readonly ReturnType<typeof answer>[]) => {
    const shown = await openLog([logOf(() => count(30)), ...known])
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
    const { user } = await openLog([logOf(() => count(30)), chainOf(CHAIN.slice(0, 20))])
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
    await openLog([
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
    const { user, api } = await openLog([logOf(() => count(9)), answer(routes.record.makeCheckpoint, aCheckpoint({ seq: 9 }))])
    await user.click(await within(await panel()).findByRole('button', { name: 'Make one now' }))
    expect(await screen.findByText('Checkpoint made of event 9')).toBeVisible()
    expect(api.calls.map(({ call }) => call)).toEqual(['POST /api/v1/programs/credity12/checkpoints'])
  })
  it('are not made twice of one event', async () => {
    const head = { seq: 9, hash: 'f'.repeat(64) }
    await openLog([logOf(() => count(9)), checkpointsOf([aCheckpoint(head)], { head })])
    await waitFor(async () =>
      expect(within(await panel()).getByRole('button', { name: 'Make one now' })).toHaveAccessibleDescription(
        'The newest event has its checkpoint already.',
      ),
    )
  })
  it('are made by leads only, and say that they go nowhere', async () => {
    await openLog([logOf(() => count(9))], { roles: ['viewer'] })
    expect(await within(await panel()).findByText(/This server sends them nowhere/)).toBeVisible()
    expect(within(await panel()).queryByRole('button')).toBeNull()
  })
})
