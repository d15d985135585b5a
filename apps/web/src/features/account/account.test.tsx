import { routes } from '@gatehouse/contracts'
import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { AccountScreen } from './account-screen.tsx'
import { nameBrowser } from './sessions-panel.tsx'

const token = {
  id: '6a1f3ad2-1111-4111-8111-111111111111',
  name: 'pipeline',
  hint: 'gh_7Kd2',
  scopes: ['read' as const],
  programSlug: null,
  createdAt: '2026-02-20T00:00:00Z',
  expiresAt: null,
  lastUsedAt: null,
}
const session = {
  id: 's1',
  current: true,
  createdAt: '2026-02-20T00:00:00Z',
  lastSeenAt: '2026-02-20T00:00:00Z',
  expiresAt: '2026-03-20T00:00:00Z',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
}
const server = (sessions = [session]) =>
  fakeApi(answer(routes.accounts.listTokens, [token]), answer(routes.accounts.listSessions, sessions))

describe('my account', () => {
  it('makes a token, shows it once, and revokes one', async () => {
    const api = server()
    api.add(answer(routes.accounts.createToken, { token: 'gh_secret_value', row: token }))
    api.add(answer(routes.accounts.revokeToken, null))
    const { user } = await renderScreen(<AccountScreen />)
    await user.click(screen.getByRole('button', { name: 'New token' }))
    const dialog = screen.getByRole('dialog', { name: 'New API token' })
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'laptop')
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'It may' }), 'evidence')
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Good for' }), 'Until revoked')
    await user.click(within(dialog).getByRole('button', { name: 'Make token' }))
    expect(await screen.findByRole('button', { name: 'Token: copy gh_secret_value' })).toBeVisible()
    expect(api.calls[0]?.body).toEqual({ name: 'laptop', scopes: ['evidence'], programSlug: null, expiresInDays: null })
    await user.click(screen.getByRole('button', { name: 'I have copied it' }))
    expect(screen.queryByText('gh_secret_value')).toBeNull()
    await user.click(await screen.findByRole('button', { name: 'Revoke pipeline' }))
    await user.click(screen.getByRole('button', { name: 'Revoke token' }))
    expect(await screen.findByText('The token is revoked.')).toBeVisible()
    expect(api.calls[1]?.call).toBe(`DELETE /api/v1/tokens/${token.id}`)
  })

  it('ends other sessions, if there are any', async () => {
    server()
    const { unmount } = await renderScreen(<AccountScreen />)
    expect(await screen.findByText('Firefox on Linux')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Sign out everywhere else' })).toHaveAccessibleDescription('There is no other session.')
    unmount()
    const api = server([session, { ...session, id: 's2', current: false }])
    api.add(answer(routes.accounts.endOtherSessions, null))
    const { user } = await renderScreen(<AccountScreen />)
    await screen.findAllByText('Firefox on Linux')
    await user.click(screen.getByRole('button', { name: 'Sign out everywhere else' }))
    expect(await screen.findByText('All other sessions are ended.')).toBeVisible()
  })

  it('changes the password only when the two new ones agree', async () => {
    const api = server()
    api.add(answer(routes.accounts.changePassword, () => refused(403, 'invalid_credentials', 'no')))
    const { user } = await renderScreen(<AccountScreen />)
    const change = screen.getByRole('button', { name: 'Change password' })
    await user.type(screen.getByLabelText('Present password'), 'the old one')
    await user.type(screen.getByLabelText('New password'), 'a quite new one')
    await user.type(screen.getByLabelText('New password again'), 'a quite new')
    expect(change).toHaveAccessibleDescription('The two new ones differ.')
    await user.type(screen.getByLabelText('New password again'), ' one')
    await user.click(change)
    expect(await screen.findByRole('alert')).toHaveTextContent('do not match')
    expect(api.calls[0]?.body).toEqual({ current: 'the old one', next: 'a quite new one' })
  })
})

it.each([
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140', 'Edge on Windows'],
  ['curl/8.5.0', 'curl'],
  [null, 'Unknown browser'],
])('%s is %s', (agent, name) => expect(nameBrowser(agent)).toBe(name))
