import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What `GET /metrics` shows. One registry per app, so that several apps in one process (tests) do not mix. */
export interface Metrics {
  readonly registry: Registry
  readonly requests: Histogram<'method' | 'route' | 'status'>
  /** `hit` or `miss` of the board's memory. */
  readonly boardCache: Counter<'outcome'>
  readonly liveListeners: Gauge
  readonly auditEvents: Counter<'action'>
  /** Refused by access rules, by problem code. */
  readonly denied: Counter<'code'>
  readonly signIns: Counter<'outcome'>
  /** Errors outside of any request: background work, unhandled rejections. */
  readonly backgroundErrors: Counter<'where'>
  readonly serverErrors: Counter
  readonly fileStoreErrors: Counter
  /** Signed bundles: `complete`, `left` by the reader, or `failed`. */
  readonly bundles: Counter<'outcome'>
  /** Checkpoints of the record: `made`, and `delivered` or `failed` for each try to hand one over. */
  readonly checkpoints: Counter<'event'>
}

export const createMetrics = (withProcess = false): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  if (withProcess) collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'gatehouse_http_request_seconds',
      help: 'Time from request to end of answer, by route pattern.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
    boardCache: new Counter({
      name: 'gatehouse_board_cache_total',
      help: 'Boards served from memory or computed.',
      labelNames: ['outcome'],
      registers,
    }),
    liveListeners: new Gauge({ name: 'gatehouse_live_listeners', help: 'Open event streams.', registers }),
    auditEvents: new Counter({ name: 'gatehouse_audit_events_total', help: 'Audit events written.', labelNames: ['action'], registers }),
    denied: new Counter({ name: 'gatehouse_denied_total', help: 'Requests refused by access rules.', labelNames: ['code'], registers }),
    signIns: new Counter({ name: 'gatehouse_sign_ins_total', help: 'Sign-in attempts.', labelNames: ['outcome'], registers }),
    backgroundErrors: new Counter({
      name: 'gatehouse_background_errors_total',
      help: 'Errors outside of any request.',
      labelNames: ['where'],
      registers,
    }),
    checkpoints: new Counter({
      name: 'gatehouse_checkpoints_total',
      help: 'Checkpoints of records made, and tries to deliver them.',
      labelNames: ['event'],
      registers,
    }),
    bundles: new Counter({ name: 'gatehouse_bundles_total', help: 'Signed bundles sent.', labelNames: ['outcome'], registers }),
    fileStoreErrors: new Counter({
      name: 'gatehouse_file_store_errors_total',
      help: 'What the store of files could not do when asked.',
      registers,
    }),
    serverErrors: new Counter({ name: 'gatehouse_server_errors_total', help: 'Answers with status 500.', registers }),
  }
}
