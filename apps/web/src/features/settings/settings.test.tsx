import { routes } from '@gatehouse/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { sampleBoard } from '../../testing/sample-board.ts'
import { SettingsScreen } from './settings-screen.tsx'

const board = sampleBoard()
const { id: _id, revision: _revision, sample: _sample, createdAt: _createdAt, ...head } = board.program
const settings = {
  head: { ...head, workingDays: [...head.workingDays], holidays: [] as string[] },
  headRevision: 4,
  contingency: { from: 3, to: 4, tolerance: 1, target: 'G2' as string | null },
  criticalPaths: [{ key: 'CP1', name: 'Viability', steps: ['G0', 'L2-D1', 'G2'] }],
}
const lane = { key: 'L1', name: 'Program', mission: 'Runs the days', deliverables: [], owners: ['@owner-release'], revision: 9 }
const server = () =>
  fakeApi(
    answer(routes.signingKeys.list, []),
    answer(routes.programs.settings, settings),
    answer(routes.programs.board, board as never),
    answer(routes.lanes.list, [lane]),
    answer(routes.phases.list, []),
    answer(routes.milestones.list, [{ key: 'M1', name: 'All green', from: 3, to: 4, criteria: ['No stop'], revision: 2 }]),
  )
const open = (roles: ('lead' | 'viewer')[]) => renderScreen(<SettingsScreen />, { board, roles, url: '/p/credity12/settings' })

