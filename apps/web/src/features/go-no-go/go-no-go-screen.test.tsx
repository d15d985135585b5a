import { routes } from '@gatehouse/contracts'
import type { Board, BoardGoNoGo } from '@gatehouse/core'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { SAMPLE_SHA, sampleBoard } from '../../testing/sample-board.ts'
import { GoNoGoScreen } from './go-no-go-screen.tsx'

const LEAD = { userId: 'u1', name: 'Mina Lead' }
const anAsking = (more: Partial<BoardGoNoGo> = {}): BoardGoNoGo => ({
  id: '0198c0de-0000-7000-8000-000000000001',
  number: 1,
  question: 'May Credity12 be released?',
  openedAt: '2026-02-22T08:00:00.000Z',
  openedBy: LEAD,
  deadline: '2099-02-22T12:00:00.000Z',
  votes: [],
  decision: null,
  revision: 3,
  state: 'open',
  counts: { go: 0, noGo: 0, abstain: 0, silent: 2 },
  silent: [
    { laneKey: 'L1', laneName: 'Program', owners: ['@owner-release'] },
    { laneKey: 'L2', laneName: 'DevOps', owners: ['@owner-devops'] },
  ],
  dissent: [],
  ...more,
})
const NO_GO = {
  laneKey: 'L2',
  laneName: 'DevOps',
  vote: 'no_go' as const,
  note: 'The rollback was never tried',
  actor: { userId: 'u2', name: 'Dora' },
  handle: '@owner-devops',
  at: '2026-02-22T08:30:00.000Z',
}
const withDissent = (more: Partial<BoardGoNoGo> = {}): BoardGoNoGo =>
  anAsking({
    votes: [NO_GO],
    counts: { go: 0, noGo: 1, abstain: 0, silent: 1 },
    dissent: [{ laneKey: 'L2', laneName: 'DevOps', said: 'no_go', actor: NO_GO.actor, note: NO_GO.note }],
    ...more,
  })
const against = (board: Board): Board => ({
  ...board,
  verdict: {
    word: 'NO-GO',
    reasons: [
      {
        code: 'gate_unsigned_due',
        weight: 'stop',
        title: 'G1 Hosted CI green is not signed',
        detail: 'Nothing is attached.',
        subject: 'gate:G1',
        status: 'missing',
        owners: [],
        due: null,
      },
    ],
    notCounted: [],
  },
})
/** As the wire has it: lists that may be changed. */
const answered = (item: BoardGoNoGo) => ({ programRevision: 9, item: JSON.parse(JSON.stringify(item)) })
const open = async (board: Board, api: ReturnType<typeof fakeApi>) => ({
  ...(await renderScreen(<GoNoGoScreen />, { url: '/p/credity12/go-no-go', board, handles: ['@owner-release'] })),
  api,
})

