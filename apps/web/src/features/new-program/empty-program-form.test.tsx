import { routes } from '@gatehouse/contracts'
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { answer, fakeApi } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { slugOf } from './empty-program-form.tsx'
import { NewProgramScreen } from './new-program-screen.tsx'

const me = { user: { id: 'u1', name: 'Mina', email: 'm@example.test', isAdmin: false }, memberships: [] }

describe('starting empty', () => {
  it('fills the address from the name and creates the program', async () => {
    const server = fakeApi(
      answer(routes.programs.create, { slug: 'my-release', programRevision: 1, counts: {}, warnings: [] }),
      answer(routes.accounts.me, me),
      answer(routes.programs.list, []),
    )
    const { user, router } = await renderScreen(<NewProgramScreen />, { url: '/new?from=empty' })
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'My release')
    expect(screen.getByRole('textbox', { name: 'Address' })).toHaveValue('my-release')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Planned in' }), 'Weeks')
    await user.click(screen.getByRole('checkbox', { name: 'Saturday' }))
    await user.click(screen.getByRole('button', { name: 'Create program' }))
    await waitFor(() => expect(router.state.location.href).toBe('/p/my-release/settings'))
    expect(server.calls[0]?.body).toMatchObject({
      slug: 'my-release',
      name: 'My release',
      cadence: 'week',
      prefix: 'W',
      first: 1,
      last: 15,
      workingDays: [1, 2, 3, 4, 5, 6],
    })
  })
  it.each([
    ['Crédit — Phase 2!', 'credit-phase-2'],
    ['  ', ''],
    ['x'.repeat(70), 'x'.repeat(60)],
  ])('%s becomes %s', (name, slug) => expect(slugOf(name)).toBe(slug))
})
