import { board as boardSchema } from '@gatehouse/contracts'
import { buildBoard } from '@gatehouse/core'
import { listMembers, listPrograms, listUsers, loadProgramState } from '@gatehouse/db'
import { openTestDatabase } from '@gatehouse/db/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSamples } from './load-samples.ts'

type Database = Awaited<ReturnType<typeof openTestDatabase>>
let db: Database
beforeEach(async () => {
  db = await openTestDatabase()
})
afterEach(() => db.close())

// Late in a day in Kolkata; a weekend; the day on which clocks change in New York.
const INSTANTS = ['2026-11-20T18:15:00.000Z', '2026-11-21T11:00:00.000Z', '2026-11-01T06:30:00.000Z']

describe('loadSamples', () => {
  it.each(INSTANTS)('brings both programs to their present at %s', async (now) => {
    expect(await loadSamples({ db, now })).toBe(true)
    const credity = await loadProgramState(db, 'credity12')
    if (credity === null) throw new Error('no credity12')
    const board = buildBoard(credity, now)
    expect(boardSchema.safeParse(JSON.parse(JSON.stringify(board))).error?.issues).toBeUndefined()
    expect(board.program.sample).toBe(true)
    expect(board.today.period).toBe(5)
    expect(Object.fromEntries(board.gates.map((gate) => [gate.key, gate.state]))).toMatchObject({
      G0: 'SignedOff',
      G1: 'SignedOff',
      G2: 'SignedOff',
      G3: 'InProgress',
      G5: 'InProgress',
      G8: 'NotStarted',
    })
    expect(board.gates.find((gate) => gate.key === 'G2')?.face).toBe('Revalidate')
    expect(board.blockers.map((blocker) => [blocker.key, blocker.state])).toEqual([
      ['B-4', 'paused'],
      ['B-7', 'running'],
    ])
    expect(board.tasks.some((task) => task.schedule.late > 0)).toBe(true)
    expect(board.verdict.word).toBe('NO-GO')
    expect(board.releaseTarget?.history.map(({ sha }) => sha.slice(0, 7))).toEqual(['9f3c1ab', '4d7e0c2'])
    const creto = await loadProgramState(db, 'creto')
    if (creto === null) throw new Error('no creto')
    const demo = buildBoard(creto, now)
    expect(demo.today.period).toBe(9)
    expect(demo.gates.find((gate) => gate.state === 'ReadyForSignoff')?.approveRefusals).toEqual([])
  })

  it('is quick and happens once, whatever becomes of the samples', async () => {
    const now = INSTANTS[0] ?? ''
    // Work rather than time: a busy machine makes it late, not slow.
    const began = process.cpuUsage()
    await loadSamples({ db, now })
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1_000).toBeLessThan(5_000)
    expect(await loadSamples({ db, now })).toBe(false)
    expect(await listPrograms(db, 'all')).toHaveLength(2)
  })

  it('makes people who are samples and cannot sign in', async () => {
    await loadSamples({ db, now: INSTANTS[0] ?? '' })
    expect(await listUsers(db)).toEqual([])
    const people = await listUsers(db, { withSamples: true })
    expect(people.length).toBeGreaterThan(8)
    expect(people.every((person) => person.isSample && !person.isAdmin && person.email.endsWith('.sample.invalid'))).toBe(true)
    const program = await loadProgramState(db, 'credity12')
    const members = await listMembers(db, program?.id ?? '')
    expect(members.every((member) => member.sample && member.handles.length === 1)).toBe(true)
  })
})
