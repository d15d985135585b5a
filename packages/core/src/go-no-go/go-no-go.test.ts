import { describe, expect, it } from 'vitest'
import { buildBoard } from '../board/build-board.ts'
import { yourTurn } from '../board/your-turn.ts'
import type { GoNoGo, GoNoGoVote, ProgramState } from '../board/program-state.ts'
import type { Lane } from '../plan/plan.ts'
import type { Result } from '../result.ts'
import { anActor, anEvidence, aPerson, aProgram, aSignedGate, aGate, aTarget, aWaiver, hoursAfter, NOW } from '../testing/factories.ts'
import { decideGoNoGo, moveGoNoGoDeadline, openGoNoGo, voteGoNoGo } from './decide-go-no-go.ts'
import { evaluateGoNoGo } from './evaluate-go-no-go.ts'

const lane = (key: string, ...owners: string[]): Lane => ({ key, name: `Lane ${key}`, mission: '', deliverables: [], owners })
const LANES = [lane('L1', '@one'), lane('L2', '@two', '@both'), lane('L3')]
const lead = aPerson('lead', 'lena')
const one = aPerson('owner', 'ona', ['@one'])
const two = aPerson('owner', 'tom', ['@both'])
const DEADLINE = hoursAfter(NOW, 4)

const asking = (over: Partial<GoNoGo> = {}): GoNoGo => ({
  ...{ id: 'g1', number: 1, question: 'May it go?', openedAt: NOW, openedBy: anActor('lena'), deadline: DEADLINE },
  ...{ votes: [], decision: null, revision: 3 },
  ...over,
})
const vote = (laneKey: string, said: GoNoGoVote['vote'], note = ''): GoNoGoVote => ({
  ...{ laneKey, laneName: `Lane ${laneKey}`, vote: said, note, actor: anActor('ona', 'Ona'), handle: '@one', at: NOW },
})
/** One gate, due: signed (GO), signed with a waiver, or not signed (NO-GO). */
const program = (verdict: 'GO' | 'GO WITH WAIVERS' | 'NO-GO', goNoGo: readonly GoNoGo[] = [asking()]): ProgramState =>
  aProgram({
    lanes: LANES,
    gates: [verdict === 'NO-GO' ? aGate() : aSignedGate({ waivers: verdict === 'GO' ? [] : [aWaiver()] })],
    evidence: verdict === 'GO' ? [anEvidence()] : [],
    releaseTarget: aTarget({ workflows: [] }),
    goNoGo,
  })
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.refusal.code)

it('the programs of this test have the verdicts that they are named for', () => {
  for (const word of ['GO', 'GO WITH WAIVERS', 'NO-GO'] as const) expect(buildBoard(program(word), NOW).verdict.word).toBe(word)
})

describe('asking', () => {
  const open = (state: ProgramState, over: object = {}, by = lead) =>
    openGoNoGo(state, by, { question: ' May it go? ', deadline: DEADLINE, ...over }, NOW)
  it('is a lead’s, one at a time, with a deadline to come', () => {
    expect(open(program('GO', []))).toMatchObject({ value: { asked: { number: 1, question: 'May it go?', deadline: DEADLINE } } })
    expect(codeOf(open(program('GO')))).toBe('go_no_go_open')
    expect(codeOf(open(program('GO', []), { deadline: NOW }))).toBe('deadline_invalid')
    expect(codeOf(open(program('GO', []), { question: ' ' }))).toBe('reason_required')
    expect(codeOf(open(program('GO', []), {}, aPerson('reviewer')))).toBe('forbidden')
  })

  it('the deadline moves with a reason, before and after it has passed, and not once it is decided', () => {
    const move = (asked: GoNoGo, over: object = {}, by = lead) =>
      moveGoNoGoDeadline(program('GO', [asked]), by, { id: 'g1', deadline: hoursAfter(NOW, 9), reason: 'Sam is ill', ...over }, NOW)
    expect(move(asking())).toMatchObject({
      value: {
        deadline: hoursAfter(NOW, 9),
        judgedRevision: 3,
        audit: { before: { deadline: DEADLINE }, after: { reason: 'Sam is ill' } },
      },
    })
    expect(codeOf(move(asking({ deadline: NOW })))).toBe('ok')
    expect(codeOf(move(asking(), { deadline: NOW }))).toBe('deadline_invalid')
    expect(codeOf(move(asking(), { reason: '' }))).toBe('reason_required')
    expect(codeOf(move(asking(), { id: 'g9' }))).toBe('go_no_go_not_found')
    expect(codeOf(move(asking(), {}, one))).toBe('forbidden')
  })
})

