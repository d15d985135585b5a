import { routes } from '@gatehouse/contracts'
import { type Board, buildBoard, type ProgramState } from '@gatehouse/core'
import { aCiRead, aProgram, aReading, aRun, aTarget } from '@gatehouse/core/testing'
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { NOW, OLDER_SHA, RELEASE_SHA, releaseBoard, releaseProgram, standAtNow, WORKFLOW_PATH } from '../../testing/release-program.ts'
import { type RenderOptions, renderScreen } from '../../testing/render-app.tsx'
import { CiScreen } from './ci-screen.tsx'

const NEW_SHA = '1234567890abcdef1234567890abcdef12345678'
const ci = (board: Board, state: ProgramState, configured = true) =>
  answer(routes.ci.get, { configured, apiUrl: 'https://api.github.com', judged: board.ci as never, reading: state.ci })
const open = async (
  over: Partial<ProgramState> = {},
  { configured = true, ...options }: Omit<RenderOptions, 'board'> & { configured?: boolean; query?: string } = {},
) => {
  const board = releaseBoard(over)
  const api = fakeApi(ci(board, releaseProgram(over), configured), answer(routes.programs.board, board as never))
  const shown = await renderScreen(<CiScreen />, { board, url: `/p/credity12/ci${options.query ?? ''}`, path: '/p/$slug/ci', ...options })
  return { ...shown, api, board }
}
const workflow = () => screen.getByRole('region', { name: 'launch-gate' })
beforeEach(standAtNow)

