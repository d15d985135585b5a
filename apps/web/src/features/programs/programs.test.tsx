import { routes } from '@gatehouse/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { ProgramsScreen } from './programs-screen.tsx'

const row = (slug: string, sample: boolean, roles: ('lead' | 'viewer')[]) => ({
  id: slug,
  slug,
  name: slug.toUpperCase(),
  goal: 'Ship it',
  sample,
  revision: 1,
  cadence: 'day' as const,
  periodLabel: 'D5',
  startsOn: '2026-02-20',
  endsOn: '2026-03-06',
  timeZone: 'Asia/Kolkata',
  gatesSigned: 3,
  gates: 11,
  verdict: 'NO-GO' as const,
  reasons: 1,
  roles,
})

describe('the list of programs', () => {
  it('shows how each stands, and deletes a sample after a question', async () => {
    const rows = [row('own', false, ['lead']), row('demo', true, ['lead']), row('other', true, ['viewer'])]
    const api = fakeApi(
      answer(routes.programs.list, () => [...rows]),
      answer(routes.accounts.me, { user: { id: 'u1', name: 'Mina', email: 'm@example.test', isAdmin: false }, memberships: [] }),
    )
    const { user } = await renderScreen(<ProgramsScreen />)
    const [own, demo, other] = await screen.findAllByRole('listitem')
    if (!own || !demo || !other) throw new Error('three rows expected')
    expect(within(own).getByRole('link', { name: 'OWN' })).toHaveAttribute('href', '/p/own/overview')
    expect(own).toHaveTextContent('NO-GO1 reason')
    expect(own).toHaveTextContent('3 of 11 gates signed')
    expect(own).toHaveTextContent('Fri 20 Feb to Fri 6 Mar 2026, Asia/Kolkata')
    expect(within(own).queryByText('Sample')).toBeNull()
    expect(within(other).queryByRole('button')).toBeNull()

    api.add(answer(routes.programs.remove, () => refused(403, 'forbidden', 'no')))
    await user.click(within(demo).getByRole('button', { name: 'Delete the sample DEMO' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete sample' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('Your role')
    api.add(
      answer(routes.programs.remove, ({ params }) => {
        rows.splice(
          rows.findIndex((one) => one.slug === params.slug),
          1,
        )
        return null
      }),
    )
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete sample' }))
    expect(await screen.findByText('DEMO is deleted.')).toBeVisible()
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(2))
  })

  it('says how to begin where there is none', async () => {
    fakeApi(answer(routes.programs.list, []))
    await renderScreen(<ProgramsScreen />)
    expect(await screen.findByRole('heading', { name: 'Welcome, Mina Lead' })).toBeVisible()
    expect(screen.getAllByRole('link', { name: 'New program' })[0]).toHaveAttribute('href', '/new')
  })
})
