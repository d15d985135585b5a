import { routes } from '@gatehouse/contracts'
import type { Board, BoardEvidence } from '@gatehouse/core'
import { anEvidence } from '@gatehouse/core/testing'
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { startShortcuts } from '../../lib/shortcuts.ts'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { DORA, OLDER_SHA, RELEASE_SHA, releaseBoard, releaseProgram, standAtNow } from '../../testing/release-program.ts'
import { type RenderOptions, renderScreen } from '../../testing/render-app.tsx'
import { GateScreen } from './gate-screen.tsx'

const open = (board: Board, key: string, options: Omit<RenderOptions, 'board' | 'url' | 'path'> & { query?: string } = {}) =>
  renderScreen(<GateScreen />, { board, url: `/p/credity12/gates/${key}${options.query ?? ''}`, path: '/p/$slug/gates/$key', ...options })
/** What the page asks by itself. */
const NO_EVENTS = { events: [], next: null, facets: null }
const server = (board: Board) => fakeApi(answer(routes.record.log, NO_EVENTS), answer(routes.programs.board, board as never))
const row = (name: RegExp) => screen.getByRole('heading', { level: 3, name }).closest('li') as HTMLElement
const attached = (id: string, title: string): BoardEvidence => ({
  ...anEvidence({ id, gateKey: 'G3', requirementKey: 'G3.2', title }),
  freshness: 'fresh',
  reason: 'ok',
  expiresAt: null,
  expiring: false,
})
beforeEach(standAtNow)

