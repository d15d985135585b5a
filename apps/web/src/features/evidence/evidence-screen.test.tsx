import { routes } from '@gatehouse/contracts'
import { type Board, type BoardEvidence, buildBoard } from '@gatehouse/core'
import { anEvidence, aProgram, minutesBefore } from '@gatehouse/core/testing'
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { DORA, NOW, RELEASE_SHA, releaseBoard, releaseProgram, standAtNow } from '../../testing/release-program.ts'
import { type RenderOptions, renderScreen } from '../../testing/render-app.tsx'
import { EvidenceScreen } from './evidence-screen.tsx'

const ID = '0197a7a0-0000-7000-8000-000000000001'
const OF_G3 = { gateKey: 'G3', requirementKey: 'G3.2' }
const WITHDRAWN = anEvidence({
  id: 'ev-4',
  gateKey: 'G3',
  requirementKey: 'G3.2',
  title: 'Old page',
  digest: 'd'.repeat(64),
  withdrawnAt: minutesBefore(NOW, 1),
})
const board = (): Board =>
  releaseBoard({
    evidence: [
      ...releaseProgram().evidence,
      anEvidence({
        id: 'ev-3',
        gateKey: 'G3',
        requirementKey: 'G3.2',
        title: 'Frozen SHA',
        digest: 'c'.repeat(64),
        attachedAt: minutesBefore(NOW, 5),
        attachedBy: DORA,
      }),
    ],
  })
