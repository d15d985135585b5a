import { routes } from '@gatehouse/contracts'
import { programRevision } from '@gatehouse/db'
import type { FastifyInstance } from 'fastify'
import { ANSWERED } from '../app/answers.ts'
import { ShellError } from '../app/problems.ts'
import { registerRoute } from '../app/register-route.ts'
import { eventText, LISTENERS_PER_USER } from './live-hub.ts'

/** Revision that the listener saw last: EventSource sends it as Last-Event-ID when it reconnects. */
const lastSeen = (header: string | string[] | undefined): number | null =>
  typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : null

/** `GET /api/v1/programs/:slug/events`. The first message tells the present revision when it is not the one seen last. */
export const eventsRoutes = (app: FastifyInstance): void =>
  registerRoute(
    app,
    routes.programs.events,
    async (ctx) => {
      const { shell, program, actor } = ctx
      const { request, reply } = ctx.http
      const socket = reply.raw
      const mayListen = async (): Promise<boolean> => {
        const current = await shell.access.identify(request.headers).catch(() => null)
        if (current === null || current.userId !== actor.userId) return false
        const membership = await shell.access.membershipOf(current.userId, program.slug)
        return membership !== null && membership.programId === program.id
      }
      if (!shell.live.add(program.id, { userId: actor.userId, socket, mayListen })) {
        throw new ShellError('rate_limited', `One account may have ${LISTENERS_PER_USER} event streams open at once.`, {
          headers: { 'retry-after': '30' },
        })
      }
      reply.hijack()
      socket.writeHead(200, {
        ...Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)])),
        'content-type': 'text/event-stream; charset=utf-8',
        // Proxies and compression would hold messages back.
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
        connection: 'keep-alive',
      })
      socket.write('retry: 3000\n\n')
      // Asked after listening began: a change in between is told twice rather than not at all.
      const present = await programRevision(shell.db, { id: program.id }).catch(() => null)
      if (present === null) socket.end()
      else if (lastSeen(request.headers['last-event-id']) !== present.revision) {
        socket.write(eventText({ revision: present.revision, changed: ['*'], actor: null }))
      }
      return ANSWERED
    },
    { compress: false },
  )
