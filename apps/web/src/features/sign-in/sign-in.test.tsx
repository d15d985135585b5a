import { routes } from '@gatehouse/contracts'
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { safeNext } from './enter-app.ts'
import { InviteScreen } from './invite-screen.tsx'
import { SetupScreen } from './setup-screen.tsx'

const me = { user: { id: 'u1', name: 'Mina', email: 'mina@example.test', isAdmin: true }, memberships: [] }
const offer = {
  programName: 'Credity12',
  programSlug: 'credity12',
  roles: ['owner' as const],
  handle: '@owner-qa',
  email: 'qa@example.test',
  expiresAt: '2027-01-01T00:00:00Z',
}

describe('the set-up link', () => {
  it('makes the first account, once everything is filled in', async () => {
    const api = fakeApi(
      answer(routes.accounts.setupState, ({ query }) => ({ needed: true, linkGood: query.get('token') === 'abc' })),
      answer(routes.accounts.setUp, me),
    )
    const { user, router } = await renderScreen(<SetupScreen />, { url: '/setup?token=abc' })
    const create = await screen.findByRole('button', { name: 'Create my account' })
    expect(create).toHaveAccessibleDescription(/12 characters/)
    await user.type(screen.getByRole('textbox', { name: 'Name' }), ' Mina ')
    await user.type(screen.getByRole('textbox', { name: 'E-mail' }), 'mina@example.test')
    await user.type(screen.getByLabelText('Password'), 'short')
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(/7 more characters/)
    await user.click(create)
    expect(api.calls).toEqual([])
    await user.type(screen.getByLabelText('Password'), ' but longer')
    await user.click(create)
    await waitFor(() => expect(router.state.location.href).toBe('/'))
    expect(api.calls[0]?.body).toEqual({ token: 'abc', name: 'Mina', email: 'mina@example.test', password: 'short but longer' })
  })

  it.each([
    [{ needed: false, linkGood: false }, 'Set up already'],
    [{ needed: true, linkGood: false }, 'This link does not work'],
  ])('%o says what to do', async (state, heading) => {
    fakeApi(answer(routes.accounts.setupState, state))
    await renderScreen(<SetupScreen />, { url: '/setup?token=old' })
    expect(await screen.findByRole('heading', { name: heading })).toBeVisible()
    expect(screen.queryByRole('textbox')).toBeNull()
  })
})

describe('an invitation', () => {
  it('tells what it offers and joins with a new account, under the address it was made for', async () => {
    const api = fakeApi(
      answer(routes.accounts.invitation, offer),
      answer(routes.accounts.acceptInvitation, me),
      answer(routes.accounts.me, () => refused(401, 'unauthenticated', 'Sign in.')),
    )
    const { user, router } = await renderScreen(<InviteScreen />, { url: '/invite/tok', path: '/invite/$token', signedIn: false })
    expect(await screen.findByRole('heading', { name: 'Join Credity12' })).toBeVisible()
    expect(screen.getByText('@owner-qa')).toBeVisible()
    const email = await screen.findByRole('textbox', { name: 'E-mail' })
    expect(email).toHaveValue('qa@example.test')
    expect(email).toHaveAttribute('readonly')
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Quinn')
    await user.type(screen.getByLabelText('Password'), 'a few words in a row')
    await user.click(screen.getByRole('button', { name: 'Join' }))
    await waitFor(() => expect(router.state.location.href).toBe('/p/credity12/overview'))
    expect(api.calls[0]).toMatchObject({
      call: 'POST /api/v1/invitations/tok/accept',
      body: { account: { name: 'Quinn', email: 'qa@example.test', password: 'a few words in a row' } },
    })
  })

  it('joins with the account that is signed in', async () => {
    const api = fakeApi(answer(routes.accounts.invitation, offer), answer(routes.accounts.acceptInvitation, me))
    const { user } = await renderScreen(<InviteScreen />, { url: '/invite/tok', path: '/invite/$token' })
    expect(await screen.findByText('Mina Lead')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Join' }))
    await waitFor(() => expect(api.calls[0]?.body).toEqual({ account: null }))
  })

  it('that is used up says so', async () => {
    fakeApi(answer(routes.accounts.invitation, () => refused(404, 'link_invalid', 'gone')))
    await renderScreen(<InviteScreen />, { url: '/invite/tok', path: '/invite/$token' })
    expect(await screen.findByRole('alert')).toHaveTextContent('expired, was used already or was taken back')
  })
})

it('goes on only to paths of this site', () => {
  expect(['/p/x', '//evil.test', '/\\evil.test', 'https://evil.test', 'javascript:alert(1)', undefined].map(safeNext)).toEqual([
    '/p/x',
    '/',
    '/',
    '/',
    '/',
    '/',
  ])
})