describe('go/no-go', () => {
  it('is asked by a lead with a question and a deadline', async () => {
    const api = fakeApi(answer(routes.goNoGo.open, () => answered(anAsking())))
    const { user } = await open(sampleBoard(), api)
    expect(await screen.findByText('The lanes have not been asked yet')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Ask every lane' }))
    const dialog = screen.getByRole('dialog', { name: 'Ask every lane' })
    expect(within(dialog).getByLabelText('Question')).toHaveValue('May Credity12 be released?')
    await user.click(within(dialog).getByRole('button', { name: 'Ask' }))
    expect(await screen.findByRole('region', { name: 'Go/no-go 1' })).toHaveTextContent('May Credity12 be released?')
    expect(screen.getByRole('listitem', { name: 'L2 DevOps' })).toHaveTextContent('Has not said')
  })

  it('takes what a lane’s owner says, and for no-go asks why', async () => {
    const sent: unknown[] = []
    const api = fakeApi(
      answer(routes.goNoGo.vote, ({ body }) => {
        sent.push(body)
        return answered(anAsking({ votes: [{ ...NO_GO, laneKey: 'L1', laneName: 'Program' }] }))
      }),
    )
    const { user } = await open(sampleBoard({ goNoGo: [anAsking()] }), api)
    const lane = within(await screen.findByRole('listitem', { name: 'L1 Program' }))
    await user.click(lane.getByRole('radio', { name: 'No-go' }))
    expect(lane.getByRole('button', { name: 'Say it for L1' })).toHaveAccessibleDescription('Say why L1 is against it.')
    await user.type(lane.getByLabelText('Note'), 'The rollback was never tried')
    await user.click(lane.getByRole('button', { name: 'Say it for L1' }))
    await waitFor(() => expect(sent).toEqual([{ laneKey: 'L1', vote: 'no_go', note: 'The rollback was never tried' }]))
    expect(await lane.findByText('The rollback was never tried')).toBeVisible()
    // Not one of its owners: nothing to press.
    expect(within(screen.getByRole('listitem', { name: 'L2 DevOps' })).queryByRole('radio')).toBeNull()
  })

  it('shows dissent beside the verdict, and releases against it only by an override that is meant', async () => {
    const sent: unknown[] = []
    const decided = withDissent({
      state: 'decided',
      decision: {
        word: 'GO',
        by: LEAD,
        at: '2026-02-22T09:00:00.000Z',
        reason: 'Rolled back by hand last week',
        override: true,
        facts: {
          verdict: 'NO-GO',
          reasons: [{ title: 'G1 Hosted CI green is not signed', detail: 'Nothing is attached.' }],
          waivers: [],
          releaseSha: SAMPLE_SHA,
          repository: 'acme/credity12',
          readiness: 40,
          gatesSigned: 1,
          gatesTotal: 3,
          slip: 0,
          contingencyLeft: null,
        },
      },
    })
    const api = fakeApi(
      answer(routes.goNoGo.decide, ({ body }) => {
        sent.push(body)
        return answered(decided)
      }),
    )
    const { user } = await open(against(sampleBoard({ goNoGo: [withDissent()] })), api)
    const round = within(await screen.findByRole('region', { name: 'Go/no-go 1' }))
    expect(round.getByText('The rollback was never tried', { exact: false })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Decide GO' }))
    const dialog = within(screen.getByRole('dialog', { name: 'Decide GO' }))
    expect(dialog.getByText('You release against NO-GO')).toBeVisible()
    const record = dialog.getByRole('button', { name: 'Record GO against the verdict' })
    expect(record).toHaveAccessibleDescription(/reason/)
    await user.type(dialog.getByLabelText('Reason'), 'Rolled back by hand last week')
    expect(record).toHaveAccessibleDescription('Type OVERRIDE to go against the verdict.')
    await user.type(dialog.getByLabelText('Type OVERRIDE'), 'OVERRIDE')
    await user.click(record)
    await waitFor(() =>
      expect(sent).toEqual([{ word: 'GO', reason: 'Rolled back by hand last week', override: true, verdict: 'NO-GO', password: null }]),
    )
    const decision = await screen.findByRole('group', { name: 'Decision of go/no-go 1' })
    expect(decision).toHaveTextContent('Override: Mina Lead released against NO-GO')
    expect(round.getByText('Dissent')).toBeVisible()
  })

  it('asks for the password where the program does, and says when it is wrong', async () => {
    const api = fakeApi(answer(routes.goNoGo.decide, () => refused(403, 'step_up_failed', 'The password is not right.')))
    const board = sampleBoard({ goNoGo: [anAsking()] })
    const { user } = await open({ ...board, program: { ...board.program, stepUp: true } }, api)
    await user.click(await screen.findByRole('button', { name: 'Decide NO-GO' }))
    const dialog = within(screen.getByRole('dialog', { name: 'Decide NO-GO' }))
    await user.type(dialog.getByLabelText('Reason'), 'Not yet')
    await user.type(dialog.getByLabelText('Your password'), 'wrong')
    await user.click(dialog.getByRole('button', { name: 'Record NO-GO' }))
    expect(await dialog.findByText('The password is not right.')).toBeVisible()
    expect(dialog.getByLabelText('Reason')).toHaveValue('Not yet')
  })
})
