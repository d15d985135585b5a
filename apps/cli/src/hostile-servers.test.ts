/** What answers is not always Gatehouse, and not always there: the process never says yes to that, and never gives the token away. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buildBoard } from '@gatehouse/core'
import { aProgram, aSignedGate, anEvidence, NOW } from '@gatehouse/core/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildGatehouse, type Gatehouse, SOURCE_COMMAND } from './testing/run-gatehouse.ts'
import { selfSigned } from './testing/self-signed.ts'

const TOKEN = 'gh_planted-token/of+the"hostile"tests'
let cli: Gatehouse
const servers: Server[] = []
beforeAll(async () => {
  cli = await buildGatehouse({ GATEHOUSE_TOKEN: TOKEN })
})
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
afterAll(() => cli.remove())

const listen = (server: Server, host = '127.0.0.1'): Promise<number> => {
  servers.push(server)
  return new Promise((resolve) => server.listen(0, host, () => resolve((server.address() as AddressInfo).port)))
}
const serve = async (answer: RequestListener): Promise<string> => `http://127.0.0.1:${await listen(createServer(answer))}`
const statusAt = (url: string, ...more: readonly string[]) =>
  cli.run(['status', 'rocket', '--gate', 'G1', '--exit-code', '--server', url, ...more])
const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
const problem = (status: number, code: string, detail: string, issues: readonly object[] = []) => ({
  ...{ type: `urn:gatehouse:problem:${code}`, title: 'No', status, code, detail, issues, requestId: 'req-1' },
})
const board = buildBoard(aProgram({ gates: [aSignedGate()], evidence: [anEvidence({ gateKey: 'G1', requirementKey: 'R1' })] }), NOW)
/** As the server would answer now. */
const freshBoard = { ...board, nextChangeAt: null }

describe('a status that cannot be told is 2', () => {
  it.each<[string, RequestListener, RegExp]>([
    ['a page', (_, response) => void response.end('<html>Welcome</html>'), /not Gatehouse’s/],
    ['nothing', (_, response) => void response.end(), /not Gatehouse’s/],
    ['half a board', (_, response) => void response.end(JSON.stringify(freshBoard).slice(0, 400)), /not JSON/],
    ['another document', (_, response) => json(response, 200, { state: 'SignedOff' }), /not Gatehouse’s/],
    [
      'a board with a state that nobody knows',
      (_, response) => json(response, 200, { ...freshBoard, gates: freshBoard.gates.map((gate) => ({ ...gate, face: 'Shiny' })) }),
      /gates\.0\.face/,
    ],
    ['a board that is behind', (_, response) => json(response, 200, { ...board, nextChangeAt: NOW }), /^$/],
    ['500', (_, response) => json(response, 500, problem(500, 'internal', 'Something went wrong.')), /request req-1/],
    ['a page with 403', (_, response) => void response.writeHead(403).end('<html>Proxy</html>'), /403/],
    ['a cut connection', (request) => void request.socket.destroy(), /cannot be reached/],
    [
      '401',
      (_, response) => json(response, 401, problem(401, 'unauthenticated', 'Sign in.')),
      /wrong, revoked or expired.*GATEHOUSE_TOKEN/,
    ],
  ])('%s', async (_, answer, said) => {
    const { code, stderr } = await statusAt(await serve(answer), '--retries', '0')
    expect(stderr).toMatch(said)
    expect(code).toBe(2)
  })

  it('silence', async () => {
    const { code, stderr } = await statusAt(await serve(() => undefined), '--retries', '0', '--timeout', '0.7')
    expect(stderr).toMatch(/did not answer within 0\.7 s/)
    expect(code).toBe(2)
  })

  it('an answer without end', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, ' ')
    const pour = (response: ServerResponse): void => {
      while (!response.destroyed && response.write(megabyte));
    }
    const url = await serve((_, response) => {
      response.on('drain', () => pour(response))
      pour(response)
    })
    const { code, stderr } = await statusAt(url)
    expect(stderr).toContain('longer than 64 MB')
    expect(code).toBe(2)
  })

  it('no server at all, nor at a name that is none', async () => {
    const url = await serve(() => undefined)
    servers.splice(0).forEach((server) => server.close())
    for (const at of [url, 'http://gatehouse.invalid']) {
      const { code, stdout, stderr } = await statusAt(at, '--retries', '0')
      expect(stderr).toContain('cannot be reached')
      expect([code, stdout]).toEqual([2, ''])
    }
  })

  it('a certificate that nobody vouches for, and how to vouch for it', async () => {
    const port = await listen(createTlsServer(selfSigned(), (_, response) => json(response, 200, freshBoard)))
    const { code, stderr } = await statusAt(`https://localhost:${port}`)
    expect(stderr).toContain('is not trusted')
    expect(stderr).toContain('NODE_EXTRA_CA_CERTS')
    expect(stderr).not.toContain('Trying again')
    expect(code).toBe(2)
  })

  it('a redirect: the token does not follow it', async () => {
    const asked: IncomingMessage[] = []
    const elsewhere = await serve((request, response) => {
      asked.push(request)
      json(response, 200, freshBoard)
    })
    const url = await serve((_, response) => void response.writeHead(302, { location: `${elsewhere}/login` }).end())
    const { code, stderr } = await statusAt(url)
    expect(stderr).toContain(`redirects to ${elsewhere}`)
    expect([code, asked.length]).toEqual([2, 0])
  })
})

