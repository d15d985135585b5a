/**
 * A loopback GitHub that speaks the wire format of the calls Gatehouse makes: repository, workflow, runs (paged, with Link, ETag and
 * 304, or one by its id), files at a commit, compare, commit and dispatch. Tests set its state and its faults; it counts what it was asked.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type StubRun, type StubRunInput, wireRun } from './wire-run.ts'

export interface StubWorkflow {
  readonly id: number
  readonly path: string
  readonly name: string
}
export interface StubRepository {
  readonly fullName: string
  id: number
  readonly workflows: StubWorkflow[]
  runs: StubRun[]
  /** Branch or tag → commit. */
  readonly refs: Map<string, string>
  /** `commit:path` → text of the file. */
  readonly files: Map<string, string>
  /** `base...head` → how far apart. */
  readonly distances: Map<string, { status: 'ahead' | 'behind' | 'diverged' | 'identical'; ahead: number; behind: number }>
}
/** What goes wrong, for requests whose path contains `on` (all, when left out), `times` times (for ever, when left out). */
export interface StubFault {
  readonly kind: 'status' | 'rate_limit' | 'cut_json' | 'not_json' | 'wrong_count' | 'hang'
  readonly status?: number
  readonly on?: string
  times?: number
}
export interface StubRequest {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly authorization: string | undefined
}
export interface GithubStub {
  readonly url: string
  readonly requests: StubRequest[]
  faults: StubFault[]
  /** Answers dispatch with 200 and the run's id (new servers) or with 204 (older ones). */
  dispatchDetails: boolean
  repository(fullName: string, id?: number): StubRepository
  addRun(fullName: string, run: StubRunInput): StubRun
  close(): Promise<void>
}

