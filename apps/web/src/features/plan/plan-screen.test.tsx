import { routes } from '@gatehouse/contracts'
import { PLAN_SECTIONS } from '@gatehouse/core'
import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { releaseBoard, standAtNow } from '../../testing/release-program.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { PlanScreen } from './plan-screen.tsx'

const EMPTY = { gatehouse: 1, program: {}, ...Object.fromEntries(PLAN_SECTIONS.map((section) => [section, []])) }
const plan = (sections: object) => answer(routes.programs.plan, { ...EMPTY, ...sections } as never)
const open = () => renderScreen(<PlanScreen />, { board: releaseBoard(), url: '/p/credity12/plan', path: '/p/$slug/plan' })
const rows = async (title: string) =>
  within(within(await screen.findByRole('region', { name: title })).getByRole('table'))
    .getAllByRole('row')
    .map((row) => [...row.children].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim()))
beforeEach(standAtNow)

describe('the plan', () => {
  it('shows lanes with their mission', async () => {
    fakeApi(plan({}))
    await open()
    expect(screen.getByRole('region', { name: 'Lanes' })).toHaveTextContent(
      'L1 Program control @owner-releaseRuns the days Delivers: Standup log.',
    )
    expect(screen.getByText('D0 to D14, from Fri 20 Feb 2026, Asia/Kolkata')).toBeVisible()
  })

  it('offers each file that the program can be taken away as, with what it is for', async () => {
    fakeApi(plan({}))
    const { user } = await open()
    screen.getByRole('button', { name: 'Export' }).focus()
    await user.keyboard('{Enter}')
    const items = within(screen.getByRole('menu')).getAllByRole('menuitem')
    expect(items.map((item) => [item.getAttribute('href'), item.getAttribute('download')])).toEqual([
      ['/api/v1/programs/credity12/export?format=report', 'credity12.status.md'],
      ['/api/v1/programs/credity12/export?format=markdown', 'credity12.plan.md'],
      ['/api/v1/programs/credity12/export?format=csv', 'credity12.plan.csv'],
      ['/api/v1/programs/credity12/export?format=yaml', 'credity12.plan.yaml'],
      ['/api/v1/programs/credity12/export?format=json', 'credity12.plan.json'],
    ])
    expect(items[0]).toHaveFocus()
    expect(items[2]).toHaveTextContent('Tasks, gates and risks as rows, for a spreadsheet.')
    await user.keyboard('m')
    expect(items[1]).toHaveFocus()
    await user.keyboard('{Escape}')
    expect(screen.getByRole('button', { name: 'Export' })).toHaveFocus()
  })

  it('shows every field of every entry, the known ones first, periods and dates as people write them', async () => {
    fakeApi(
      plan({
        risks: [
          {
            key: 'R1',
            title: 'Rollback is unproved',
            impactLevel: 'critical',
            owners: ['@owner-qa', '@owner-devops'],
            from: 3,
            to: 5,
            reviewedOn: '2026-02-21',
            oddity: { depth: 2 },
          },
          { key: 'R2', title: 'Proof is old', probability: 'high', accepted: false },
        ],
      }),
    )
    await open()
    expect(await rows('Risks')).toEqual([
      ['Key', 'Title', 'Impact level', 'Probability', 'Owners', 'From', 'To', 'Reviewed on', 'Oddity', 'Accepted'],
      ['R1', 'Rollback is unproved', 'critical', '', '@owner-qa @owner-devops', 'D3', 'D5', 'Sat 21 Feb 2026', 'depth 2', ''],
      ['R2', 'Proof is old', '', 'high', '', '', '', '', '', 'no'],
    ])
  })

  it('reads staffing, checklists, metrics, rituals and escalation as sentences', async () => {
    fakeApi(
      plan({
        allocations: [
          {
            key: 'A1',
            roles: [
              { role: 'Coder', count: 4 },
              { role: 'Planner', count: 1 },
            ],
            total: 5,
          },
        ],
        checklists: [
          {
            key: 'c',
            items: [
              { text: 'Invite', done: true },
              { text: 'Reserve', done: false },
            ],
          },
        ],
        metrics: [{ key: 'm', tracking: [{ at: 3, value: 12 }] }],
        rituals: [{ key: 'standup', weekdays: [1, 5], periods: [2, 4] }],
        escalation: [{ level: 1, from: 'Engineer', to: 'Tech lead', withinHours: 2 }],
        notes: [{ key: 'n', url: 'https://example.com/plan', text: 'javascript:alert(1)' }],
      }),
    )
    await open()
    expect((await rows('Staffing'))[1]).toEqual(['A1', '4 × Coder 1 × Planner', '5'])
    expect((await rows('Checklists'))[1]).toEqual(['c', 'Done: Invite Open: Reserve'])
    expect((await rows('Metrics and key results'))[1]).toEqual(['m', 'D3: 12'])
    expect((await rows('Rituals'))[1]).toEqual(['standup', 'Mon, Fri', 'D2, D4'])
    expect((await rows('Escalation'))[1]).toEqual(['1', 'Engineer', 'Tech lead', '2'])
    expect(screen.getByRole('link', { name: /https:\/\/example.com\/plan/ })).toBeVisible()
    expect(screen.queryByRole('link', { name: /javascript/ })).toBeNull()
    expect(
      within(screen.getByRole('navigation', { name: 'Lists of the plan' }))
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual(['#metrics', '#allocations', '#checklists', '#rituals', '#escalation', '#notes'])
  })

  it('says that there are no further lists', async () => {
    fakeApi(plan({}))
    await open()
    expect(await screen.findByRole('heading', { name: 'The plan has no further lists' })).toBeVisible()
  })

  it('keeps the outline while the lists load or fail, and tries again', async () => {
    const api = fakeApi(answer(routes.programs.plan, () => refused(503, 'unavailable', 'no')))
    const { user } = await open()
    expect(await screen.findByRole('alert')).toHaveTextContent('The server is not ready.')
    expect(screen.getByRole('region', { name: 'Lanes' })).toBeVisible()
    expect(screen.queryByRole('heading', { name: 'The plan has no further lists' })).toBeNull()
    api.add(plan({ notes: [{ key: 'n', text: 'Back again' }] }))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Back again')).toBeVisible()
  })

  it('says that the lists are on their way', async () => {
    globalThis.fetch = () => new Promise(() => undefined)
    await open()
    expect(screen.getByRole('status', { name: 'Lists of the plan' })).toBeInTheDocument()
  })
})
