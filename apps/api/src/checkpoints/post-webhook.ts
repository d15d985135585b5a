import type { HandOver } from './hand-over.ts'

const TIMEOUT_MS = 10_000

/** Names of what went wrong below HTTP, such as ECONNREFUSED; never the address, which may hold a secret. */
const whyUnreachable = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? ` (${code})` : ''
}

/** Posts a checkpoint as JSON. An answer that is not 2xx is a failure, and so is a redirect: nobody else is told than who was named. */
export const postWebhook =
  (url: string): HandOver =>
  async ({ program, seq, hash, at, reason, keyId, envelope }, signal) => {
    const { id, slug, name } = program
    const body = { type: 'gatehouse.checkpoint', program: { id, slug, name }, seq, hash, at, reason, keyId, envelope: JSON.parse(envelope) }
    let response: Response
    try {
      response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', 'user-agent': 'gatehouse' },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      })
    } catch (error) {
      const isLate = error instanceof Error && error.name === 'TimeoutError'
      return isLate
        ? `The webhook did not answer within ${TIMEOUT_MS / 1_000} seconds.`
        : `The webhook cannot be reached${whyUnreachable(error)}.`
    }
    // What it says is of no interest; the connection is given back all the same.
    await response.body?.cancel().catch(() => undefined)
    if (response.ok) return null
    if (response.status >= 300 && response.status < 400)
      return `The webhook answered with a redirect (${response.status}), which is not followed. Name the address itself.`
    return `The webhook answered with status ${response.status}.`
  }