describe('a gate', () => {
  it('tells its facts, its life and its requirements, and opens the first that is not proved', async () => {
    const board = releaseBoard()
    server(board)
    await open(board, 'G3')
    expect(screen.getByRole('heading', { level: 1, name: 'G3 Hosted CI fresh green' })).toBeVisible()
    expect(screen.getByRole('region', { name: 'Facts' })).toHaveTextContent('DueEnd of D5, todayForecastD5, on plan')
    expect(
      within(screen.getByRole('list', { name: 'Gate life' }))
        .getByText('In progress')
        .closest('span'),
    ).toHaveAttribute('aria-current', 'step')
    expect(row(/^G3.1/)).toHaveTextContent('Binds .github/workflows/launch-gate.yml, exact SHA, push or workflow_dispatch')
    expect(row(/^G3.1/)).toHaveTextContent('Run 412, successci_run on 4d7e0c2')
    const conditions = within(screen.getByRole('list', { name: 'Conditions of G3.1' })).getAllByRole('listitem')
    expect(conditions).toHaveLength(8)
    expect(conditions.filter((each) => each.textContent?.startsWith('Does not hold')).map((each) => each.textContent)).toEqual([
      'Does not hold: Run SHA is not the release SHA',
    ])
    expect(row(/^G3.1/)).toHaveTextContent('7 of 8 conditions hold.')
    expect(row(/^G3.1/)).toHaveTextContent(`Proof is on${OLDER_SHA}`)
    expect(row(/^G3.1/)).toHaveTextContent(`Release is${RELEASE_SHA}3 commits apart`)
  })

  it('opens another requirement, and a link to one opens that', async () => {
    const board = releaseBoard()
    server(board)
    const { user, router } = await open(board, 'G3')
    await user.click(screen.getByRole('button', { name: 'Why G3.2 is missing' }))
    expect(router.state.location.search).toEqual({ requirement: 'G3.2' })
    expect(within(row(/^G3.2/)).getByText('Nothing is attached; 1 piece needed.')).toBeVisible()
    expect(screen.queryByRole('list', { name: 'Conditions of G3.1' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Why G3.2 is missing' }))
    expect(screen.getByRole('button', { name: 'Why G3.2 is missing' })).toHaveAttribute('aria-expanded', 'false')
  })

  it('leads to what comes before and after it', async () => {
    const board = releaseBoard()
    server(board)
    const { user, router } = await open(board, 'G3')
    const around = screen.getByRole('region', { name: 'Before and after' })
    expect(around).toHaveTextContent('Must be signed or done firstLate +1 dL6-D3Env parity check, P0, D3 to D4')
    expect(around).toHaveTextContent('Child tasks · P0 and P1 hold the gateBlockedL5-D5Security sign-off, P0, D5')
    expect(screen.getByRole('link', { name: 'Previous gate: G2 Local gates green' })).toBeVisible()
    const stop = startShortcuts()
    await user.keyboard(']')
    await waitFor(() => expect(router.state.location.pathname).toBe('/p/credity12/gates/G8'))
    stop()
  })

  it('says that a gate does not exist', async () => {
    server(releaseBoard())
    await open(releaseBoard(), 'G77')
    expect(screen.getByRole('heading', { name: 'There is no gate G77' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'All gates' })).toHaveAttribute('href', '/p/credity12/gates')
  })

  it('a viewer sees no button that would be refused', async () => {
    const board = releaseBoard()
    server(board)
    await open(board, 'G3', { roles: ['viewer'] })
    expect(screen.queryByRole('button', { name: /Attach|Submit|Approve|Start|Return|Reopen|Withdraw|Read CI|Docs/ })).toBeNull()
    expect(screen.queryByRole('link', { name: /Dispatch/ })).toBeNull()
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(screen.getByRole('complementary', { name: 'Sign-off' })).toHaveTextContent('Cannot be submitted: 4 reasons')
  })
})

describe('attaching evidence', () => {
  const openForm = async (roles: RenderOptions['roles'] = ['owner']) => {
    const board = releaseBoard()
    const api = server(board)
    const shown = await open(board, 'G3', { roles, handles: ['@owner-devops'] })
    await shown.user.click(screen.getByRole('button', { name: 'Attach evidence to G3.2' }))
    const form = screen.getByRole('form', { name: 'Attach evidence to G3.2' })
    return { ...shown, api, form, paste: within(form).getByRole('textbox', { name: 'Link or commit' }) }
  }

  it('recognises a commit by its digits and sends exactly what is shown', async () => {
    const { user, api, form, paste } = await openForm()
    await user.click(paste)
    await user.paste(RELEASE_SHA)
    expect(within(form).getByRole('combobox', { name: 'Type' })).toHaveValue('code')
    expect(within(form).getByRole('textbox', { name: 'Title' })).toHaveValue('Commit 9f3c1ab')
    expect(within(form).getByRole('textbox', { name: 'Commit it is about' })).toHaveValue(RELEASE_SHA)
    await user.clear(within(form).getByRole('textbox', { name: 'Title' }))
    await user.type(within(form).getByRole('textbox', { name: 'Title' }), 'Frozen SHA')
    api.add(answer(routes.evidence.attach, { programRevision: 419, item: attached('ev-9', 'Frozen SHA') as never }))
    await user.click(within(form).getByRole('button', { name: 'Attach' }))
    expect(await screen.findByText('Attached to G3.2.')).toBeVisible()
    expect(api.calls).toMatchObject([
      {
        call: 'POST /api/v1/programs/credity12/evidence',
        body: {
          gateKey: 'G3',
          requirementKey: 'G3.2',
          type: 'code',
          title: 'Frozen SHA',
          url: null,
          reference: RELEASE_SHA,
          sha: RELEASE_SHA,
        },
      },
    ])
    expect(screen.queryByRole('form')).toBeNull()
  })

  it.each([
    ['a document at a commit', `https://github.com/acme/app/blob/${RELEASE_SHA}/docs/board.md#frozen`, 'doc', 'board.md#frozen'],
    ['a plain link', 'https://example.com/wall', 'link', 'example.com/wall'],
    ['a path in the repository', 'docs/release.md', 'doc', 'release.md'],
  ])('recognises %s', async (_, text, type, title) => {
    const { user, form, paste } = await openForm()
    await user.click(paste)
    await user.paste(text)
    expect(within(form).getByRole('combobox', { name: 'Type' })).toHaveValue(type)
    expect(within(form).getByRole('textbox', { name: 'Title' })).toHaveValue(title)
  })

  it('says when the requirement does not take what was recognised', async () => {
    const { user, form, paste } = await openForm()
    await user.click(paste)
    await user.paste('https://github.com/acme/app/actions/runs/412')
    expect(paste).toHaveAccessibleDescription('This looks like ci run; G3.2 takes doc, code, link.')
    expect(within(form).getByRole('combobox', { name: 'Type' })).toHaveValue('doc')
  })

  it.each([
    ['a shortened commit', '9f3c1ab', '9f3c1ab is a shortened commit. Paste the full 40 digits: `git rev-parse HEAD` prints them.'],
    ['a javascript: link', 'javascript:alert(1)', 'javascript: links are not taken. Use an http:// or https:// link.'],
    [
      'a link with a password',
      'https://me:secret@example.com/x',
      'A link may not carry a user name or password. Remove what stands before the @.',
    ],
  ])('refuses %s in place, and sends nothing', async (_, text, sentence) => {
    const { user, api, form, paste } = await openForm()
    await user.click(paste)
    await user.paste(text)
    expect(paste).toBeInvalid()
    expect(within(form).getByText(sentence)).toBeVisible()
    await user.click(within(form).getByRole('button', { name: 'Attach' }))
    expect(within(form).getByRole('button', { name: 'Attach' })).toHaveAccessibleDescription('Paste a link or a commit first.')
    expect(api.calls).toEqual([])
  })

  it('shows what the server refuses, with every reason, and keeps what was typed', async () => {
    const { user, api, form, paste } = await openForm()
    await user.click(paste)
    await user.paste('https://example.com/wall')
    api.add(
      answer(routes.evidence.attach, () =>
        refused(422, 'evidence_bad_reference', 'no', {
          issues: [
            { code: 'a', message: 'A title has at most 300 characters.' },
            { code: 'b', message: 'The commit is not in the repository.' },
          ],
        }),
      ),
    )
    await user.click(within(form).getByRole('button', { name: 'Attach' }))
    expect(await within(form).findByRole('alert')).toHaveTextContent('The reference could not be recognised as evidence.')
    expect(within(form).getByText('A title has at most 300 characters.')).toBeVisible()
    expect(within(form).getByText('The commit is not in the repository.')).toBeVisible()
    expect(paste).toHaveValue('https://example.com/wall')
  })

  it('is withdrawn by its author with a reason, and offered to nobody else but a lead', async () => {
    const state = releaseProgram()
    const board = releaseBoard({
      evidence: [
        ...state.evidence,
        anEvidence({
          id: '0197a7a0-0000-7000-8000-000000000001',
          gateKey: 'G3',
          requirementKey: 'G3.2',
          title: 'Board page',
          attachedBy: DORA,
          revision: 2,
        }),
      ],
    })
    const api = server(board)
    const other = await open(board, 'G3', { roles: ['owner'], query: '?requirement=G3.2' })
    expect(screen.getByRole('list', { name: 'Evidence for G3.2' })).toHaveTextContent('Board page')
    expect(screen.queryByRole('button', { name: 'Withdraw Board page' })).toBeNull()
    other.unmount()
    const { user } = await open(board, 'G3', { roles: ['lead'], query: '?requirement=G3.2' })
    await user.click(screen.getByRole('button', { name: 'Withdraw Board page' }))
    const dialog = screen.getByRole('dialog', { name: 'Withdraw Board page' })
    expect(within(dialog).getByRole('button', { name: 'Withdraw' })).toHaveAccessibleDescription('Say why it is withdrawn.')
    await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'Wrong page')
    api.add(answer(routes.evidence.withdraw, { programRevision: 419, item: attached('x', 'Board page') as never }))
    await user.click(within(dialog).getByRole('button', { name: 'Withdraw' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.calls[0]).toMatchObject({
      call: 'POST /api/v1/programs/credity12/evidence/0197a7a0-0000-7000-8000-000000000001/withdraw',
      body: { reason: 'Wrong page' },
    })
    expect(api.calls[0]?.headers.get('if-match')).toBe('"2"')
  })
})

describe('the history of a gate', () => {
  const event = (seq: number, action: string, subjectKind: string, subjectKey: string, before: unknown, after: unknown) => ({
    ...{
      seq,
      at: '2026-02-25T08:00:00.000Z',
      actor: 'Rita Release',
      actorId: 'u-release',
      correlationId: `c-${seq}`,
      action,
      subjectKind,
      subjectKey,
      before,
      after,
    },
    revision: seq,
    entryHash: 'a'.repeat(64),
  })
  const page = (events: ReturnType<typeof event>[]) => ({ ...NO_EVENTS, events })
  it('says what changed with the gate, its proof and its CI, newest first, and leaves out the rest', async () => {
    const board = releaseBoard()
    const own = [event(5, 'gate.started', 'gate', 'G3', { state: 'NotStarted' }, { state: 'InProgress' })]
    fakeApi(
      answer(routes.record.log, ({ query }) =>
        page(
          query.get('gate') === 'G3'
            ? own
            : [
                event(
                  9,
                  'ci.judged',
                  'workflow',
                  '.github/workflows/launch-gate.yml',
                  { freshness: 'fresh' },
                  { freshness: 'stale', reason: 'Run 412 succeeded on 4d7e0c2.' },
                ),
                event(8, 'ci.judged', 'workflow', '.github/workflows/other.yml', { freshness: 'fresh' }, { freshness: 'failed' }),
                event(6, 'target.sha_set', 'target', 'releaseTarget', { sha: OLDER_SHA }, { sha: RELEASE_SHA }),
              ],
        ),
      ),
    )
    await open(board, 'G3')
    const list = await within(screen.getByRole('region', { name: 'History' })).findAllByRole('listitem')
    expect(list.map((item) => item.textContent)).toEqual([
      'Wed 25 Feb 13:30 ISTRita Releaselaunch-gate turned stale, was fresh: Run 412 succeeded on 4d7e0c2',
      'Wed 25 Feb 13:30 ISTRita ReleaseRelease SHA moved from 4d7e0c2 to 9f3c1ab',
      'Wed 25 Feb 13:30 ISTRita ReleaseWork began',
    ])
  })
  it('says that nothing happened, and offers another try when it cannot be read', async () => {
    const board = releaseBoard()
    const api = fakeApi(answer(routes.record.log, () => refused(503, 'unavailable', 'no')))
    const { user } = await open(board, 'G8')
    const history = screen.getByRole('region', { name: 'History' })
    expect(await within(history).findByRole('alert')).toHaveTextContent('The server is not ready.')
    api.add(answer(routes.record.log, NO_EVENTS))
    await user.click(within(history).getByRole('button', { name: 'Try again' }))
    expect(await within(history).findByText('Nothing has happened to this gate yet.')).toBeVisible()
  })
})
