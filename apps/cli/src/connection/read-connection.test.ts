import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CliError } from '../app/cli-error.ts'
import { type ConnectionOptions, DEFAULT_URL, readConnection } from './read-connection.ts'

const TOKEN = 'gh_planted-token-of-a-test'
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'))
const file = join(folder, 'token')
writeFileSync(file, `${TOKEN}\n`)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const refusal = (options: ConnectionOptions, env: Record<string, string>): string => {
  try {
    readConnection(options, env)
  } catch (error) {
    if (error instanceof CliError) return `${error.message} ${error.mend ?? ''}`
    throw error
  }
  return ''
}

describe('the connection', () => {
  it('comes from the environment, options win, the token may be in a file', () => {
    expect(readConnection({}, { GATEHOUSE_TOKEN: ` ${TOKEN}\n` })).toEqual({ url: DEFAULT_URL, token: TOKEN, warnings: [] })
    expect(readConnection({}, { GATEHOUSE_TOKEN_FILE: file, GATEHOUSE_URL: 'https://gate.example/base/' })).toMatchObject({
      url: 'https://gate.example/base',
      token: TOKEN,
    })
    const both = readConnection(
      { server: 'https://other.example', tokenFile: file },
      { GATEHOUSE_TOKEN: 'another-one', GATEHOUSE_URL: 'x' },
    )
    expect(both).toMatchObject({ url: 'https://other.example', token: TOKEN })
  })

  it.each([
    ['http://localhost:4310', 0],
    ['http://127.1.2.3', 0],
    ['http://[::1]:4310', 0],
    ['https://gate.example', 0],
    ['http://gate.example', 1],
    ['http://127.evil.example', 1],
    ['http://localhost.evil.example', 1],
  ])('warns of a token on an open way: %s', (url, count) => {
    expect(readConnection({ server: url }, { GATEHOUSE_TOKEN: TOKEN }).warnings).toHaveLength(count)
  })

  it.each([
    ['no token', {}, /no API token.*GATEHOUSE_TOKEN/],
    ['a token in two places', { GATEHOUSE_TOKEN: TOKEN, GATEHOUSE_TOKEN_FILE: file }, /both set/],
    ['a token with a line in it', { GATEHOUSE_TOKEN: `${TOKEN}\nx-evil: 1` }, /no token/],
    ['a token file that is not there', { GATEHOUSE_TOKEN_FILE: join(folder, 'nothing') }, /ENOENT/],
    ['an address that is none', { GATEHOUSE_TOKEN: TOKEN, GATEHOUSE_URL: 'gate.example' }, /not an address/],
    ['another protocol', { GATEHOUSE_TOKEN: TOKEN, GATEHOUSE_URL: 'file:///etc/passwd' }, /neither http/],
    ['a password in the address', { GATEHOUSE_TOKEN: TOKEN, GATEHOUSE_URL: `https://me:${TOKEN}@gate.example` }, /user name or password/],
    ['a query', { GATEHOUSE_TOKEN: TOKEN, GATEHOUSE_URL: 'https://gate.example?x=1' }, /query/],
  ])('refuses %s and says how to mend it, without the token', (_, env, message) => {
    const said = refusal({}, env as Record<string, string>)
    expect(said).toMatch(message)
    expect(said).not.toContain(TOKEN)
  })
})
