import type { Route } from '@gatehouse/contracts'
import type { FastifyInstance } from 'fastify'

/** A route as the router has it; `contract` where it went through `registerRoute`. */
export interface RouteRow {
  readonly method: string
  readonly url: string
  readonly contract: Route | undefined
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route, plugins' included. */
    readonly routeTable: readonly RouteRow[]
  }
}

/** Notes every route from here on. Call it before any is registered. */
export const noteRoutes = (app: FastifyInstance): void => {
  const rows: RouteRow[] = []
  app.decorate('routeTable', rows)
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const each of [method].flat()) rows.push({ method: each, url, contract: config?.contract })
  })
}
