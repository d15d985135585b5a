import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, anOwner, aReviewer, aStranger, aViewer, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

let test: TestApp
let lead: Persona
let owner: Persona
let reviewer: Persona
let url: string
beforeAll(async () => {
  test = await startTestApp()
  lead = await aLead(test)
  owner = await anOwner(test, lead.program)
  reviewer = await aReviewer(test, lead.program)
  url = `/api/v1/programs/${lead.program.slug}/go-no-go`
})
afterAll(() => test.close())

const told = (answer: { statusCode: number; json(): { code?: string } }) => [answer.statusCode, answer.json().code]
const DEADLINE = '2026-02-25T12:00:00Z'

describe('go or no-go', () => {
  it('is asked, answered by lanes, decided against the verdict by name, and told in a memo', async () => {
    expect(told(await reviewer.post(url, { body: { question: 'May it go?', deadline: DEADLINE } }))).toEqual([403, 'forbidden'])
    const opened = await lead.post(url, { body: { question: 'May <it> go?', deadline: DEADLINE } })
    expect([opened.statusCode, opened.json().item]).toMatchObject([201, { number: 1, state: 'open', counts: { silent: 2 } }])
    expect(told(await lead.post(url, { body: { question: 'And now?', deadline: DEADLINE } }))).toEqual([409, 'go_no_go_open'])
    const at = `${url}/${opened.json().item.id}`

    // Two lanes at once: neither waits for the other's revision.
    const vote = (by: Persona, laneKey: string, said: string, note = '') => by.post(`${at}/votes`, { body: { laneKey, vote: said, note } })
    const both = await Promise.all([vote(owner, 'L1', 'go'), vote(reviewer, 'L2', 'no_go', 'The index | is *not* rebuilt')])
    expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect(told(await vote(owner, 'L2', 'go'))).toEqual([403, 'not_a_lane_owner'])
    expect(told(await vote(lead, 'L1', 'go'))).toEqual([403, 'not_a_lane_owner'])
    expect(told(await vote(await aViewer(test, lead.program), 'L1', 'go'))).toEqual([403, 'forbidden'])
    expect((await lead.get(at)).json()).toMatchObject({
      counts: { go: 1, noGo: 1, abstain: 0, silent: 0 },
      dissent: [{ laneKey: 'L2', said: 'no_go', note: 'The index | is *not* rebuilt' }],
    })

    // The deadline passes by time alone, and a lead may move it.
    test.clock.advance({ hours: 8 })
    expect(told(await vote(owner, 'L1', 'abstain'))).toEqual([409, 'go_no_go_closed'])
    const { revision } = (await lead.get(at)).json()
    const moved = await lead.post(`${at}/deadline`, { ifMatch: revision, body: { deadline: '2026-02-26T12:00:00Z', reason: 'Sam is ill' } })
    expect(moved.json().item).toMatchObject({ state: 'open', deadline: '2026-02-26T12:00:00.000Z' })
    const late = await vote(owner, 'L1', 'abstain')
    expect(late.json().item.counts).toEqual({ go: 0, noGo: 1, abstain: 1, silent: 0 })

    const verdict = (await lead.get(`/api/v1/programs/${lead.program.slug}/board`)).json().verdict.word
    expect(['NO-GO', 'UNKNOWN']).toContain(verdict)
    const decide = (more: object, by = lead, ifMatch = late.json().item.revision) =>
      by.post(`${at}/decision`, { ifMatch, body: { word: 'GO', verdict, ...more } })
    expect(told(await decide({}, reviewer))).toEqual([403, 'forbidden'])
    expect(told(await decide({ verdict: 'GO' }))).toEqual([412, 'review_outdated'])
    const refused = await decide({})
    expect(told(refused)).toEqual([409, 'override_needed'])
    expect(refused.json().issues.length).toBeGreaterThan(0)
    expect(told(await decide({ override: true }))).toEqual([422, 'reason_required'])
    const decided = await decide({ override: true, reason: 'The board takes <b>the risk</b>' })
    expect(decided.json().item).toMatchObject({ state: 'decided', decision: { word: 'GO', override: true, facts: { verdict } } })
    expect(told(await decide({ override: true, reason: 'Again' }, lead, decided.json().item.revision))).toEqual([409, 'go_no_go_closed'])
    expect(told(await vote(owner, 'L1', 'go'))).toEqual([409, 'go_no_go_closed'])

    const memo = await lead.get(`${at}/memo`)
    expect(memo.headers['content-type']).toContain('text/markdown')
    expect(memo.headers['content-disposition']).toBe(`attachment; filename="${lead.program.slug}.go-no-go-1.md"`)
    for (const said of [
      'Decision: GO',
      `the verdict was ${verdict}`,
      'The index \\| is \\*not\\* rebuilt',
      'Lena Lead',
      'The record ends with event',
    ])
      expect(memo.body).toContain(said)
    const page = await lead.get(`${at}/memo?format=html`)
    expect(page.body).toContain('The board takes &lt;b&gt;the risk&lt;/b&gt;')
    expect(page.body).toContain('May &lt;it&gt; go?')
    expect(page.body).not.toMatch(/<script|<b>the risk/)
  })

  it('is on the record, event by event, and on the board', async () => {
    const events = (await lead.get(`/api/v1/programs/${lead.program.slug}/log?action=go_no_go.`)).json().events
    expect(events.map(({ action }: { action: string }) => action).reverse()).toEqual([
      'go_no_go.opened',
      'go_no_go.voted',
      'go_no_go.voted',
      'go_no_go.deadline_moved',
      'go_no_go.voted',
      'go_no_go.decided',
    ])
    const board = (await lead.get(`/api/v1/programs/${lead.program.slug}/board`)).json()
    expect(board.goNoGo).toMatchObject([{ number: 1, state: 'decided', dissent: [{ laneKey: 'L2' }] }])
  })

  it('is not there for others', async () => {
    const stranger = await aStranger(test)
    const { id } = (await lead.get(url)).json()[0]
    expect(told(await stranger.get(`${url}/${id}`))).toEqual([404, 'not_found'])
    expect(told(await stranger.get(`/api/v1/programs/${stranger.program.slug}/go-no-go/${id}`))).toEqual([404, 'go_no_go_not_found'])
    const vote = { laneKey: 'L1', vote: 'go' }
    expect(told(await stranger.post(`/api/v1/programs/${stranger.program.slug}/go-no-go/${id}/votes`, { body: vote }))).toEqual([
      404,
      'go_no_go_not_found',
    ])
  })
})