describe('what is sent', () => {
  it('is read as it is: a board that says yes is 0, also when a newer server says more', async () => {
    expect((await statusAt(await serve((_, response) => json(response, 200, freshBoard)))).code).toBe(0)
    const newer = { ...freshBoard, weather: 'fair', gates: freshBoard.gates.map((gate) => ({ ...gate, mood: 'good' })) }
    expect((await statusAt(await serve((_, response) => json(response, 200, newer)))).code).toBe(0)
  })

  it('is asked again while the server is busy, as long as the server wants', async () => {
    let count = 0
    const url = await serve((_, response) => {
      count += 1
      if (count < 3) json(response, 503, problem(503, 'unavailable', 'Busy.'), { 'retry-after': '0' })
      else json(response, 200, freshBoard)
    })
    const { code, stderr } = await statusAt(url)
    expect(stderr).toContain('The server answered 503. Trying again in 0.0 s (1 of 3).')
    expect([code, count]).toEqual([0, 3])
  })

  it('is sent again with the same key, and not at all after a refusal', async () => {
    const keys: unknown[] = []
    const url = await serve((request, response) => {
      if (request.method === 'GET') return json(response, 200, [])
      keys.push(request.headers['idempotency-key'])
      if (keys.length === 1) return void request.socket.destroy()
      return json(
        response,
        409,
        problem(409, 'gate_locked', 'G1 is signed.', [{ code: 'gate_locked', message: 'It is locked.', path: 'gates.G1' }]),
      )
    })
    const add = [
      'evidence',
      'add',
      '--program',
      'rocket',
      '--gate',
      'G1',
      '--requirement',
      'G1.1',
      '--url',
      'https://ci.example/1',
      '--server',
      url,
    ]
    const { code, stderr } = await cli.run(add)
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
    expect(stderr).toContain('gates.G1: It is locked.')
    expect(stderr).toContain('A lead reopens it first')
    expect(code).toBe(1)
    // The next call of the same job has the same key too.
    keys.length = 0
    await cli.run(add)
    expect(keys).toHaveLength(2)
    const [again] = keys
    keys.length = 0
    await cli.run([...add, '--title', 'Another'])
    expect(keys[0]).not.toBe(again)
  })

  it('cannot drive the terminal or print the token back', async () => {
    const hostile = problem(422, 'plan_invalid', `\u001B[2J\u001B]0;owned\u0007 ${TOKEN}`, [
      { code: 'x', message: `\u001B[31m${TOKEN}`, path: '\u202Egates' },
    ])
    const url = await serve((request, response) => json(response, 422, { ...hostile, title: request.headers.authorization }))
    for (const more of [[], ['--json']]) {
      const { code, stdout, stderr } = await statusAt(url, ...more)
      for (const driven of ['\u001B', '\u0007']) expect(`${stdout}${stderr}`).not.toContain(driven)
      expect(stderr).not.toContain('\u202E')
      expect(`${stdout}${stderr}`).toContain('[token]')
      expect(code).toBe(2)
    }
  })

  it('warns before the token goes over an open way', async () => {
    const { stderr } = await statusAt('http://gatehouse.invalid', '--retries', '0')
    expect(stderr).toContain('Warning: http://gatehouse.invalid is not encrypted')
    expect((await statusAt(await serve((_, response) => json(response, 200, freshBoard)))).stderr).toBe('')
  })
})

describe('wrong usage', () => {
  it.each([
    [[]],
    [['stauts', 'rocket']],
    [['status']],
    [['status', 'rocket', 'racket']],
    [['status', 'rocket', '--tokn', 'x']],
    [['status', 'rocket', '--token', 'x']],
    [['status', 'rocket', '--timeout', '0']],
    [['status', 'rocket', '--sha', 'abc1234']],
    [['status', 'rocket', '--retries', 'many']],
    [['export', 'rocket', '--format', 'docx']],
    [['evidence']],
    [['evidence', 'add', '--gate', 'G1']],
    [['import', 'nothing-here.md']],
    [['import', 'x.md', '--rename', 'lane:a=b']],
    [['completion', 'tcsh']],
  ])('%j ends with 2 and asks nobody', async (args) => {
    const { code, stdout, stderr } = await cli.run(args, { env: { GATEHOUSE_URL: 'http://gatehouse.invalid' } })
    expect(stderr.length).toBeGreaterThan(20)
    expect(stderr).not.toContain('cannot be reached')
    expect([code, stdout]).toEqual([2, ''])
  })

  it('is explained with examples for every command, by the source as by the built file', async () => {
    for (const command of [['import'], ['export'], ['status'], ['evidence', 'add'], ['completion']]) {
      const { code, stdout } = await cli.run([...command, '--help'])
      expect(stdout).toContain('Examples:')
      expect(code).toBe(0)
    }
    const built = await cli.run(['--help'])
    expect(await cli.run(['--help'], { command: SOURCE_COMMAND })).toEqual(built)
    expect(built.stdout).toContain('Exit codes:')
  })
})

it('says nothing that holds the token', () => {
  for (const spelled of [TOKEN, JSON.stringify(TOKEN).slice(1, -1), encodeURIComponent(TOKEN)]) expect(cli.said()).not.toContain(spelled)
  expect(cli.said()).toContain('[token]')
})
