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
    answer(routes.signingKeys.list, []),
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

const key = (digits: string, more: { retiredAt?: string; rotation?: string } = {}) => ({
  ...{ keyId: digits.repeat(16), fingerprint: Array.from({ length: 16 }, () => digits).join(' '), publicKey: 'PEM' },
  ...{ createdAt: '2026-02-20T08:00:00.000Z', retiredAt: null, rotation: null, ...more },
})

it('changes the signing key after a question, and says why it cannot', async () => {
  let keys: readonly ReturnType<typeof key>[] = [key('ab12')]
  const api = fakeApi(
    answer(routes.accounts.listAccounts, []),
    answer(routes.signingKeys.list, () => keys as never),
    answer(routes.signingKeys.rotate, () => refused(409, 'signing_key_given', 'It is given.')),
  )
  const { user } = await renderScreen(<AccountsScreen />, { isAdmin: true })
  expect(await screen.findByRole('row', { name: /ab12 ab12/ })).toHaveTextContent('signs now')
  await user.click(screen.getByRole('button', { name: 'Change key' }))
  const dialog = screen.getByRole('dialog', { name: 'Sign with a new key?' })
  await user.click(within(dialog).getByRole('button', { name: 'Change key' }))
  expect(await within(dialog).findByText(/The settings of the server give its key/)).toBeVisible()
  api.add(
    answer(routes.signingKeys.rotate, () => {
      keys = [key('cd34'), key('ab12', { retiredAt: '2026-02-25T08:00:00.000Z', rotation: '{}' })]
      return keys[0] as never
    }),
  )
  await user.click(within(dialog).getByRole('button', { name: 'Change key' }))
  expect(await screen.findByRole('row', { name: /cd34 cd34/ })).toHaveTextContent('signs now')
  expect(screen.getByRole('row', { name: /ab12 ab12/ })).toHaveTextContent('vouches for the next')
  expect(screen.queryByRole('dialog')).toBeNull()
})
