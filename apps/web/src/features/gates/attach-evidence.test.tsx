import { routes } from '@gatehouse/contracts'
import { type Board, type BoardEvidence, buildBoard, type Requirement, type StoredFile } from '@gatehouse/core'
import { anEvidence, hoursAfter, minutesBefore } from '@gatehouse/core/testing'
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { DORA, NOW, RELEASE_SHA, releaseProgram, standAtNow } from '../../testing/release-program.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { GateScreen } from './gate-screen.tsx'

const ID = '0197a7a0-0000-7000-8000-000000000001'
/** G3.2 with other terms and proof. */
const boardWith = (terms: Partial<Requirement>, evidence: readonly Parameters<typeof anEvidence>[0][] = []): Board => {
  const state = releaseProgram()
  return buildBoard(
    {
      ...state,
      gates: state.gates.map((gate) => ({
        ...gate,
        requirements: gate.requirements.map((each) => (each.key === 'G3.2' ? { ...each, ...terms } : each)),
      })),
      evidence: [
        ...state.evidence,
        ...evidence.map((piece) => anEvidence({ id: ID, gateKey: 'G3', requirementKey: 'G3.2', attachedBy: DORA, ...piece })),
      ],
    },
    NOW,
  )
}
const open = async (board: Board, roles: readonly ('lead' | 'owner')[] = ['lead']) => {
  const api = fakeApi(
    answer(routes.record.log, { events: [], next: null, facets: null }),
    answer(routes.programs.board, board as never),
    answer(routes.files.upload, { ...FILE }),
  )
  const shown = await renderScreen(<GateScreen />, {
    board,
    url: '/p/credity12/gates/G3?requirement=G3.2',
    path: '/p/$slug/gates/$key',
    roles,
  })
  return { ...shown, api }
}
const FILE: StoredFile = { sha256: 'f'.repeat(64), size: 812, name: 'junit.xml', mediaType: 'text/xml' }
const item = (freshness: BoardEvidence['freshness'], reason: string) =>
  ({ ...anEvidence({ id: ID, gateKey: 'G3', requirementKey: 'G3.2' }), freshness, reason, expiresAt: null, expiring: false }) as never
const openForm = async (board: Board) => {
  const shown = await open(board)
  await shown.user.click(screen.getByRole('button', { name: 'Attach evidence to G3.2' }))
  const form = screen.getByRole('form', { name: 'Attach evidence to G3.2' })
  const field = (name: string | RegExp) => within(form).getByRole('textbox', { name })
  return { ...shown, form, field }
}
beforeEach(standAtNow)

describe('attaching by type', () => {
  it('asks for suite and test, and says what the report said', async () => {
    const { user, api, form, field } = await openForm(boardWith({ accepts: ['test'] }))
    const attach = within(form).getByRole('button', { name: 'Attach' })
    expect(attach).toHaveAccessibleDescription('Name the suite and the test.')
    await user.type(field('Suite'), 'login')
    await user.type(field('Test'), 'asks again')
    expect(field('Title')).toHaveValue('login: asks again')
    await user.click(field('Commit it is about'))
    await user.paste(RELEASE_SHA)
    api.add(
      answer(routes.evidence.attach, {
        programRevision: 419,
        item: item('unknown', 'The test “asks again” of login is not in the report.'),
      }),
    )
    await user.click(attach)
    expect(
      await screen.findByText('Attached to G3.2, and proves nothing yet. The test “asks again” of login is not in the report.'),
    ).toBeVisible()
    expect(api.calls[0]?.body).toMatchObject({
      type: 'test',
      title: 'login: asks again',
      sha: RELEASE_SHA,
      details: { type: 'test', suite: 'login', name: 'asks again', run: '' },
    })
  })

  it('fills in path and heading from what was pasted, and sends the text beside them', async () => {
    const { user, api, form, field } = await openForm(boardWith({ accepts: ['doc'] }))
    await user.click(field('Link or commit'))
    await user.paste('docs/board.md#open-points')
    expect([(field('Path') as HTMLInputElement).value, (field(/^Heading/) as HTMLInputElement).value]).toEqual([
      'docs/board.md',
      'open-points',
    ])
    await user.upload(within(form).getByLabelText(/^Its text/), new File(['# Board\n'], 'board.md'))
    expect(await within(form).findByText('board.md')).toBeVisible()
    api.add(answer(routes.evidence.attach, { programRevision: 419, item: item('fresh', 'ok') }))
    await user.click(within(form).getByRole('button', { name: 'Attach' }))
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull())
    expect(api.calls[0]?.body).toMatchObject({
      text: '# Board\n',
      details: { type: 'doc', path: 'docs/board.md', heading: 'open-points' },
      file: null,
    })
  })

  it('reads repository, number and attempt of a run from its link', async () => {
    const { user, field } = await openForm(boardWith({ accepts: ['ci_run'] }))
    await user.click(field('Link or commit'))
    await user.paste('https://github.com/acme/credity12/actions/runs/30433642/attempts/2')
    expect(field('Repository')).toHaveValue('acme/credity12')
    expect(field('Run')).toHaveValue('30433642')
    expect(field(/^Attempt/)).toHaveValue('2')
  })

  it('waits for an artifact’s file', async () => {
    const { form } = await openForm(boardWith({ accepts: ['artifact'] }))
    expect(within(form).getByRole('button', { name: 'Attach' })).toHaveAccessibleDescription('Upload the file first.')
    expect(within(form).getByRole('group', { name: 'File' })).toBeVisible()
  })

  it('replaces a piece: the old one is named and goes with the new', async () => {
    const { user, api } = await open(boardWith({ accepts: ['link'] }, [{ type: 'link', title: 'Old wall', url: 'https://example.com/a' }]))
    await user.click(screen.getByRole('button', { name: 'Replace Old wall' }))
    const form = screen.getByRole('form', { name: 'Attach evidence to G3.2' })
    expect(within(form).getByRole('combobox', { name: 'Takes the place of' })).toHaveValue(ID)
    await user.click(within(form).getByRole('textbox', { name: 'Link or commit' }))
    await user.paste('https://example.com/wall')
    api.add(answer(routes.evidence.attach, { programRevision: 419, item: item('fresh', 'ok') }))
    await user.click(within(form).getByRole('button', { name: 'Attach' }))
    await waitFor(() => expect(api.calls[0]?.body).toMatchObject({ replaces: ID, url: 'https://example.com/wall' }))
  })
})

