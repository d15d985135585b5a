import { type Response as Answer, routes } from '@gatehouse/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { rememberCreated, UNDO_MS } from '../../lib/just-created.ts'
import { keepDocument, keptDocument } from '../../lib/plan-reading/keep-reading.ts'
import { aLine, aReading } from '../../testing/a-reading.ts'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { releaseBoard } from '../../testing/release-program.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { PlanUpdateScreen } from './plan-update-screen.tsx'
import { sayCounts, sayValue } from './say-change.ts'
import { UndoCreationBar } from './undo-creation-bar.tsx'

const board = releaseBoard()
const { slug } = board.program
/** The wire's types are not readonly. */
const onWire = (revision: number) =>
  structuredClone({ ...board, program: { ...board.program, revision } }) as unknown as Answer<typeof routes.programs.board>
const nothing = { added: [], changed: [], gone: [], renamed: [], possibleRenames: [], progress: [] }
const reading = answer(
  routes.programs.parse,
  aReading({
    lines: [
      aLine(1, '# Nova', { entities: [{ kind: 'program', key: 'nova' }] }),
      aLine(2, 'x', { entities: [{ kind: 'task', key: 'T1' }] }),
    ],
  }),
)
const DIFF = {
  ...nothing,
  added: [{ kind: 'task', key: 'T9', title: 'Paint the quay' }],
  changed: [
    {
      kind: 'gate',
      key: 'G3',
      title: 'Hosted CI',
      fields: [
        { field: 'quorum', before: 1, after: 2 },
        { field: 'owners', before: [], after: ['@qa'] },
      ],
    },
  ],
  gone: [{ kind: 'task', key: 'T4', title: 'Old trial' }],
  possibleRenames: [{ kind: 'task' as const, from: 'T4', to: 'T9', title: 'Old trial' }],
  progress: [{ kind: 'task', key: 'T1', title: 'Lamp test', field: 'status', before: 'done', after: 'todo', taken: false }],
}
const preview = (more: object = {}) =>
  answer(routes.planUpdate.preview, { diff: DIFF, refusals: [], warnings: [], revision: board.program.revision, ...more })

const open = async (...known: ReturnType<typeof answer>[]) => {
  const server = fakeApi(reading, answer(routes.programs.board, onWire(board.program.revision)), ...known)
  const shown = await renderScreen(<PlanUpdateScreen />, { board, url: `/p/${slug}/import` })
  await shown.user.click(screen.getByRole('textbox', { name: 'Plan text' }))
  await shown.user.paste('# Nova\nx')
  return { ...shown, server }
}

beforeEach(() => {
  sessionStorage.clear()
  rememberCreated(null)
})

