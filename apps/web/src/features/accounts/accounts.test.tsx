import { routes } from '@gatehouse/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { AccountsScreen } from './accounts-screen.tsx'

const account = (id: string, name: string) => ({
  id,
  name,
  email: `${id}@example.test`,
  isAdmin: id === 'u1',
  isSample: false,
  disabledAt: null as string | null,
  createdAt: '2026-02-20T00:00:00Z',
})

it('disables and enables an account, and never the own one', async () => {
  const accounts = [account('u1', 'Mina Lead'), account('u2', 'Otto Owner')]
  const api = fakeApi(
    answer(routes.accounts.listAccounts, () => accounts.map((one) => ({ ...one }))),
    answer(routes.accounts.editAccount, ({ params, body }) => {
      const found = accounts.find((one) => one.id === params.id)
      if (!found) return refused(404, 'not_found', 'No such account.')
      if (body.disabled !== undefined) found.disabledAt = body.disabled ? '2026-02-21T00:00:00Z' : null
      return found
    }),
  )
  const { user } = await renderScreen(<AccountsScreen />, { isAdmin: true })
  const own = await screen.findByRole('button', { name: 'Disable Mina Lead' })
  expect(own).toHaveAccessibleDescription('You cannot lock yourself out.')
  await user.click(own)
  expect(api.calls).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Disable Otto Owner' }))
  expect(await screen.findByRole('button', { name: 'Enable Otto Owner' })).toBeVisible()
  expect(within(screen.getByRole('row', { name: /Otto Owner/ })).getByText(/^disabled/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Enable Otto Owner' }))
  await waitFor(() => expect(api.calls.map((call) => call.body)).toEqual([{ disabled: true }, { disabled: false }]))
})