export async function startGithubStub(port = 0): Promise<GithubStub> {
  const repositories = new Map<string, StubRepository>()
  const requests: StubRequest[] = []
  let nextId = 1_000
  const server = createServer((request, response) => void answer(request, response))

  const stub: GithubStub = {
    url: '',
    requests,
    faults: [],
    dispatchDetails: true,
    repository(fullName, id = 77_001) {
      const known = repositories.get(fullName.toLowerCase())
      if (known) return known
      const made: StubRepository = { fullName, id, workflows: [], runs: [], refs: new Map(), files: new Map(), distances: new Map() }
      repositories.set(fullName.toLowerCase(), made)
      return made
    },
    addRun(fullName, input) {
      const repository = stub.repository(fullName)
      const workflow = repository.workflows.find((each) => each.path === input.workflow)
      nextId += 1
      const run: StubRun = {
        id: nextId,
        attempt: 1,
        runNumber: repository.runs.length + 1,
        workflowId: workflow?.id ?? 9_999,
        path: input.workflow,
        name: workflow?.name ?? input.workflow,
        event: 'push',
        headBranch: 'main',
        headRepositoryId: repository.id,
        repositoryId: repository.id,
        status: 'completed',
        conclusion: 'success',
        createdAt: new Date(Date.UTC(2026, 0, 1) + nextId * 60_000).toISOString(),
        ...input,
      }
      repository.runs.push(run)
      return run
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }

  function send(request: IncomingMessage, response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
    const text = body === null ? '' : JSON.stringify(body)
    const etag = `"${createHash('sha1').update(text).digest('hex')}"`
    const same = request.method === 'GET' && status === 200 && request.headers['if-none-match'] === etag
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      status: same ? 304 : status,
      authorization: request.headers.authorization,
    })
    response.writeHead(same ? 304 : status, { 'content-type': 'application/json; charset=utf-8', etag, ...headers })
    response.end(same ? undefined : text)
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://stub')
    const path = decodeURIComponent(url.pathname)
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const fault = takeFault(stub, path)
    if (fault && breakIt(fault, request, response, requests)) return
    const notFound = () =>
      send(request, response, 404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' })
    const match = /^\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(path)
    const repository = match ? repositories.get((match[1] ?? '').toLowerCase()) : undefined
    if (!repository) return notFound()
    const rest = match?.[2] ?? ''
    if (rest === '') return send(request, response, 200, { id: repository.id, full_name: repository.fullName, private: true })
    if (rest === '/actions/runs') return sendRuns(repository.runs, fault)
    const runId = /^\/actions\/runs\/(\d+)$/.exec(rest)?.[1]
    if (runId) {
      const run = repository.runs.find((each) => each.id === Number(runId))
      return run ? send(request, response, 200, wireRun(run, repository.fullName)) : notFound()
    }
    const file = /^\/contents\/(.+)$/.exec(rest)?.[1]
    if (file) {
      const text = repository.files.get(`${url.searchParams.get('ref') ?? ''}:${file}`)
      if (text === undefined) return notFound()
      // As GitHub does: 60 letters a line.
      const content = Buffer.from(text)
        .toString('base64')
        .replace(/(.{60})/g, '$1\n')
      return send(request, response, 200, { type: 'file', encoding: 'base64', name: file.split('/').at(-1), path: file, content })
    }
    const ofWorkflow = /^\/actions\/workflows\/([^/]+)(\/runs|\/dispatches)?$/.exec(rest)
    if (ofWorkflow) {
      const name = ofWorkflow[1] ?? ''
      const workflow = repository.workflows.find((each) => String(each.id) === name || each.path.endsWith(`/${name}`))
      if (!workflow) return notFound()
      if (!ofWorkflow[2])
        return send(request, response, 200, { id: workflow.id, path: workflow.path, name: workflow.name, state: 'active' })
      if (ofWorkflow[2] === '/runs')
        return sendRuns(
          repository.runs.filter((run) => run.workflowId === workflow.id),
          fault,
        )
      return dispatch(workflow)
    }
    const compared = /^\/compare\/([0-9a-f]+)\.\.\.([0-9a-f]+)$/.exec(rest)
    if (compared) {
      const distance = repository.distances.get(`${compared[1]}...${compared[2]}`)
      if (!distance) return notFound()
      return send(request, response, 200, {
        status: distance.status,
        ahead_by: distance.ahead,
        behind_by: distance.behind,
        total_commits: distance.ahead,
        commits: [],
      })
    }
    const commit = /^\/commits\/(.+)$/.exec(rest)
    if (commit) {
      const sha = repository.refs.get(commit[1] ?? '') ?? (/^[0-9a-f]{40}$/.test(commit[1] ?? '') ? commit[1] : undefined)
      return sha ? send(request, response, 200, { sha }) : notFound()
    }
    return notFound()

    function dispatch(workflow: StubWorkflow) {
      const asked = JSON.parse(body) as { ref: string }
      const sha = repository?.refs.get(asked.ref)
      if (!sha || !repository) return send(request, response, 422, { message: `No ref found for: ${asked.ref}` })
      const run = stub.addRun(repository.fullName, {
        workflow: workflow.path,
        headSha: sha,
        event: 'workflow_dispatch',
        status: 'queued',
        conclusion: null,
        createdAt: new Date().toISOString(),
      })
      if (!stub.dispatchDetails) return send(request, response, 204, null)
      return send(request, response, 200, {
        workflow_run_id: run.id,
        run_url: `${stub.url}/repos/${repository.fullName}/actions/runs/${run.id}`,
        html_url: `https://github.com/${repository.fullName}/actions/runs/${run.id}`,
      })
    }
    function sendRuns(all: readonly StubRun[], broken: StubFault | undefined) {
      const sha = url.searchParams.get('head_sha')
      const status = url.searchParams.get('status')
      const chosen = all
        .filter((run) => (sha === null || run.headSha === sha) && (status === null || run.status === status || run.conclusion === status))
        .sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : b.id - a.id))
      const size = Math.min(100, Number(url.searchParams.get('per_page') ?? 30))
      const page = Number(url.searchParams.get('page') ?? 1)
      const runs = chosen.slice(0, 1_000).slice((page - 1) * size, page * size)
      const total = chosen.length + (broken?.kind === 'wrong_count' ? 1 : 0)
      const links: string[] = []
      const pageUrl = (number: number) => {
        const next = new URL(request.url ?? '/', stub.url)
        next.searchParams.set('page', String(number))
        return next.href
      }
      if (page * size < Math.min(1_000, chosen.length))
        links.push(`<${pageUrl(page + 1)}>; rel="next"`, `<${pageUrl(Math.ceil(Math.min(1_000, chosen.length) / size))}>; rel="last"`)
      send(
        request,
        response,
        200,
        { total_count: total, workflow_runs: runs.map((run) => wireRun(run, repository?.fullName ?? '')) },
        links.length > 0 ? { link: links.join(', ') } : {},
      )
    }
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  Object.assign(stub, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  return stub
}

function takeFault(stub: GithubStub, path: string): StubFault | undefined {
  const fault = stub.faults.find((each) => (each.times ?? 1) > 0 && path.includes(each.on ?? ''))
  if (fault?.times !== undefined) fault.times -= 1
  return fault
}

/** True when the fault has answered the request itself. */
function breakIt(fault: StubFault, request: IncomingMessage, response: ServerResponse, requests: StubRequest[]): boolean {
  const note = (status: number) =>
    requests.push({ method: request.method ?? '', path: request.url ?? '', status, authorization: request.headers.authorization })
  const json = { 'content-type': 'application/json; charset=utf-8' }
  switch (fault.kind) {
    case 'status': {
      const status = fault.status ?? 502
      note(status)
      response.writeHead(status, json).end(JSON.stringify({ message: 'Server Error' }))
      return true
    }
    case 'rate_limit':
      note(403)
      response
        .writeHead(403, {
          ...json,
          'x-ratelimit-limit': '5000',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 600),
        })
        .end(
          JSON.stringify({
            message: 'API rate limit exceeded for installation.',
            documentation_url: 'https://docs.github.com/rest/rate-limit',
          }),
        )
      return true
    case 'cut_json':
      note(200)
      response.writeHead(200, json).end('{"total_count": 1, "workflow_runs": [{"id": 12')
      return true
    case 'not_json':
      note(200)
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>')
      return true
    case 'hang':
      note(0)
      return true
    case 'wrong_count':
      return false
  }
}
