import { routes } from '@gatehouse/contracts'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeQueryClient } from '../lib/query-client.ts'
import { startShortcuts } from '../lib/shortcuts.ts'
import { answer, fakeApi, refused } from '../testing/fake-api.ts'
import { sampleBoard } from '../testing/sample-board.ts'
import { closeOverlay } from './overlays.ts'
import { makeRouter } from './router.tsx'

const board = sampleBoard()
const me = {
  user: { id: 'u1', name: 'Mina Lead', email: 'mina@example.test', isAdmin: false },
  memberships: [{ slug: 'credity12', roles: ['lead' as const], handles: [] }],
}
const row = {
  id: 'p1',
  slug: 'credity12',
  name: 'Credity12',
  goal: '',
  sample: false,
  revision: 1,
  cadence: 'day' as const,
  periodLabel: 'D2',
  startsOn: '2026-02-20',
  endsOn: '2026-02-24',
  timeZone: 'Asia/Kolkata',
  gatesSigned: 1,
  gates: 3,
  verdict: 'NO-GO' as const,
  reasons: 2,
  roles: ['lead' as const],
}
const people = { members: [], owners: [], invitations: [] }

let stop = () => {}
beforeEach(() => {
  stop = startShortcuts()
})
afterEach(() => {
  stop()
  closeOverlay()
})

const openApp = (url: string, api: ReturnType<typeof fakeApi>) => {
  const client = makeQueryClient()
  const router = makeRouter(client)
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [url] }) })
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return { router, api, user: userEvent.setup() }
}
const program = () =>
  fakeApi(
    answer(routes.accounts.me, me),
    answer(routes.programs.list, [row]),
    answer(routes.programs.board, ({ params }) =>
      params.slug === 'credity12' ? (board as never) : refused(404, 'not_found', 'No such program.'),
    ),
    answer(routes.people.list, people),
    answer(routes.accounts.signOut, null),
    answer(routes.accounts.setupState, { needed: false, linkGood: false }),
  )

describe('the program chrome', () => {
  it('says which program, when, which commit and how it stands, and links to the screens with their counts', async () => {
    openApp('/p/credity12/people', program())
    const banner = await screen.findByRole('banner')
    expect(within(banner).getByRole('button', { name: 'Program: Credity12. Switch' })).toBeVisible()
    expect(within(banner).getByText('D2')).toBeVisible()
    expect(within(banner).getByRole('button', { name: /^Release commit: copy 9f3c1ab24d7e/ })).toHaveTextContent('9f3c1ab')
    expect(within(banner).getByRole('link', { name: /NO-GO.*2 reasons/ })).toHaveAttribute('href', '/p/credity12/overview')
    const screens = screen.getByRole('navigation', { name: 'Screens of the program' })
    expect(within(screens).getByRole('link', { name: 'Gates 1/3 signed' })).toHaveAttribute('href', '/p/credity12/gates')
    expect(within(screens).getByRole('link', { name: 'CI 0/1 required workflows fresh' })).toBeVisible()
    expect(within(screens).getByRole('link', { name: 'People' })).toHaveAttribute('aria-current', 'page')
    expect(screen.getByRole('link', { name: 'Skip to content' })).toHaveAttribute('href', '#main')
    expect(screen.getAllByRole('main')).toHaveLength(1)
  })

  it('finds a task by its title and opens it, with the keyboard alone', async () => {
    const { user, router } = openApp('/p/credity12/people', program())
    await screen.findByRole('heading', { name: 'People' })
    await user.keyboard('{Control>}k{/Control}')
    const box = await screen.findByRole('combobox', { name: 'Find anything' })
    await user.type(box, 'parity')
    expect(screen.getAllByRole('option')).toHaveLength(1)
    await user.clear(box)
    await user.type(box, 'g')
    const options = screen.getAllByRole('option').map((option) => option.textContent)
    expect(options.slice(0, 3)).toEqual(['GatesScreen', 'Go/no-goScreen', 'G0Plan freezeGate'])
    await user.clear(box)
    await user.type(box, 'parity{Enter}')
    await waitFor(() => expect(router.state.location.href).toBe('/p/credity12/timeline?task=L2-D1'))
    expect(screen.queryByRole('combobox', { name: 'Find anything' })).toBeNull()
  })

  it('lists its shortcuts and goes where they say', async () => {
    const { user, router } = openApp('/p/credity12/people', program())
    await screen.findByRole('heading', { name: 'People' })
    await user.keyboard('?')
    const list = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })
    expect(within(list).getByText('Critical path')).toBeVisible()
    await user.click(within(list).getByRole('button', { name: 'Close' }))
    await user.keyboard('gm')
    await waitFor(() => expect(router.state.location.pathname).toBe('/p/credity12/people'))
  })
})

describe('getting in', () => {
  it('sends a stranger to sign in and brings them back to where they wanted to go', async () => {
    const api = fakeApi(
      answer(routes.accounts.me, () => refused(401, 'unauthenticated', 'Sign in.')),
      answer(routes.accounts.setupState, { needed: false, linkGood: false }),
    )
    const { user, router } = openApp('/p/credity12/people?x=1', api)
    await screen.findByRole('heading', { name: 'Sign in' })
    expect(router.state.location.href).toBe('/login?next=/p/credity12/people%3Fx%3D1')
    api.add(
      answer(routes.accounts.signIn, ({ body }) =>
        body.password === 'correct horse battery' ? me : refused(401, 'invalid_credentials', 'no'),
      ),
    )
    await user.type(screen.getByRole('textbox', { name: 'E-mail' }), 'mina@example.test')
    await user.type(screen.getByLabelText('Password'), 'wrong{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('E-mail and password do not match.')
    api.add(answer(routes.programs.board, board as never))
    api.add(answer(routes.people.list, people))
    api.add(answer(routes.programs.list, [row]))
    await user.clear(screen.getByLabelText('Password'))
    await user.type(screen.getByLabelText('Password'), 'correct horse battery{Enter}')
    await screen.findByRole('heading', { name: 'People' })
    expect(router.state.location.href).toBe('/p/credity12/people?x=1')
  })

  it('signs out', async () => {
    const { user, router, api } = openApp('/p/credity12/people', program())
    await user.click(await screen.findByRole('button', { name: 'Account: Mina Lead' }))
    await user.click(screen.getByRole('menuitem', { name: 'Sign out' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/login'))
    expect(api.calls.map((call) => call.call)).toEqual(['DELETE /api/v1/session'])
  })

  it('chooses a theme and keeps it', async () => {
    const { user } = openApp('/p/credity12/people', program())
    await user.click(await screen.findByRole('button', { name: 'Account: Mina Lead' }))
    await user.click(screen.getByRole('menuitemradio', { name: 'Dark' }))
    expect(document.documentElement).toHaveAttribute('data-mantine-color-scheme', 'dark')
    expect(localStorage.getItem('gatehouse.theme')).toBe('dark')
    await user.click(screen.getByRole('button', { name: 'Account: Mina Lead' }))
    await user.click(screen.getByRole('menuitemradio', { name: 'As the system' }))
    expect(document.documentElement).toHaveAttribute('data-mantine-color-scheme', 'light')
  })
})
