import { routes } from '@gatehouse/contracts'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { startShortcuts } from '../../lib/shortcuts.ts'
import { A_PLAN, aLine, aReading } from '../../testing/a-reading.ts'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { NewProgramScreen } from './new-program-screen.tsx'

const me = { user: { id: 'u1', name: 'Mina', email: 'm@example.test', isAdmin: false }, memberships: [] }
const broken = [
  { code: 'unknown_key', message: '`ownr` is not a field of a lane.', line: 2, hint: 'Did you mean `owners`?' },
  { code: 'unknown_ref', message: 'G9 is not known.', line: 3 },
]
const imported = { slug: 'nova', programRevision: 1, counts: {}, warnings: [] }
const shell = [answer(routes.programs.import, imported), answer(routes.accounts.me, me), answer(routes.programs.list, [])] as const

const DOCUMENT = '# Nova\n\n- Scope lock on D0\n- Deeper trials unless promoted\nGo waits for the final word'
const unmapped = { status: 'unmapped' as const, reason: 'It names nothing.' }
/** Reads the document above as the server would: decisions settle lines and references. */
const reader = () =>
  answer(routes.programs.parse, ({ body }) => {
    const decisions = body.decisions ?? []
    const byHand = decisions.some((one) => 'line' in one && one.line === 4)
    const isLinked = decisions.some((one) => 'reference' in one)
    const isJudged = decisions.some((one) => 'inferred' in one)
    return aReading(
      {
        lines: [
          aLine(1, '# Nova', { entities: [{ kind: 'program', key: 'nova' }] }),
          aLine(2, ''),
          aLine(3, '- Scope lock on D0', { entities: [{ kind: 'task', key: 'T0' }] }),
          byHand
            ? aLine(4, '- Deeper trials unless promoted', { entities: [{ kind: 'risk', key: 'risk-4' }], reason: 'Mapped by hand.' })
            : aLine(4, '- Deeper trials unless promoted', unmapped),
          aLine(5, 'Go waits for the final word', { entities: [{ kind: 'note', key: 'note-1' }] }),
        ],
        warnings: [{ code: 'weekday', message: 'The weekday disagrees with the date.', line: 3 }],
        unresolved: isLinked
          ? []
          : [
              {
                id: 'task:T1:after:the final word',
                line: 5,
                entity: { kind: 'task', key: 'T1' },
                field: 'after',
                text: 'the final word',
                candidates: [{ kind: 'gate', key: 'G1', title: 'Trial passed' }],
                stands: null,
              },
            ],
        inferred: isJudged
          ? []
          : [
              {
                id: 'gate:G1:reviewers',
                line: 3,
                entity: { kind: 'gate', key: 'G1' },
                field: 'reviewers',
                value: '@owner-release',
                reason: 'The first lane leads.',
                clearable: true,
              },
            ],
      },
      { ...A_PLAN, program: { ...A_PLAN.program, ...body.head } },
    )
  })

const openWith = async (text: string) => {
  const shown = await renderScreen(<NewProgramScreen />, { url: '/new' })
  await shown.user.click(screen.getByRole('textbox', { name: 'Plan text' }))
  await shown.user.paste(text)
  return shown
}

beforeEach(() => sessionStorage.clear())

