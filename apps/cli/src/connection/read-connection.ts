/** Where the server is and who is asking: from the environment, with options to override. The token is never an argument: those are seen in process lists. */
import { readFileSync } from 'node:fs'
import { CliError } from '../app/cli-error.ts'

export interface Connection {
  /** Without a trailing slash; may have a path. */
  readonly url: string
  readonly token: string
  /** Said once before the first request. */
  readonly warnings: readonly string[]
}
export interface ConnectionOptions {
  readonly server?: string | undefined
  readonly tokenFile?: string | undefined
}
type Environment = Readonly<Record<string, string | undefined>>

export const DEFAULT_URL = 'http://127.0.0.1:4310'
/** Of a file that is surely no token. */
const MAX_TOKEN = 1_000

const settingError = (message: string, mend: string): CliError => new CliError('settings', message, { mend })
const given = (value: string | undefined): string | undefined => (value === undefined || value.trim() === '' ? undefined : value.trim())

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)

const readUrl = (text: string, from: string): { readonly url: string; readonly warnings: readonly string[] } => {
  const mend = `Give it like ${DEFAULT_URL} or https://gatehouse.example.org.`
  if (!URL.canParse(text)) throw settingError(`${from} is not an address.`, mend)
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw settingError(`${from} is neither http:// nor https://.`, mend)
  if (url.username !== '' || url.password !== '')
    throw settingError(`${from} carries a user name or password.`, 'Remove it; the token goes into GATEHOUSE_TOKEN or a token file.')
  if (url.search !== '' || url.hash !== '') throw settingError(`${from} carries a query or a fragment.`, mend)
  const isOpen = url.protocol === 'http:' && !isLoopback(url.hostname)
  return {
    url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
    warnings: isOpen ? [`${url.origin} is not encrypted: whoever is on the way can read the token. Use https.`] : [],
  }
}

const readTokenFile = (path: string, from: string): string => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    throw settingError(`The token file of ${from} cannot be read (${code}): ${path}`, 'Name a file that holds the token and nothing else.')
  }
}

const readToken = (options: ConnectionOptions, env: Environment): string => {
  const direct = given(env.GATEHOUSE_TOKEN)
  const file = given(env.GATEHOUSE_TOKEN_FILE)
  if (options.tokenFile !== undefined) return checkToken(readTokenFile(options.tokenFile, '--token-file'), '--token-file')
  if (direct !== undefined && file !== undefined)
    throw settingError('GATEHOUSE_TOKEN and GATEHOUSE_TOKEN_FILE are both set.', 'Unset one of them.')
  if (direct !== undefined) return checkToken(direct, 'GATEHOUSE_TOKEN')
  if (file !== undefined) return checkToken(readTokenFile(file, 'GATEHOUSE_TOKEN_FILE'), 'GATEHOUSE_TOKEN_FILE')
  throw settingError(
    'There is no API token.',
    'Make one under Account → API tokens, then set GATEHOUSE_TOKEN, or GATEHOUSE_TOKEN_FILE to a file that holds it.',
  )
}

/** It becomes a header: anything but printable ASCII without blanks would be another header, or none. */
const checkToken = (token: string, from: string): string => {
  if (token === '') throw settingError(`${from} is empty.`, 'Put the API token there, alone.')
  if (token.length > MAX_TOKEN || !/^[\x21-\x7e]+$/.test(token))
    throw settingError(
      `${from} holds something that is no token.`,
      'It must be the API token alone: one line of printable characters, no quotes, no blanks.',
    )
  return token
}

/** Reads the settings; throws a `CliError` with code `settings` that never repeats a secret. */
export const readConnection = (options: ConnectionOptions, env: Environment): Connection => {
  const own = given(options.server)
  const { url, warnings } = readUrl(own ?? given(env.GATEHOUSE_URL) ?? DEFAULT_URL, own === undefined ? 'GATEHOUSE_URL' : '--server')
  return { url, token: readToken(options, env), warnings }
}
