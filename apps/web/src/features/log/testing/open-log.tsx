import { routes } from '@gatehouse/contracts'
import type { Role } from '@gatehouse/core'
import type { LogEvent } from '../../../lib/say-event.ts'
import { answer, fakeApi } from '../../../testing/fake-api.ts'
import { releaseBoard } from '../../../testing/release-program.ts'
import { renderScreen } from '../../../testing/render-app.tsx'
import type { Checkpoint, Checkpoints } from '../log.queries.ts'
import { LogScreen } from '../log-screen.tsx'
import { anEvent } from './a-record.ts'

const FACETS = {
  actors: [
    { id: 'u-release', name: 'Rita Release', events: 30 },
    { id: null, name: 'Gatehouse', events: 4 },
  ],
  actions: [
    { action: 'task.edited', events: 30 },
    { action: 'gate.signed', events: 2 },
    { action: 'gate.approved', events: 1 },
  ],
}
/** Answers like the server: below `before`, so many, newest first. */
export const logOf = (events: () => readonly LogEvent[], asked: URLSearchParams[] = []) =>
  answer(routes.record.log, ({ query }) => {
    asked.push(query)
    const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY)
    const limit = Number(query.get('limit'))
    const all = events()
      .filter(({ seq, action }) => seq < before && (query.get('action') ?? action).includes(action))
      .toSorted((a, b) => b.seq - a.seq)
    const page = all.slice(0, limit)
    return { events: page, next: all.length > limit ? (page.at(-1)?.seq ?? null) : null, facets: query.has('before') ? null : FACETS }
  })
export const checkpointsOf = (checkpoints: readonly Checkpoint[] = [], more: Partial<Checkpoints> = {}) =>
  answer(routes.record.checkpoints, {
    ...{ checkpoints: [...checkpoints], next: null, head: { seq: 9, hash: 'f'.repeat(64) }, destinations: { webhook: false, mail: false } },
    ...more,
  })
export const aCheckpoint = (more: Partial<Checkpoint> = {}): Checkpoint => ({
  ...{ seq: 7, hash: 'a'.repeat(64), at: '2026-02-25T07:00:00.000Z', reason: 'sign_off', keyId: 'k' },
  ...{ deliveredAt: null, deliveryError: null },
  ...more,
})
export const count = (length: number): LogEvent[] => Array.from({ length }, (_, index) => anEvent(index + 1))

export const openLog = async (
  known: readonly ReturnType<typeof answer>[],
  { search = '', roles = ['lead'] }: { search?: string; roles?: readonly Role[] } = {},
) => {
  const api = fakeApi(checkpointsOf(), ...known)
  const board = releaseBoard()
  const shown = await renderScreen(<LogScreen />, { url: `/p/credity12/log${search}`, board, roles })
  return { ...shown, api, board }
}