describe('importing a document', () => {
  it('accounts for every line, and creates the program from the text and the decisions once no line is open', async () => {
    const server = fakeApi(reader(), ...shell)
    const { user, router } = await openWith(DOCUMENT)
    const lines = await screen.findByRole('listbox', { name: 'Lines of the document' })
    expect(within(lines).getAllByRole('option')).toHaveLength(5)
    expect(within(lines).getByRole('option', { name: 'Line 3, Warning: - Scope lock on D0. task T0, 1 warning, inferred' })).toBeVisible()
    expect(within(lines).getByRole('option', { name: /^Line 4, Unmapped: - Deeper trials/ })).toBeVisible()
    expect(within(lines).getByRole('option', { name: /^Line 5, Note: Go waits/ })).toBeVisible()
    expect(screen.getByText(/lines =/)).toHaveTextContent('5 lines = 3 mapped + 1 decoration + 1 unmapped')
    const create = screen.getByRole('button', { name: 'Create program' })
    expect(create).toHaveAccessibleDescription('1 line needs your decision: map each, set it aside, or keep the rest as notes.')
    await user.click(create)
    expect(server.calls.some((call) => call.call.endsWith('/import'))).toBe(false)

    await user.click(screen.getByRole('button', { name: 'What line 4 is' }))
    await user.click(screen.getByRole('menuitem', { name: 'Risk …' }))
    const dialog = screen.getByRole('dialog')
    expect(within(dialog).getByRole('textbox', { name: 'Title' })).toHaveValue('Deeper trials unless promoted')
    await user.click(within(dialog).getByRole('button', { name: 'Map the line' }))
    expect(await screen.findByRole('region', { name: '1 decision of yours' })).toHaveTextContent('Line 4 is a risk')

    await user.click(screen.getByRole('button', { name: 'What “the final word” means' }))
    await user.click(screen.getByRole('menuitem', { name: 'G1 Trial passed' }))
    await user.click(await screen.findByRole('button', { name: 'Take back reviewers of G1' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: /inferred/ })).toBeNull())
    await user.click(create)
    await waitFor(() => expect(router.state.location.href).toBe('/p/nova/timeline'))
    expect(server.calls.at(-1)).toMatchObject({
      call: 'POST /api/v1/programs/import',
      body: {
        text: DOCUMENT,
        head: {},
        decisions: [
          { line: 4, as: 'risk', title: 'Deeper trials unless promoted' },
          { reference: 'task:T1:after:the final word', to: 'G1' },
          { inferred: 'gate:G1:reviewers', keep: false },
        ],
      },
    })
  })

  it('links both sides by click and by keyboard', async () => {
    const stop = startShortcuts()
    fakeApi(reader(), ...shell)
    const { user } = await openWith(DOCUMENT)
    const lines = await screen.findByRole('listbox', { name: 'Lines of the document' })
    await user.click(within(lines).getByRole('option', { name: /^Line 3,/ }))
    const became = screen.getByRole('region', { name: 'Line 3' })
    expect(within(became).getByRole('row', { name: 'T0 task Scope lock L1 D0' })).toBeVisible()
    lines.focus()
    await user.keyboard('n')
    expect(within(lines).getByRole('option', { selected: true })).toHaveAccessibleName(/^Line 4, Unmapped/)
    await user.keyboard('{Enter}')
    expect(screen.getByRole('button', { name: 'Keep line 4 as a note' })).toHaveFocus()
    await user.keyboard('{Escape}')
    expect(lines).toHaveFocus()
    await user.keyboard('{ArrowDown}')
    expect(within(lines).getByRole('option', { selected: true })).toHaveAccessibleName(/^Line 5, Note/)
    await user.click(within(screen.getByRole('region', { name: '1 warning' })).getByRole('button', { name: 'Go to line 3' }))
    expect(within(lines).getByRole('option', { selected: true })).toHaveAccessibleName(/^Line 3,/)
    stop()
  })

  it('shows only the lines of one sort', async () => {
    fakeApi(reader(), ...shell)
    const { user } = await openWith(DOCUMENT)
    await user.click(await screen.findByRole('button', { name: 'Unmapped 1' }))
    expect(screen.getAllByRole('option')).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Keep line 4 as a note' }))
    expect(await screen.findByText('Every line is accounted for.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: /^Undo: Line 4/ }))
    expect(await screen.findByRole('option', { name: /^Line 4, Unmapped/ })).toBeVisible()
  })

  it('takes changes of the program, and says what was found', async () => {
    const server = fakeApi(reader(), ...shell)
    const { user } = await openWith(DOCUMENT)
    const program = await screen.findByRole('region', { name: 'Program and calendar' })
    expect(program).toHaveTextContent('15 days, D0 to D14, starts Fri 20 Feb 2026, Asia/Kolkata, Mon to Fri')
    await user.click(within(program).getByRole('button', { name: 'Edit' }))
    const address = within(program).getByRole('textbox', { name: 'Address' })
    expect(address).toHaveAccessibleDescription('found')
    await user.clear(address)
    await user.type(address, 'nova-2')
    fireEvent.change(within(program).getByLabelText('First day'), { target: { value: '2026-03-02' } })
    await waitFor(() => expect(server.calls.at(-1)?.body).toMatchObject({ head: { slug: 'nova-2', startsOn: '2026-03-02' } }))
    expect(address).toHaveAccessibleDescription('yours')
    expect(await screen.findByText(/starts Mon 2 Mar 2026/)).toBeVisible()
  })

  it('keeps the document and its decisions over a reload, and those whose line is unchanged over an edit', async () => {
    fakeApi(reader(), ...shell)
    const first = await openWith(DOCUMENT)
    await first.user.click(await screen.findByRole('button', { name: 'Keep line 4 as a note' }))
    await screen.findByRole('region', { name: '1 decision of yours' })
    first.unmount()

    const { user } = await renderScreen(<NewProgramScreen />, { url: '/new' })
    expect(await screen.findByRole('region', { name: '1 decision of yours' })).toHaveTextContent('Line 4 is kept as a note')
    await user.click(screen.getByRole('button', { name: 'Text' }))
    const text = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Plan text' })
    fireEvent.change(text, { target: { value: DOCUMENT.replace('# Nova\n', '# Nova\nA new line\n') } })
    expect(await screen.findByText('Line 5 is kept as a note')).toBeVisible()
    fireEvent.change(text, { target: { value: DOCUMENT.replace('unless promoted', 'at once') } })
    expect(await screen.findByText('1 decision went with the changed lines')).toBeVisible()
  })

  it('shows every problem by its line, jumps to it, and creates nothing before they are mended', async () => {
    const server = fakeApi(
      answer(routes.programs.parse, () => aReading({ format: 'yaml', warnings: broken, lines: [aLine(1, 'gatehouse: 1')] }, null)),
      ...shell,
    )
    const { user } = await openWith('gatehouse: 1')
    const problems = await screen.findByRole('region', { name: '2 problems' })
    expect(
      within(problems)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['L2`ownr` is not a field of a lane.Did you mean `owners`?', 'L3G9 is not known.'])
    const text = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Plan text' })
    fireEvent.change(text, { target: { value: 'gatehouse: 1\nownr: x\nref: G9' } })
    await user.click(within(await screen.findByRole('region', { name: '2 problems' })).getByRole('button', { name: 'Go to line 3' }))
    expect(text).toHaveFocus()
    expect(text.value.slice(text.selectionStart, text.selectionEnd)).toBe('ref: G9')
    const create = screen.getByRole('button', { name: 'Create program' })
    await waitFor(() => expect(create).toHaveAccessibleDescription('2 problems to mend first.'))
    await user.click(create)
    expect(server.calls.some((call) => call.call.endsWith('/import'))).toBe(false)
  })

  it('lets the comments of a plan file stay behind', async () => {
    fakeApi(
      answer(routes.programs.parse, () =>
        aReading({ format: 'yaml', lines: [aLine(1, '# hello', { status: 'unmapped', reason: 'A comment is not kept.' })] }),
      ),
      ...shell,
    )
    await openWith('# hello')
    expect(await screen.findByText('1 comment line of the plan file stay behind.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Create program' })).not.toHaveAttribute('aria-disabled')
  })

  it('takes a file, and shows the refusal of the import itself', async () => {
    fakeApi(answer(routes.programs.parse, aReading({ lines: [aLine(1, '# Nova')] })), ...shell).add(
      answer(routes.programs.import, () => refused(409, 'key_taken', 'A program with the address nova exists.')),
    )
    const { user } = await renderScreen(<NewProgramScreen />, { url: '/new' })
    await user.upload(
      screen.getByLabelText('Plan file', { selector: 'input' }),
      new File(['# Nova\n'], 'nova.md', { type: 'text/markdown' }),
    )
    expect(await screen.findByRole('heading', { name: 'nova.md' })).toBeVisible()
    await screen.findByText('Reads as a plan')
    await user.click(screen.getByRole('button', { name: 'Create program' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('A program with the address nova exists.')
  })

  it.each([
    ['a picture', new File([new Uint8Array([0x89, 0x50, 0, 0, 1])], 'plan.md'), 'plan.md is not a text file.'],
    ['too much', new File(['x'.repeat(5_000_001)], 'long.md'), 'long.md has 5.0 MB; a document has 5 MB at most.'],
  ])('refuses %s with a reason', async (_, file, reason) => {
    fakeApi(...shell)
    const { user } = await renderScreen(<NewProgramScreen />, { url: '/new' })
    await user.upload(screen.getByLabelText('Plan file', { selector: 'input' }), file)
    expect(await screen.findByRole('alert')).toHaveTextContent(reason)
  })

  it('says when the server cannot be asked, and asks again', async () => {
    const server = fakeApi(
      answer(routes.programs.parse, () => refused(503, 'unavailable', 'no')),
      ...shell,
    )
    const { user } = await openWith(DOCUMENT)
    expect(await screen.findByRole('alert')).toHaveTextContent('The server is not ready.')
    server.add(reader())
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('listbox', { name: 'Lines of the document' })).toBeVisible()
  })

  it('shows the plan as a timeline and as a plan file', async () => {
    fakeApi(reader(), ...shell)
    const { user } = await openWith(DOCUMENT)
    await user.click(await screen.findByRole('button', { name: 'Timeline' }))
    expect(screen.getByRole('rowheader', { name: /L1 Program/ })).toHaveTextContent('2 tasks')
    expect(screen.getByTitle('T1 Reservation flow')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'YAML' }))
    expect(screen.getByRole('group', { name: 'Plan as YAML' })).toHaveTextContent('startsOn: "2026-02-20"')
  })

  it('takes a long paste into the middle of the text', async () => {
    fakeApi(reader(), ...shell)
    const { user } = await renderScreen(<NewProgramScreen />, { url: '/new' })
    const text = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Plan text' })
    fireEvent.change(text, { target: { value: 'head\n\ntail' } })
    await user.click(text)
    text.setSelectionRange(5, 5)
    const long = '# a line\n'.repeat(1_000)
    await user.paste(long.replaceAll('\n', '\r\n'))
    expect(text).toHaveValue(`head\n${long}\ntail`)
  })
})
