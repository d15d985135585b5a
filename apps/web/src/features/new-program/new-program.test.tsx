import { routes } from '@gatehouse/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { slugOf } from './empty-program-form.tsx'
import { NewProgramScreen } from './new-program-screen.tsx'
import { summarisePlan } from './plan-summary.ts'

const me = { user: { id: 'u1', name: 'Mina', email: 'm@example.test', isAdmin: false }, memberships: [] }
const plan = {
  gatehouse: 1 as const,
  program: { slug: 'nova', name: 'Nova', cadence: 'day', first: 0, last: 14, startsOn: '2026-02-20', timeZone: 'Asia/Kolkata' },
  lanes: [{ key: 'L1' }],
  tasks: [{ key: 'T1', after: [{ ref: 'T0' }] }, { key: 'T0' }],
  gates: [{ key: 'G1', requirements: [{ key: 'G1.1' }, { key: 'G1.2' }] }],
}
const broken = [
  { code: 'unknown_key', message: '`ownr` is not a field of a lane.', line: 2, hint: 'Did you mean `owners`?' },
  { code: 'unknown_ref', message: 'G9 is not known.', line: 3 },
]
const api = () =>
  fakeApi(
    answer(routes.programs.parse, ({ body }) =>
      body.text.includes('ownr')
        ? { plan: null, report: { lines: [], warnings: broken } }
        : {
            plan,
            report: {
              lines: [{ line: 4, text: 'odd', status: 'unmapped' as const, entities: [], reason: 'Names nothing.' }],
              warnings: [{ code: 'w', message: 'Kept as written.', line: 1 }],
            },
          },
    ),
    answer(routes.programs.import, { slug: 'nova', programRevision: 1, counts: {}, warnings: [] }),
    answer(routes.accounts.me, me),
    answer(routes.programs.list, []),
  )

describe('importing a plan', () => {
  it('shows every problem by its line, jumps to it, and creates nothing before they are mended', async () => {
    const server = api()
    const { user, router } = await renderScreen(<NewProgramScreen />, { url: '/new' })
    const create = screen.getByRole('button', { name: 'Create program' })
    expect(create).toHaveAccessibleDescription('Paste or drop a plan file first.')
    const text = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Plan text' })
    await user.click(text)
    await user.paste('gatehouse: 1\nownr: x\nref: G9')
    const problems = await screen.findByRole('region', { name: '2 problems' })
    expect(
      within(problems)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['L2`ownr` is not a field of a lane.Did you mean `owners`?', 'L3G9 is not known.'])
    await user.click(within(problems).getByRole('button', { name: 'Go to line 3' }))
    expect(text).toHaveFocus()
    expect(text.value.slice(text.selectionStart, text.selectionEnd)).toBe('ref: G9')
    expect(create).toHaveAccessibleDescription('2 problems to mend first.')
    await user.click(create)

    await user.clear(text)
    await user.paste('gatehouse: 1\nprogram: {}')
    expect(await screen.findByText('Reads as a plan')).toBeVisible()
    expect(screen.getByText('15 days, D0 to D14, starts Fri 20 Feb 2026, Asia/Kolkata')).toBeVisible()
    expect(screen.getByRole('region', { name: '1 warning' })).toHaveTextContent('Kept as written.')
    expect(screen.getByRole('region', { name: '1 line unmapped' })).toHaveTextContent('Names nothing.')
    expect(server.calls.some((call) => call.call.endsWith('/import'))).toBe(false)
    await user.click(create)
    await waitFor(() => expect(router.state.location.href).toBe('/p/nova/timeline'))
    expect(server.calls.at(-1)).toMatchObject({ call: 'POST /api/v1/programs/import', body: { text: 'gatehouse: 1\nprogram: {}' } })
  })

  it('takes a file, and shows the refusal of the import itself', async () => {
    const server = api()
    server.add(
      answer(routes.programs.import, () =>
        refused(409, 'key_taken', 'slug nova', { issues: [{ code: 'slug_taken', message: 'A program with the address nova exists.' }] }),
      ),
    )
    const { user } = await renderScreen(<NewProgramScreen />, { url: '/new' })
    await user.upload(
      screen.getByLabelText('Plan file', { selector: 'input' }),
      new File(['gatehouse: 1\n'], 'nova.yaml', { type: 'application/yaml' }),
    )
    expect(await screen.findByRole('heading', { name: 'nova.yaml' })).toBeVisible()
    await screen.findByText('Reads as a plan')
    await user.click(screen.getByRole('button', { name: 'Create program' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('A program with the address nova exists.')
  })

  it('takes a long paste into the middle of the text', async () => {
    api()
    const { user } = await renderScreen(<NewProgramScreen />, { url: '/new' })
    const text = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Plan text' })
    await user.click(text)
    await user.paste('head\n\ntail')
    text.setSelectionRange(5, 5)
    const long = '# a line\n'.repeat(1_000)
    await user.paste(long.replaceAll('\n', '\r\n'))
    expect(text).toHaveValue(`head\n${long}\ntail`)
    expect(await screen.findByText('1003 lines')).toBeVisible()
  })

  it('understands a refusal with issues as problems too', async () => {
    fakeApi(answer(routes.programs.parse, () => refused(422, 'plan_invalid', 'no', { issues: broken })))
    const { user } = await renderScreen(<NewProgramScreen />, { url: '/new' })
    await user.click(screen.getByRole('textbox', { name: 'Plan text' }))
    await user.paste('x')
    expect(await screen.findByRole('region', { name: '2 problems' })).toBeVisible()
  })
})

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

it('counts what a plan contains', () => {
  expect(summarisePlan(plan)).toEqual({
    head: { slug: 'nova', name: 'Nova', goal: '', length: '15 days, D0 to D14', startsOn: '2026-02-20', timeZone: 'Asia/Kolkata' },
    counts: [
      { noun: 'lane', count: 1 },
      { noun: 'tasks', count: 2 },
      { noun: 'gate', count: 1 },
      { noun: 'requirements', count: 2 },
      { noun: 'dependency', count: 1 },
    ],
  })
})