describe('CI on the release commit', () => {
  it('judges each workflow with every condition in words, both commits and how far apart', async () => {
    await open()
    const panel = workflow()
    expect(panel).toHaveTextContent(
      'StaleRun 412 succeeded on 4d7e0c2, 3 commits behind; the release is 9f3c1ab and has no run that counts.',
    )
    expect(panel).toHaveTextContent('Proof is on 4d7e0c2, release is 9f3c1ab, 3 commits apart')
    expect(within(panel).getByRole('link', { name: 'G3' })).toHaveAttribute('href', '/p/credity12/gates/G3')
    const conditions = within(within(panel).getByRole('list', { name: 'Conditions of launch-gate' })).getAllByRole('listitem')
    expect(conditions.map((each) => each.textContent?.split(':')[0])).toEqual([
      'Holds',
      'Holds',
      'Does not hold',
      ...Array.from({ length: 5 }, () => 'Holds'),
    ])
  })

  it('lays workflows against commits: what was green before is known and counts for nothing', async () => {
    await open()
    await screen.findByRole('button', { name: 'Dispatch launch-gate' })
    const cells = within(within(screen.getByRole('region', { name: 'Workflows by commit' })).getByRole('table')).getAllByRole('cell')
    expect(cells.map((cell) => cell.textContent)).toEqual(['Stale', 'Run 412, 3 commits behind', 'required'])
    expect(cells[1]?.querySelector('.ok')).toBeNull()
  })

  it('lists the runs that were read, newest first, in the host’s words', async () => {
    const runs = [
      aRun({ runNumber: 7, conclusion: 'skipped' }),
      aRun({ runNumber: 9, attempt: 2, status: 'in_progress', conclusion: null }),
      aRun({ runNumber: 8, conclusion: 'success', goneUpstream: true }),
    ]
    await open({ ci: aCiRead({ workflows: [aReading({ runs })] }) })
    const table = await within(workflow()).findByRole('table')
    const rows = within(table).getAllByRole('row').slice(1)
    expect(rows.map((each) => each.textContent)).toEqual([
      expect.stringMatching(/^9 .*, attempt 2push9f3c1abin_progress/),
      expect.stringMatching(/^8 .*push9f3c1absuccess, deleted upstream, snapshot kept/),
      expect.stringMatching(/^7 .*push9f3c1abskipped/),
    ])
    expect(workflow()).toHaveTextContent('Pending')
  })

  it('says that a failed reading improves nothing', async () => {
    await open({ ci: aCiRead({ error: { code: 'http_502', message: 'GitHub answered 502.', at: NOW } }) })
    expect(screen.getByText('The last try to read CI failed.').closest('.msg')).toHaveTextContent('GitHub answered 502.')
    expect(screen.getByText('The last try to read CI failed.').closest('.msg')).toHaveTextContent('A failed reading makes nothing better')
  })

  it('reads again when asked, and says why it could not', async () => {
    const { user, api, board } = await open()
    const read = screen.getByRole('button', { name: 'Read now' })
    await waitFor(() => expect(read).not.toHaveAttribute('aria-disabled'))
    api.add(answer(routes.ci.read, { programRevision: 419, judged: board.ci as never }))
    await user.click(read)
    expect(api.calls[0]).toMatchObject({ call: 'POST /api/v1/programs/credity12/ci/read', body: {} })
    api.add(answer(routes.ci.read, () => refused(502, 'github_unavailable', 'no')))
    await user.click(read)
    expect(await screen.findByText('GitHub did not answer. What was read before is kept and shown with its age.')).toBeVisible()
  })

  it('says what a server without credentials cannot do, and offers none of it', async () => {
    const { user, api } = await open({}, { configured: false })
    expect(await screen.findByText('This server cannot read CI.')).toBeVisible()
    expect(screen.queryByRole('button', { name: /Dispatch/ })).toBeNull()
    const read = screen.getByRole('button', { name: 'Read now' })
    expect(read).toHaveAccessibleDescription('This server has no GitHub credentials.')
    await user.click(read)
    expect(api.calls).toEqual([])
  })

  it('a viewer reads it all and finds nothing to press', async () => {
    await open({}, { roles: ['viewer'] })
    await within(workflow()).findByText('Stale')
    expect(screen.queryByRole('button', { name: /Read|Dispatch|SHA$/ })).toBeNull()
  })

  it('says what is missing: no target, no workflow, no commit', async () => {
    const board = buildBoard(aProgram(), NOW)
    fakeApi(ci(board, aProgram()))
    const { unmount } = await renderScreen(<CiScreen />, { board, url: '/p/sample/ci', path: '/p/$slug/ci' })
    expect(screen.getByRole('heading', { name: 'No release target yet' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Set the release target' })).toHaveAttribute('href', '/p/sample/settings')
    unmount()
    const second = await open({ releaseTarget: aTarget({ workflows: [], sha: null }), ci: null })
    expect(screen.getByRole('heading', { name: 'No workflow is named' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Read now' })).toHaveAccessibleDescription('Choose the release commit first.')
    expect(screen.getByRole('region', { name: 'Release commits' })).toHaveTextContent('No commit was chosen yet.')
    second.unmount()
  })

  it('shows what the server keeps even where the runs themselves cannot be loaded', async () => {
    const board = releaseBoard()
    fakeApi(answer(routes.ci.get, () => refused(503, 'unavailable', 'no')))
    await renderScreen(<CiScreen />, { board, url: '/p/credity12/ci', path: '/p/$slug/ci' })
    expect(await screen.findByRole('alert')).toHaveTextContent('The server is not ready.')
    expect(workflow()).toHaveTextContent('Stale')
  })
})

describe('dispatching a workflow', () => {
  it('asks for a branch or tag and says what was started; a link opens the dialog', async () => {
    const { user, api, router } = await open({}, { query: `?dispatch=${WORKFLOW_PATH}` })
    const dialog = await screen.findByRole('dialog', { name: 'Dispatch launch-gate' })
    const start = within(dialog).getByRole('button', { name: 'Dispatch' })
    expect(start).toHaveAccessibleDescription('Name a branch or tag.')
    await user.type(within(dialog).getByRole('textbox', { name: 'Branch or tag' }), ' release/1 ')
    api.add(answer(routes.ci.dispatch, { started: true, runUrl: 'https://github.com/acme/credity12/actions/runs/9' }))
    await user.click(start)
    expect(await within(dialog).findByText('The run was asked for.')).toBeVisible()
    expect(within(dialog).getByRole('link', { name: /Open the run/ })).toHaveAttribute(
      'href',
      'https://github.com/acme/credity12/actions/runs/9',
    )
    expect(api.calls[0]).toMatchObject({
      call: 'POST /api/v1/programs/credity12/ci/dispatch',
      body: { path: WORKFLOW_PATH, ref: 'release/1' },
    })
    await user.click(within(dialog).getByRole('button', { name: 'Done' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(router.state.location.href).toBe('/p/credity12/ci')
  })

  it('keeps the ref when the server refuses it', async () => {
    const { user, api } = await open()
    await user.click(await screen.findByRole('button', { name: 'Dispatch launch-gate' }))
    const dialog = screen.getByRole('dialog')
    await user.type(within(dialog).getByRole('textbox', { name: 'Branch or tag' }), 'main')
    api.add(answer(routes.ci.dispatch, () => refused(409, 'release_sha_invalid', 'main points at 4d7e0c2, not at the release.')))
    await user.click(within(dialog).getByRole('button', { name: 'Dispatch' }))
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('main points at 4d7e0c2, not at the release.')
    expect(within(dialog).getByRole('textbox', { name: 'Branch or tag' })).toHaveValue('main')
  })
})

describe('choosing the release commit', () => {
  it('takes all 40 digits only, says what turns stale, and saves under the target’s revision', async () => {
    const { user, api, board } = await open()
    await user.click(screen.getByRole('button', { name: 'Change release SHA' }))
    const dialog = screen.getByRole('dialog', { name: 'Change the release SHA' })
    const field = within(dialog).getByRole('textbox', { name: 'Full commit' })
    const save = within(dialog).getByRole('button', { name: 'Set release SHA' })
    await user.type(field, '9f3c1ab')
    expect(field).toBeInvalid()
    expect(save).toHaveAccessibleDescription('Give all 40 hexadecimal digits: `git rev-parse HEAD` prints them.')
    await user.clear(field)
    await user.click(field)
    await user.paste(RELEASE_SHA)
    expect(save).toHaveAccessibleDescription('This is the release commit already.')
    await user.clear(field)
    await user.paste(NEW_SHA.toUpperCase())
    expect(dialog).toHaveTextContent('0 requirements proved on the present commit turn stale, and 2 signed gates must be revalidated.')
    api.add(
      answer(routes.target.setSha, {
        programRevision: 419,
        item: { ...(board.releaseTarget as object), sha: NEW_SHA, revision: 4 } as never,
      }),
    )
    await user.click(save)
    expect(await screen.findByText('The release SHA is set.')).toBeVisible()
    expect(api.calls[0]).toMatchObject({ call: 'POST /api/v1/programs/credity12/release-target/sha', body: { sha: NEW_SHA } })
    expect(api.calls[0]?.headers.get('if-match')).toBe('"3"')
  })

  it('keeps the history of choices, the present one marked', async () => {
    await open()
    const [now, before] = within(screen.getByRole('region', { name: 'Release commits' })).getAllByRole('listitem')
    expect(now).toHaveTextContent('9f3c1abnowRita Release')
    expect(before).toHaveTextContent(OLDER_SHA.slice(0, 7))
    expect(before).not.toHaveTextContent('now')
  })
})