describe('settings', () => {
  it('a viewer reads them and exports, and finds nothing to press', async () => {
    server()
    await open(['viewer'])
    expect(await screen.findByDisplayValue('Credity12')).toHaveAttribute('readonly')
    const files = within(screen.getByRole('list', { name: 'Files to download' })).getAllByRole('link')
    expect(files.map((link) => [link.getAttribute('aria-label'), link.getAttribute('href'), link.getAttribute('download')])).toEqual([
      ['Download Status report', '/api/v1/programs/credity12/export?format=report', 'credity12.status.md'],
      ['Download Markdown document', '/api/v1/programs/credity12/export?format=markdown', 'credity12.plan.md'],
      ['Download CSV', '/api/v1/programs/credity12/export?format=csv', 'credity12.plan.csv'],
      ['Download YAML plan file', '/api/v1/programs/credity12/export?format=yaml', 'credity12.plan.yaml'],
      ['Download JSON plan file', '/api/v1/programs/credity12/export?format=json', 'credity12.plan.json'],
    ])
    await screen.findByText('All green')
    expect(screen.queryAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Release commit: copy/)]),
    )
    expect(screen.queryByRole('button', { name: /Save|Add|Edit|Remove|Delete|Set/ })).toBeNull()
  })

  it('a lead saves the head on the revision that was read; a stale save is refused in place and the present state is offered', async () => {
    const api = server()
    const { user } = await open(['lead'])
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await user.clear(name)
    await user.type(name, 'Credity 12')
    await user.type(screen.getByRole('textbox', { name: 'Holidays' }), '2026-02-30x')
    expect(screen.getByRole('button', { name: 'Save program' })).toHaveAccessibleDescription('2026-02-30x is not a date.')
    await user.clear(screen.getByRole('textbox', { name: 'Holidays' }))
    await user.type(screen.getByRole('textbox', { name: 'Holidays' }), '2026-02-23')
    api.add(answer(routes.programs.editHead, () => refused(412, 'stale_revision', 'stale')))
    api.add(answer(routes.programs.settings, { ...settings, headRevision: 5, head: { ...settings.head, name: 'Renamed by Otto' } }))
    await user.click(screen.getByRole('button', { name: 'Save program' }))
    expect(await screen.findByText(/Someone changed this in the meantime/)).toBeVisible()
    expect(name).toHaveValue('Credity 12')
    await user.click(await screen.findByRole('button', { name: 'Show the present state' }))
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Renamed by Otto')
    expect(api.calls[0]).toMatchObject({
      call: 'PATCH /api/v1/programs/credity12',
      body: { name: 'Credity 12', holidays: ['2026-02-23'], first: 0, last: 4 },
    })
    expect(api.calls[0]?.headers.get('if-match')).toBe('"4"')
  })

  it('takes a full release commit only', async () => {
    const api = server()
    api.add(answer(routes.target.setSha, { programRevision: 419, item: board.releaseTarget as never }))
    const { user } = await open(['lead'])
    const sha = await screen.findByRole('textbox', { name: 'New release commit' })
    await user.type(sha, '9f3c1ab')
    expect(sha).toHaveAccessibleDescription(/7 of 40 hexadecimal digits/)
    await user.click(screen.getByRole('button', { name: 'Set commit' }))
    expect(api.calls).toEqual([])
    await user.clear(sha)
    await user.type(sha, 'A'.repeat(40))
    await user.click(screen.getByRole('button', { name: 'Set commit' }))
    await waitFor(() =>
      expect(api.calls[0]).toMatchObject({ call: 'POST /api/v1/programs/credity12/release-target/sha', body: { sha: 'a'.repeat(40) } }),
    )
    expect(api.calls[0]?.headers.get('if-match')).toBe('"3"')
  })

  it('edits repository and workflows; a bare file name is completed', async () => {
    const api = server()
    api.add(answer(routes.target.set, { programRevision: 419, item: board.releaseTarget as never }))
    const { user } = await open(['lead'])
    await user.click(await screen.findByRole('button', { name: 'Edit repository and workflows' }))
    const dialog = screen.getByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Add workflow' }))
    const second = within(dialog).getByRole('group', { name: 'Workflow 2' })
    expect(within(dialog).getByRole('button', { name: 'Save target' })).toHaveAccessibleDescription(
      'A workflow is .github/workflows/NAME.yml.',
    )
    await user.type(within(second).getByRole('textbox', { name: 'Workflow' }), 'quality.yml')
    await user.click(within(second).getByRole('checkbox', { name: 'Required' }))
    await user.click(within(dialog).getByRole('button', { name: 'Save target' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.calls[0]?.body).toEqual({
      repository: 'acme/credity12',
      workflows: [
        { path: '.github/workflows/launch-gate.yml', required: true, events: [] },
        { path: '.github/workflows/quality.yml', required: false, events: [] },
      ],
    })
  })

  it('adds, edits and removes lanes', async () => {
    const api = server()
    const saved = (item: typeof lane) => ({ programRevision: 419, revision: item.revision, item })
    api.add(answer(routes.lanes.add, saved({ ...lane, key: 'L9' })))
    api.add(answer(routes.lanes.edit, saved(lane)))
    api.add(
      answer(routes.lanes.remove, () =>
        refused(409, 'task_has_children', 'L1 has tasks.', { issues: [{ code: 'lane_in_use', message: 'L1 still has 2 tasks.' }] }),
      ),
    )
    const { user } = await open(['lead'])
    await user.click(await screen.findByRole('button', { name: 'Add lane' }))
    await user.type(screen.getByRole('textbox', { name: 'Key' }), 'L9')
    const dialog = screen.getByRole('dialog')
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Docs')
    await user.type(within(dialog).getByRole('textbox', { name: 'Deliverables (optional)' }), 'Guide{Enter}{Enter}Notes ')
    await user.click(within(dialog).getByRole('checkbox', { name: '@owner-devops' }))
    await user.click(within(dialog).getByRole('button', { name: 'Save lane' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.calls[0]?.body).toEqual({
      key: 'L9',
      name: 'Docs',
      mission: '',
      deliverables: ['Guide', 'Notes'],
      owners: ['@owner-devops'],
    })

    await user.click(screen.getByRole('button', { name: 'Edit lane L1' }))
    await user.click(screen.getByRole('button', { name: 'Save lane' }))
    await waitFor(() => expect(api.calls[1]?.headers.get('if-match')).toBe('"9"'))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

    await user.click(screen.getByRole('button', { name: 'Remove lane L1' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Remove lane' }))
    expect(await within(screen.getByRole('dialog')).findByRole('alert')).toHaveTextContent('L1 still has 2 tasks.')
  })

  it('edits declared paths and the contingency', async () => {
    const api = server()
    api.add(answer(routes.programs.editHead, { ...settings, headRevision: 5 }))
    const { user } = await open(['lead'])
    await user.click(await screen.findByRole('button', { name: 'Edit CP1' }))
    await user.type(screen.getByRole('textbox', { name: 'Steps' }), '{Enter}M1')
    await user.click(screen.getByRole('button', { name: 'Save path' }))
    await waitFor(() =>
      expect(api.calls[0]?.body).toEqual({ criticalPaths: [{ key: 'CP1', name: 'Viability', steps: ['G0', 'L2-D1', 'G2', 'M1'] }] }),
    )
    await user.click(screen.getByRole('checkbox', { name: 'Keep periods in reserve' }))
    await user.click(screen.getByRole('button', { name: 'Save contingency' }))
    await waitFor(() => expect(api.calls[1]?.body).toEqual({ contingency: null }))
    // its own save a moment ago is not someone else's change
    expect(api.calls[1]?.headers.get('if-match')).toBe('"5"')
  })

  it('deletes the program only after its address was typed', async () => {
    const api = server()
    api.add(answer(routes.programs.remove, null))
    api.add(answer(routes.accounts.me, { user: { id: 'u1', name: 'Mina', email: 'm@example.test', isAdmin: false }, memberships: [] }))
    const { user, router } = await open(['lead'])
    await user.click(await screen.findByRole('button', { name: 'Delete program' }))
    const go = screen.getByRole('button', { name: 'Delete for good' })
    await user.click(go)
    expect(api.calls).toEqual([])
    await user.type(screen.getByRole('textbox', { name: 'Type credity12 to confirm' }), 'credity12')
    await user.click(go)
    await waitFor(() => expect(router.state.location.href).toBe('/'))
    expect(api.calls[0]?.call).toBe('DELETE /api/v1/programs/credity12')
  })

  it('a lead has the password asked again before a signature', async () => {
    const api = server()
    const { user } = await renderScreen(<SettingsScreen />, { board, roles: ['lead'], url: '/p/credity12/settings' })
    api.add(answer(routes.programs.editHead, { ...settings, headRevision: 5, head: { ...settings.head, stepUp: true } }))
    const save = await screen.findByRole('button', { name: 'Save signatures' })
    expect(save).toHaveAccessibleDescription('Nothing is changed.')
    await user.click(screen.getByRole('checkbox', { name: 'Ask for the password again before a signature' }))
    await user.click(save)
    expect(await screen.findByText('What a signature asks for is saved.')).toBeVisible()
    expect(api.calls[0]).toMatchObject({ call: 'PATCH /api/v1/programs/credity12', body: { stepUp: true } })
    expect(api.calls[0]?.headers.get('if-match')).toBe('"4"')
  })
})