/** The server's list: what the board has, and what was withdrawn. */
const listed = (shown: Board): BoardEvidence[] => [
  ...shown.gates.flatMap((gate) => gate.requirements.flatMap((requirement) => requirement.evidence)),
  ...(shown.program.slug === 'credity12'
    ? [{ ...WITHDRAWN, freshness: 'unknown' as const, reason: 'It was withdrawn.', expiresAt: null, expiring: false }]
    : []),
]
const open = async (shown: Board = board(), query = '', options: Partial<RenderOptions> = {}) => {
  const api = fakeApi(answer(routes.evidence.list, listed(shown) as never))
  const result = await renderScreen(<EvidenceScreen />, {
    board: shown,
    url: `/p/credity12/evidence${query}`,
    path: '/p/$slug/evidence',
    ...options,
  })
  await waitFor(() => expect(result.queryClient.isFetching()).toBe(0))
  return { ...result, api }
}
const titles = () =>
  within(screen.getByRole('region', { name: 'Evidence' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('button')[0]?.textContent)
beforeEach(standAtNow)

describe('the evidence library', () => {
  it('lists every piece newest first: state, type, commit, digest, use, age and author', async () => {
    await open()
    expect(titles()).toEqual(['Frozen SHA', 'Release board', 'Old page', 'check.log'])
    const rows = within(screen.getByRole('region', { name: 'Evidence' })).getAllByRole('row')
    expect(rows[1]).toHaveTextContent('FreshFrozen SHAdoc9f3c1abccccccccG3.2 Release SHA is on the board5 min agoDora Devops')
    expect(rows[3]).toHaveTextContent('WithdrawnOld page')
    expect(rows[4]).toHaveTextContent('Stalecheck.loglink4d7e0c2')
    expect(screen.getByText('4 pieces, 2 fresh')).toBeVisible()
    expect(within(rows[1] as HTMLElement).getByRole('link', { name: 'G3.2' })).toHaveAttribute(
      'href',
      '/p/credity12/gates/G3?requirement=G3.2',
    )
  })

  it('filters by gate, type, state and words, all in the address', async () => {
    const { user, router } = await open()
    await user.click(screen.getByRole('button', { name: 'State: all' }))
    await user.click(screen.getByRole('checkbox', { name: 'Stale' }))
    expect(titles()).toEqual(['check.log'])
    expect(router.state.location.href).toBe('/p/credity12/evidence?state=stale')
    await user.click(screen.getByRole('checkbox', { name: 'Withdrawn' }))
    expect(titles()).toEqual(['Old page', 'check.log'])
    await user.click(screen.getByRole('button', { name: 'Type: all' }))
    await user.click(screen.getByRole('checkbox', { name: 'link' }))
    expect(titles()).toEqual(['check.log'])
    await user.type(screen.getByRole('searchbox', { name: 'Find evidence' }), 'nothing like it')
    expect(screen.getByRole('heading', { name: 'No evidence matches' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Show all' }))
    expect(titles()).toHaveLength(4)
    expect(router.state.location.href).toBe('/p/credity12/evidence')
  })

  it.each([
    ['?gate=G0', ['Release board']],
    ['?q=CCCCCCCC', ['Frozen SHA']],
    ['?q=dora', ['Frozen SHA', 'check.log']],
    ['?state=fresh&type=doc&gate=G3', ['Frozen SHA']],
    ['?state=nonsense', ['Frozen SHA', 'Release board', 'Old page', 'check.log']],
  ])('a link with %s shows just that', async (query, expected) => {
    await open(board(), query)
    expect(titles()).toEqual(expected)
  })

  it('opens a piece with everything about it, and closes it', async () => {
    const { user, router } = await open()
    await user.click(screen.getByRole('button', { name: 'Frozen SHA' }))
    expect(router.state.location.href).toBe('/p/credity12/evidence?item=ev-3')
    const detail = await screen.findByRole('region', { name: 'Frozen SHA' })
    expect(detail).toHaveTextContent('StateFresh')
    expect(detail).toHaveTextContent('ProvesG3.2 Release SHA is on the board')
    expect(within(detail).getByRole('button', { name: `Commit: copy ${RELEASE_SHA}` })).toBeVisible()
    expect(within(detail).getByRole('button', { name: `Digest: copy ${'c'.repeat(64)}` })).toBeVisible()
    expect(detail).toHaveTextContent('by Dora Devops')
    expect(within(detail).getByText('Frozen SHA')).toHaveFocus()
    await user.click(within(detail).getByRole('button', { name: 'Close details' }))
    expect(screen.queryByRole('region', { name: 'Frozen SHA' })).toBeNull()
  })

  it('tells a test with its report and file, the revisions around it, and why one was withdrawn', async () => {
    const file = { sha256: 'f'.repeat(64), size: 3_400, name: 'junit.xml', mediaType: 'text/xml' }
    const details = { type: 'test', suite: 'login', name: 'asks again', run: '17', outcome: 'missing' } as const
    const old = anEvidence({ id: 'ev-5', ...OF_G3, type: 'test', title: 'First report', details, file, withdrawnAt: minutesBefore(NOW, 2) })
    const shown = releaseBoard({
      evidence: [
        ...releaseProgram().evidence,
        { ...old, withdrawReason: 'replaced' },
        anEvidence({
          id: 'ev-6',
          ...OF_G3,
          type: 'test',
          title: 'Second report',
          replaces: 'ev-5',
          details: { ...details, outcome: 'passed' },
        }),
      ],
    })
    const pieces = shown.gates.flatMap((gate) => gate.requirements.flatMap((requirement) => requirement.evidence))
    fakeApi(
      answer(routes.evidence.list, [
        ...pieces,
        { ...old, withdrawReason: 'replaced', freshness: 'unknown', reason: 'It was withdrawn.', expiresAt: null, expiring: false },
      ] as never),
    )
    const { user } = await renderScreen(<EvidenceScreen />, {
      board: shown,
      url: '/p/credity12/evidence?item=ev-6',
      path: '/p/$slug/evidence',
    })
    const second = await screen.findByRole('region', { name: 'Second report' })
    expect(second).toHaveTextContent('SuiteloginTestasks againRun17Reportthe test passed')
    await user.click(await within(second).findByRole('button', { name: '1. First report' }))
    const first = await screen.findByRole('region', { name: 'First report' })
    expect(first).toHaveTextContent('Reportthe test is not in it')
    expect(first).toHaveTextContent(/Withdrawn.*: replaced/)
    expect(within(first).getByRole('link', { name: 'junit.xml' })).toHaveAttribute(
      'href',
      `/api/v1/programs/credity12/files/${'f'.repeat(64)}`,
    )
    expect(first).toHaveTextContent('3.4 kB, text/xml')
  })

  it('has a run looked at again, and says what was seen', async () => {
    const details = { type: 'ci_run', repository: 'acme/credity12', runId: 1412, attempt: null } as const
    const shown = releaseBoard({ evidence: [anEvidence({ id: ID, ...OF_G3, type: 'ci_run', title: 'Run', details, sha: null })] })
    const { user, api } = await open(shown, `?item=${ID}`, { roles: ['owner'] })
    const detail = await screen.findByRole('region', { name: 'Run' })
    expect(detail).toHaveTextContent('Nobody has looked since it was attached.')
    api.add(answer(routes.evidence.check, () => refused(502, 'github_unavailable', 'GitHub could not be reached.')))
    await user.click(within(detail).getByRole('button', { name: 'Check now' }))
    expect(await within(detail).findByRole('alert')).toBeVisible()
    expect(api.calls.at(-1)).toMatchObject({ call: `POST /api/v1/programs/credity12/evidence/${ID}/check`, body: {} })
  })

  it('a deep link opens the piece, its own link included', async () => {
    await open(board(), '?item=ev-2')
    const detail = screen.getByRole('region', { name: 'check.log' })
    expect(detail).toHaveTextContent('It is about 4d7e0c2; the release is 9f3c1ab.')
    expect(within(detail).getByRole('link', { name: /^https:\/\/example.com\/check.log/ })).toHaveAttribute('rel', 'noreferrer')
    expect(screen.getByRole('button', { name: 'check.log' }).closest('tr')).toHaveAttribute('aria-current', 'true')
  })

  it('says that a linked piece is not here, and keeps the list', async () => {
    const { user } = await open(board(), '?item=gone')
    expect(screen.getByRole('heading', { name: 'This evidence is not here' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Show the list' }))
    expect(screen.queryByRole('heading', { name: 'This evidence is not here' })).toBeNull()
    expect(titles()).toHaveLength(4)
  })

  it('shows what the board has while the whole list cannot be loaded, and tries again', async () => {
    fakeApi(answer(routes.evidence.list, () => refused(503, 'unavailable', 'no')))
    const shown = board()
    const { user } = await renderScreen(<EvidenceScreen />, { board: shown, url: '/p/credity12/evidence', path: '/p/$slug/evidence' })
    expect(await screen.findByRole('alert')).toHaveTextContent('The server is not ready.')
    expect(titles()).toEqual(['Frozen SHA', 'Release board', 'check.log'])
    fakeApi(answer(routes.evidence.list, listed(shown) as never))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(titles()).toHaveLength(4))
  })

  it('says how evidence comes here where there is none', async () => {
    await open(buildBoard(aProgram(), NOW), '', { url: '/p/sample/evidence' })
    expect(screen.getByRole('heading', { name: 'Nothing is attached yet' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Open gates' })).toHaveAttribute('href', '/p/sample/gates')
  })
})
