/**
 * Boards are asked for far more often than everything else together. When it is already known who asks, that they may, and which bytes
 * they get, those bytes are sent before the framework's machinery starts. Anything else (a name that is not in memory, a header out of
 * the ordinary, a refusal of any kind) goes the whole way: this lane only ever says yes, and only what the whole way would say.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { routes } from '@gatehouse/contracts'
import { can } from '@gatehouse/core'
import type { FastifyInstance } from 'fastify'
import { matchesEtag } from '../app/read-if-match.ts'
import { boardHeaders, takesGzip } from './board-headers.ts'
import type { StoredBoard } from './board-store.ts'

/** Exactly as our own client writes it. Another spelling of the same address goes the whole way. */
const BOARD_URL = /^\/api\/v1\/programs\/([a-z0-9-]{2,60})\/board$/
/** What belongs to one answer rather than to all. */
const OWN_HEADERS = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'date',
  'connection',
  'keep-alive',
  'cache-control',
  'etag',
  'vary',
  'x-request-id',
])

const isPlain = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers['content-length'] === undefined && headers['transfer-encoding'] === undefined && headers.range === undefined

type Sent = 200 | 304
const TALLY_MS = 1_000

/**
 * Request ids that look like the others: a random beginning for this process, then a count. A new random one each time would cost
 * as much as finding the board.
 */
const createRequestIds = (): (() => string) => {
  const beginning = randomUUID().slice(0, 24)
  let count = 0
  return () => {
    count = (count + 1) % 0xffff_ffff
    return `${beginning}0000${(0x1_0000_0000 + count).toString(16).slice(1)}`
  }
}

export const openFastLane = (app: FastifyInstance): void => {
  const { shell } = app
  /** Security headers as the whole way sets them, asked of it once; null until they are known. */
  let common: readonly string[] | null = null
  let isAsked = false
  let isClosing = false
  let served = 0
  const nextRequestId = createRequestIds()

  const learn = (): null => {
    if (!isAsked) {
      isAsked = true
      app.inject('/healthz').then(
        ({ headers }) => {
          common = Object.entries(headers).flatMap(([name, value]) =>
            OWN_HEADERS.has(name) || typeof value !== 'string' ? [] : [name, value],
          )
        },
        () => {
          isAsked = false
        },
      )
    }
    return null
  }
  const find = (request: IncomingMessage): StoredBoard | null => {
    const slug = isPlain(request) ? BOARD_URL.exec(request.url ?? '')?.[1] : undefined
    const granted = slug === undefined ? null : shell.access.peek(request.headers, slug)
    // Tokens that are bound to a program are compared with it on the whole way.
    if (granted === null || (granted.actor.token?.programId ?? null) !== null) return null
    if (!can(granted.held.roles, routes.programs.board.access.capability)) return null
    return shell.boards.peek(granted.held.programId)
  }
  /** Both heads of a board, made once. A 304 says only what a cache needs (RFC 9110, 15.4.5): what it has stored has the rest. */
  const heads = new WeakMap<StoredBoard, Readonly<Record<Sent, readonly string[]>>>()
  const headOf = (stored: StoredBoard, headers: readonly string[], status: Sent): readonly string[] => {
    const known = heads.get(stored)
    if (known !== undefined) return known[status]
    heads.set(stored, { 200: [...headers, ...boardHeaders(stored, 'gzip')], 304: boardHeaders(stored, null) })
    return headOf(stored, headers, status)
  }

  /** Whether it was answered. */
  const answer = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (isClosing || request.url?.startsWith('/api/v1/programs/') !== true) return false
    const stored = find(request)
    if (stored === null) return false
    const headers = common ?? learn()
    if (headers === null) return false
    const seen = request.headers['if-none-match']
    const status: Sent | null = matchesEtag(seen, stored.revision) ? 304 : takesGzip(request.headers['accept-encoding']) ? 200 : null
    if (status === null) return false
    response.writeHead(status, ['x-request-id', nextRequestId(), ...headOf(stored, headers, status)])
    response.end(status === 200 ? stored.gzipped : undefined)
    served += 1
    return true
  }

  // Counting one by one would cost as much as answering.
  const tally = setInterval(() => {
    if (served > 0) shell.metrics.boardCache.inc({ outcome: 'hit' }, served)
    served = 0
  }, TALLY_MS)
  tally.unref()

  app.addHook('onReady', async () => {
    const whole = app.server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[]
    app.server.removeAllListeners('request')
    app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (answer(request, response)) return
      for (const listener of whole) listener.call(app.server, request, response)
    })
  })
  app.addHook('preClose', async () => {
    isClosing = true
    clearInterval(tally)
  })
}
