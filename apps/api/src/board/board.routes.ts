import { gunzip } from 'node:zlib'
import { promisify } from 'node:util'
import { routes } from '@gatehouse/contracts'
import type { FastifyInstance } from 'fastify'
import { type RawAnswer, rawAnswer } from '../app/answers.ts'
import { matchesEtag } from '../app/read-if-match.ts'
import { registerRoute } from '../app/register-route.ts'
import { boardHeaders, pairs, takesGzip } from './board-headers.ts'
import type { StoredBoard } from './board-store.ts'
import { boardsOf } from './boards.ts'
import { openFastLane } from './fast-lane.ts'
import { keepBoardsFresh } from './keep-boards-fresh.ts'

const decompress = promisify(gunzip)
const answerOf = async (stored: StoredBoard, isUnchanged: boolean, isGzipTaken: boolean): Promise<RawAnswer> => {
  if (isUnchanged) return rawAnswer('', pairs(boardHeaders(stored, null)), 304)
  // Clients that take no gzip are rare: unpacking for them costs less than keeping every board twice.
  return isGzipTaken
    ? rawAnswer(stored.gzipped, pairs(boardHeaders(stored, 'gzip')))
    : rawAnswer(await decompress(stored.gzipped), pairs(boardHeaders(stored, 'identity')))
}

/** `GET …/board`: the bytes of the present revision as they are kept, or 304. */
export const boardRoutes = (app: FastifyInstance): void => {
  keepBoardsFresh(app)
  openFastLane(app)
  registerRoute(
    app,
    routes.programs.board,
    async (ctx) => {
      const { headers } = ctx.http.request
      const stored = await boardsOf(ctx.shell).boardOf(ctx.program.id)
      return answerOf(stored, matchesEtag(headers['if-none-match'], stored.revision), takesGzip(headers['accept-encoding']))
    },
    { compress: false },
  )
}