describe('voting', () => {
  const say = (over: object = {}, by = one, asked = asking(), now = NOW) =>
    voteGoNoGo(program('GO', [asked]), by, { id: 'g1', laneKey: 'L1', vote: 'go', note: '', ...over }, now)
  it('is by an owner of the lane; the last word counts', () => {
    expect(say()).toMatchObject({ value: { vote: { laneKey: 'L1', laneName: 'Lane L1', vote: 'go', handle: '@one' }, judgedRevision: 3 } })
    expect(say({ laneKey: 'L2' }, two)).toMatchObject({ value: { vote: { handle: '@both' } } })
    expect(say({ vote: 'abstain' }, one, asking({ votes: [vote('L1', 'no_go', 'no')] }))).toMatchObject({
      value: { audit: { before: { vote: 'no_go' }, after: { vote: 'abstain' } } },
    })
  })
  it('is refused for other lanes, lanes without owners, a no-go without a reason, and after the deadline', () => {
    expect(codeOf(say({ laneKey: 'L2' }))).toBe('not_a_lane_owner')
    expect(codeOf(say({ laneKey: 'L3' }, lead))).toBe('not_a_lane_owner')
    expect(codeOf(say({ laneKey: 'L9' }))).toBe('key_unknown')
    expect(codeOf(say({}, aPerson('viewer', 'v', ['@one'])))).toBe('forbidden')
    expect(codeOf(say({ vote: 'no_go', note: ' ' }))).toBe('reason_required')
    expect(codeOf(say({}, one, asking(), DEADLINE))).toBe('go_no_go_closed')
    const decided = decideGoNoGo(program('GO'), lead, { id: 'g1', word: 'GO', reason: '', override: false, verdict: 'GO' }, NOW)
    if (!decided.ok) throw new Error(decided.refusal.detail)
    expect(codeOf(say({}, one, asking({ decision: decided.value.decision })))).toBe('go_no_go_closed')
  })
})

describe('deciding', () => {
  const decide = (state: ProgramState, over: object = {}, by = lead) => {
    const verdict = buildBoard(state, NOW).verdict.word
    return decideGoNoGo(state, by, { id: 'g1', word: 'GO' as const, reason: '', override: false, verdict, ...over }, NOW)
  }
  it('GO follows the verdict, and keeps the facts', () => {
    expect(decide(program('GO'), { override: true })).toMatchObject({
      value: {
        decision: { word: 'GO', override: false, facts: { verdict: 'GO', gatesSigned: 1, gatesTotal: 1, releaseSha: aTarget().sha } },
      },
    })
    expect(decide(program('GO WITH WAIVERS'))).toMatchObject({
      value: { decision: { override: false, facts: { waivers: [{ gateKey: 'G1', requirementKey: 'R1' }] } } },
    })
  })
  it('GO against the verdict is an override, by name and with a reason', () => {
    const refused = decide(program('NO-GO'))
    expect(codeOf(refused)).toBe('override_needed')
    expect(refused.ok ? [] : refused.refusal.issues.length).toBeGreaterThan(0)
    expect(codeOf(decide(program('NO-GO'), { override: true, reason: ' ' }))).toBe('reason_required')
    expect(decide(program('NO-GO'), { override: true, reason: 'The board accepts the risk' })).toMatchObject({
      value: { decision: { override: true, by: { userId: 'lena' }, facts: { verdict: 'NO-GO' } }, audit: { after: { override: true } } },
    })
  })
  it('NO-GO has a reason', () => {
    expect(codeOf(decide(program('GO'), { word: 'NO-GO' }))).toBe('reason_required')
    expect(codeOf(decide(program('GO'), { word: 'NO-GO', reason: 'Market closed' }))).toBe('ok')
  })
  it('is a lead’s, once, about the verdict that was looked at', () => {
    expect(codeOf(decide(program('GO'), {}, one))).toBe('forbidden')
    expect(codeOf(decide(program('NO-GO'), { verdict: 'GO', override: true, reason: 'x' }))).toBe('review_outdated')
    const first = decide(program('GO'))
    const again = first.ok ? decide(program('GO', [asking({ decision: first.value.decision })])) : first
    expect(codeOf(again)).toBe('go_no_go_closed')
  })
})

describe('on the board', () => {
  const votes = [vote('L1', 'no_go', 'The index is not rebuilt'), vote('L2', 'go')]
  it('counts, and shows who is silent and who dissents', () => {
    expect(evaluateGoNoGo(asking({ votes }), LANES, NOW)).toMatchObject({
      state: 'open',
      counts: { go: 1, noGo: 1, abstain: 0, silent: 1 },
      silent: [{ laneKey: 'L3' }],
      dissent: [{ laneKey: 'L1', said: 'no_go', actor: { name: 'Ona' }, note: 'The index is not rebuilt' }],
    })
  })
  it('closes by time: silence is dissent then, and the board knows when', () => {
    expect(evaluateGoNoGo(asking({ votes }), LANES, DEADLINE)).toMatchObject({
      state: 'closed',
      dissent: [{ laneKey: 'L1' }, { laneKey: 'L3', said: 'nothing', actor: null }],
    })
    const soon = hoursAfter(NOW, 0.01)
    expect(buildBoard(program('GO', [asking({ deadline: soon })]), NOW).nextChangeAt).toBe(soon)
  })
})

describe('whose turn it is', () => {
  const turns = (person: typeof one, asked: GoNoGo, now = NOW) =>
    yourTurn(buildBoard(program('GO', [asked]), now), person)
      .filter(({ subject }) => subject === 'go_no_go:1')
      .map(({ kind, text, due }) => [kind, text.slice(0, 2), due])
  const after = hoursAfter(DEADLINE, 1)

  it('owners of silent lanes until the deadline, then a lead, then nobody', () => {
    expect(turns(one, asking())).toEqual([['vote', 'L1', DEADLINE]])
    expect(turns(one, asking({ votes: [vote('L1', 'go')] }))).toEqual([])
    expect(turns(lead, asking())).toEqual([])
    expect(turns(one, asking(), after)).toEqual([])
    expect(turns(lead, asking(), after)).toEqual([['decide', 'Go', null]])
  })
})
