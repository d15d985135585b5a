import { type Board, buildBoard, type GoNoGo, type ProgramState } from '@gatehouse/core'
import { aGate, anActor, aProgram, aSignedGate, aSignOff, aTarget, aWaiver, hoursAfter, NOW, RELEASE_SHA } from '@gatehouse/core/testing'
import { describe, expect, it } from 'vitest'
import { writeGoNoGoMemo } from './write-go-no-go-memo.ts'

const HOSTILE = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) a|b\n# top `code`'
const asked = (over: Partial<GoNoGo> = {}): GoNoGo => ({
  ...{ id: 'g1', number: 2, question: 'May it go?', openedAt: NOW, openedBy: anActor('lena', 'Lena'), deadline: hoursAfter(NOW, 4) },
  votes: [{ laneKey: 'L1', laneName: 'Product', vote: 'no_go', note: HOSTILE, actor: anActor('ona', 'Ona'), handle: '@one', at: NOW }],
  ...{ decision: null, revision: 1 },
  ...over,
})
const lane = (key: string, name: string) => ({ key, name, mission: '', deliverables: [], owners: [`@${key}`] })
const stateOf = (goNoGo: GoNoGo): ProgramState =>
  aProgram({
    lanes: [lane('L1', 'Product'), lane('L2', 'QA')],
    gates: [
      aSignedGate({ waivers: [aWaiver()], signOffs: [aSignOff({ actor: anActor('bo', 'Bo'), role: 'security', onBehalfOf: '@sec' })] }),
      aGate({ key: 'G2', at: 9 }),
    ],
    releaseTarget: aTarget({ workflows: [] }),
    goNoGo: [goNoGo],
  })
const memoOf = (goNoGo: GoNoGo, format: 'markdown' | 'html' = 'markdown', now = NOW): string => {
  const board: Board = buildBoard(stateOf(goNoGo), now)
  const [evaluated] = board.goNoGo
  if (evaluated === undefined) throw new Error('nothing was asked')
  return writeGoNoGoMemo(board, evaluated, { recordHead: { seq: 41, hash: 'c'.repeat(64) }, writtenAt: now }, format)
}
const headings = (memo: string) => memo.split('\n').filter((line) => line.startsWith('#'))

describe('the memo of a go/no-go', () => {
  it('says what is open before it is decided, from the board as it is', () => {
    const memo = memoOf(asked())
    expect(headings(memo)).toEqual([
      '# Sample: go/no-go 2',
      '## Not decided',
      '## Verdict now: GO WITH WAIVERS',
      '## Figures',
      '## Waivers in force',
      '## What the lanes say',
      '## Dissent',
      '## Gates and signatures',
      '## Record',
    ])
    for (const said of [
      '0 go, 1 no-go, 0 abstain, 1 silent.',
      `| Release commit | ${RELEASE_SHA} |`,
      '| Gates signed | 1 of 2 |',
      'Bo (security, for @sec)',
      '| L2 QA | – nothing | @L2 |',
      `The record ends with event 41, ${'c'.repeat(64)}.`,
    ])
      expect(memo).toContain(said)
    expect(memo).not.toContain('L2 QA said nothing.')
  })

  it('tells silence as dissent once the deadline has passed', () => {
    expect(memoOf(asked(), 'markdown', hoursAfter(NOW, 5))).toContain('2. L2 QA said nothing.')
  })

  it('tells the decision by the facts that were recorded with it, whatever the board says since', () => {
    const facts = {
      verdict: 'NO-GO' as const,
      reasons: [{ title: 'G1 is not signed', detail: 'It waits.' }],
      waivers: [],
      releaseSha: null,
    }
    const figures = { repository: null, readiness: 12, gatesSigned: 0, gatesTotal: 2, slip: 3, contingencyLeft: 0 }
    const by = { by: anActor('lena', 'Lena'), at: NOW, reason: 'The board takes the risk', override: true }
    const memo = memoOf(asked({ decision: { word: 'GO', ...by, facts: { ...facts, ...figures } } }))
    for (const said of [
      '## Decision: GO',
      'Override: the verdict was NO-GO. Lena decides against it by name.',
      'Reason: The board takes the risk',
      '## Verdict at the decision: NO-GO',
      '1. G1 is not signed. It waits.',
      '| Readiness | 12 of 100 |',
      '| Contingency left, in periods | 0 |',
    ])
      expect(memo).toContain(said)
  })

  it('runs nothing, as Markdown or as a page', () => {
    const markdown = memoOf(asked({ question: HOSTILE }))
    expect(markdown).not.toMatch(/(^|[^\\])<img/m)
    expect(markdown).not.toMatch(/(^|[^\\])\[x\]/m)
    expect(headings(markdown)).toHaveLength(9)
    const page = memoOf(asked({ question: HOSTILE }), 'html')
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(page).not.toMatch(/<img|<script|<a /)
    expect(page).toContain("default-src 'none'")
  })
})