describe('a requirement tells', () => {
  it('its groups, what expires and what drifted', async () => {
    await open(
      boardWith({ accepts: ['doc', 'link'], oneOf: [['doc']], freshness: 'max_age', maxAgeHours: 24 }, [
        { title: 'Wall', producedAt: hoursAfter(NOW, -20) },
      ]),
    )
    const row = screen.getByRole('heading', { level: 3, name: /^G3\.2/ }).closest('li') as HTMLElement
    expect(row).toHaveTextContent('Expiring')
    expect(row).toHaveTextContent('Takes doc link 1 piece needed, not older than 1 day, one of doc')
    expect(row).toHaveTextContent(/expires Wed 25 Feb 18:30/)
  })
  it('that a document says something else by now', async () => {
    const observation = {
      at: minutesBefore(NOW, 5),
      sha: RELEASE_SHA,
      outcome: 'drifted',
      detail: 'In 9f3c1ab it says something else.',
      digest: null,
      run: null,
    }
    await open(boardWith({ accepts: ['doc'] }, [{ title: 'Wall', observation: observation as never }]))
    const row = screen.getByRole('heading', { level: 3, name: /^G3\.2/ }).closest('li') as HTMLElement
    expect(row).toHaveTextContent('Stale')
    expect(row).toHaveTextContent('Drifted')
    expect(row).toHaveTextContent('In 9f3c1ab it says something else.')
  })
})

describe('editing what a gate asks for', () => {
  it('saves all terms, under the revision that was looked at', async () => {
    const board = boardWith({ accepts: ['doc', 'link'], freshness: 'none' })
    const { user, api } = await open(board)
    await user.click(screen.getByRole('button', { name: 'Edit the terms of G3.2' }))
    const dialog = screen.getByRole('dialog', { name: 'Edit G3.2' })
    await user.click(within(dialog).getByRole('checkbox', { name: 'Test result' }))
    await user.click(within(dialog).getByRole('button', { name: 'Add a “one of” group' }))
    const group = within(dialog).getByRole('group', { name: 'One of, group 1' })
    await user.click(within(group).getByRole('checkbox', { name: 'Test result' }))
    await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Freshness' }), 'max_age')
    expect(within(dialog).getByRole('button', { name: 'Save' })).toHaveAccessibleDescription('Say how old the proof may be.')
    await user.type(within(dialog).getByRole('spinbutton', { name: 'Largest age, hours' }), '48')
    api.add(
      answer(routes.gates.editRequirement, () =>
        refused(409, 'gate_locked', 'no', { issues: [{ code: 'gate_locked', message: 'G3 is signed and locked.' }] }),
      ),
    )
    await user.click(within(dialog).getByRole('button', { name: 'Save' }))
    expect(await within(dialog).findByText('G3 is signed and locked.')).toBeVisible()
    expect(api.calls[0]).toMatchObject({
      call: 'PATCH /api/v1/programs/credity12/gates/G3/requirements/G3.2',
      body: {
        accepts: ['doc', 'test', 'link'],
        oneOf: [['test']],
        freshness: 'max_age',
        maxAgeHours: 48,
        warnHours: null,
        workflow: null,
        rule: null,
      },
    })
    expect(api.calls[0]?.headers.get('if-match')).toBe(`"${board.gates.find((gate) => gate.key === 'G3')?.revision ?? 0}"`)
  })

  it('asks before one is removed, with what goes with it, and is for leads only', async () => {
    const board = boardWith({ accepts: ['doc'] }, [{ title: 'Wall' }])
    const { user, unmount } = await open(board)
    await user.click(screen.getByRole('button', { name: 'Remove G3.2' }))
    expect(screen.getByRole('dialog', { name: 'Remove G3.2' })).toHaveTextContent('Its piece of evidence is withdrawn; the record stays.')
    unmount()
    await open(board, ['owner'])
    expect(screen.queryByRole('button', { name: /Edit the terms|Remove G3|Add a requirement/ })).toBeNull()
  })
})
