/** Talks to the server as a program would: for what a journey needs prepared, and for looking at what was stored. */
import { randomUUID } from 'node:crypto'

export interface Api {
  readonly token: string
  get<T>(path: string): Promise<T>
  send<T>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    revision?: number,
  ): Promise<{ readonly status: number; readonly body: T }>
}

export function apiOf(url: string, token: string): Api {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' }
  return {
    token,
    async get<T>(path: string) {
      const response = await fetch(`${url}${path}`, { headers })
      if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    async send<T>(method: string, path: string, body?: unknown, revision?: number) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
          ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T }
    },
  }
}