describe('importing again', () => {
  it('shows every difference, offers renames, and applies all of it at the revision that was looked at', async () => {
    const { user, server, router } = await open(
      preview(),
      answer(routes.planUpdate.apply, { programRevision: 500, diff: DIFF, warnings: [] }),
    )
    expect(await screen.findByText('1 added, 1 changed, 1 gone')).toBeVisible()
    const changed = screen.getByRole('region', { name: 'Changed, 1' })
    expect(changed).toHaveTextContent('G3 Hosted CI 2 fields')
    expect(changed).toHaveTextContent('quorumbefore: 1 → after: 2')
    expect(changed).toHaveTextContent('ownersbefore: — → after: @qa')
    expect(screen.getByRole('region', { name: 'Gone, 1' })).toHaveTextContent('T4 Old trial')
    await user.click(screen.getByRole('checkbox', { name: 'task T4 is now T9: Old trial' }))
    await waitFor(() =>
      expect(server.calls.at(-1)?.body).toMatchObject({ progress: 'keep', renames: [{ kind: 'task', from: 'T4', to: 'T9' }] }),
    )
    const progress = screen.getByRole('region', { name: 'Progress of work' })
    expect(progress).toHaveTextContent('status: program done, document todo; the program’s is kept')
    await user.click(within(progress).getByRole('button', { name: 'Take the document’s' }))
    await waitFor(() => expect(server.calls.at(-1)?.body).toMatchObject({ progress: 'document' }))
    const apply = screen.getByRole('button', { name: 'Apply …' })
    await waitFor(() => expect(apply).not.toHaveAttribute('aria-disabled'))
    await user.click(apply)
    const dialog = screen.getByRole('dialog')
    expect(dialog).toHaveTextContent('1 added, 1 changed, 1 gone. All of it is stored at once, or nothing.')
    await user.click(within(dialog).getByRole('button', { name: 'Apply' }))
    await waitFor(() => expect(router.state.location.href).toBe(`/p/${slug}/timeline`))
    const call = server.calls.find(({ call: name }) => name === `POST /api/v1/programs/${slug}/plan`)
    expect(call?.headers.get('if-match')).toBe(`"${board.program.revision}"`)
    expect(call?.body).toMatchObject({ text: '# Nova\nx', progress: 'document', renames: [{ from: 'T4' }] })
    expect(await screen.findByText('Applied: 1 added, 1 changed, 1 gone.')).toBeVisible()
  })

  it('lists every reason against it with its remedy, and applies nothing', async () => {
    const { user, server } = await open(
      preview({ refusals: [{ code: 'gate_locked', message: 'G0 is signed; its title would change.', hint: 'Reopen G0 first.' }] }),
    )
    const refusals = await screen.findByRole('region', { name: '1 reason against it' })
    expect(refusals).toHaveTextContent('G0 is signed; its title would change.Reopen G0 first.')
    const apply = screen.getByRole('button', { name: 'Apply …' })
    expect(apply).toHaveAccessibleDescription('1 reason against it.')
    await user.click(apply)
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(server.calls.some(({ call }) => call.endsWith('/plan'))).toBe(false)
  })

  it('says what moved when the program changed meanwhile, and compares anew', async () => {
    const event = {
      seq: 7,
      at: '2026-02-25T09:00:00.000Z',
      actor: 'Dora Devops',
      actorId: 'u-devops',
      entryHash: 'a'.repeat(64),
      correlationId: 'c',
      action: 'task.edited',
      subjectKind: 'task',
      subjectKey: 'L4-D1',
      before: null,
      after: null,
      revision: board.program.revision + 1,
    }
    const { user, server } = await open(
      preview(),
      answer(routes.planUpdate.apply, () => refused(412, 'stale_revision', 'no')),
      answer(routes.record.log, {
        events: [event, { ...event, seq: 6, action: 'gate.edited', revision: board.program.revision }],
        next: null,
        facets: null,
      }),
    )
    const apply = await screen.findByRole('button', { name: 'Apply …' })
    await waitFor(() => expect(apply).not.toHaveAttribute('aria-disabled'))
    await user.click(apply)
    server.add(answer(routes.programs.board, onWire(board.program.revision + 1)))
    const before = server.calls.filter(({ call }) => call.endsWith('/preview')).length
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Apply' }))
    expect(await screen.findByText(/The program changed while you looked/)).toBeVisible()
    expect(await screen.findByText('Dora Devops: task edited, task L4-D1')).toBeVisible()
    expect(screen.queryByText(/gate edited/)).toBeNull()
    await waitFor(() => expect(server.calls.filter(({ call }) => call.endsWith('/preview')).length).toBeGreaterThan(before))
  })

  it('says when nothing differs', async () => {
    await open(preview({ diff: nothing }))
    expect(await screen.findByText('The document says what the program is already.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Apply …' })).toHaveAccessibleDescription('There is nothing to apply.')
  })

  it('is for leads', async () => {
    fakeApi()
    await renderScreen(<PlanUpdateScreen />, { board, url: `/p/${slug}/import`, roles: ['reviewer'] })
    expect(screen.getByRole('heading', { name: 'Only a lead imports a document' })).toBeVisible()
  })
})

describe('taking a new program back', () => {
  const created = { slug, name: 'Nova', at: Date.now() }
  it('asks, removes it, and brings the document back', async () => {
    const server = fakeApi(
      answer(routes.planUpdate.undoCreation, null),
      answer(routes.accounts.me, { user: { id: 'u1', name: 'Mina', email: 'm@example.test', isAdmin: false }, memberships: [] }),
      answer(routes.programs.list, []),
    )
    keepDocument('created', { text: '# Nova', fileName: 'nova.md', decisions: [], head: {} })
    rememberCreated(created)
    const { user, router } = await renderScreen(<UndoCreationBar />, { board })
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Take it back' }))
    await waitFor(() => expect(router.state.location.href).toBe('/new'))
    expect(server.calls[0]?.call).toBe(`POST /api/v1/programs/${slug}/undo-creation`)
    expect(keptDocument('new')).toMatchObject({ text: '# Nova', fileName: 'nova.md' })
  })
  it('says why it cannot', async () => {
    fakeApi(
      answer(routes.planUpdate.undoCreation, () =>
        refused(409, 'undo_refused', 'no', { issues: [{ code: 'x', message: 'Dora changed it.' }] }),
      ),
    )
    rememberCreated(created)
    const { user } = await renderScreen(<UndoCreationBar />, { board })
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Take it back' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('Dora changed it.')
  })
  it.each([
    ['another program', { ...created, slug: 'other' }],
    ['one made long ago', { ...created, at: Date.now() - UNDO_MS - 60_000 }],
  ])('is not offered for %s', async (_, remembered) => {
    fakeApi()
    rememberCreated(remembered)
    await renderScreen(<UndoCreationBar />, { board })
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })
})

it.each([
  [null, '—'],
  [['@a', '@b'], '@a; @b'],
  [{ ref: 'T1', kind: 'hard', lag: 0 }, 'T1, kind hard, lag 0'],
  [[{ text: 'Sign', done: true }], 'Sign, done true'],
  [7, '7'],
])('says %o as %s', (value, said) => expect(sayValue(value)).toBe(said))
it('counts taken states', () => {
  expect(
    sayCounts({
      ...nothing,
      progress: [{ kind: 'task', key: 'T', title: '', field: 'status', before: 'todo', after: 'done', taken: true }],
    }),
  ).toBe('1 state taken from the document')
})
