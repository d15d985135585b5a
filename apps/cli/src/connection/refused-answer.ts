/** Every way in which a request can end without its answer, as something to read: what, where, and how to mend it. */
import { type Problem, problem, type Route } from '@gatehouse/contracts'
import { CliError } from '../app/cli-error.ts'
import { EXIT, type ExitCode } from '../app/exit-codes.ts'

/** The server understood what it was to take and said no; every other status, and every one of a read, means that there is no answer. */
const REFUSED: readonly number[] = [400, 409, 412, 413, 422]
const exitCodeOf = (status: number, method: Route['method']): ExitCode =>
  method !== 'GET' && REFUSED.includes(status) ? EXIT.no : EXIT.unknown

const MEND: Readonly<Partial<Record<Problem['code'], string>>> = {
  unauthenticated:
    'The token is wrong, revoked or expired. Make a new one under Account → API tokens and put it into GATEHOUSE_TOKEN or the token file.',
  session_ended: 'The token’s account was signed out or disabled. Make a new token under Account → API tokens.',
  forbidden:
    'Use a token with the scope that the request needs: read for status and export, evidence for evidence add, write for import; a token of one program cannot make another.',
  not_found: 'Check the program’s name in its address, and that the token’s owner is a member of it.',
  gate_not_found: 'Check the gate’s key: `gatehouse status SLUG` lists all of them.',
  requirement_not_found: 'Check the requirement’s key: `gatehouse status SLUG --gate KEY` lists those of a gate.',
  evidence_not_accepted: 'Say what the proof is with --type, or attach it to a requirement that takes it.',
  gate_locked: 'The gate is signed. A lead reopens it first, with a reason.',
  stale_revision: 'Somebody changed it meanwhile. Run the command again and look at the change as it is now.',
  key_taken: 'Change the slug in the document, or import into the program that exists with --program.',
  rate_limited: 'Wait a minute, then try again.',
}

/** An answer that is not 2xx. */
export const refusedAnswer = (
  url: string,
  { method }: Pick<Route, 'method'>,
  response: Pick<Response, 'status' | 'headers'>,
  text: string,
): CliError => {
  const { status } = response
  if (status >= 300 && status <= 399) {
    const location = response.headers.get('location') ?? ''
    const target = URL.canParse(location, url) ? new URL(location, url).origin : 'elsewhere'
    return new CliError('redirected', `${url} redirects to ${target} (${status}); the token is not sent after it.`, {
      mend: 'Set GATEHOUSE_URL to the address that the server really has.',
    })
  }
  const parsed = problem.safeParse(readJson(text))
  if (!parsed.success)
    return new CliError('unreadable_answer', `${url} answered ${status} with something that is not Gatehouse’s.`, {
      mend: 'Check the address, and whether a proxy in between answered.',
    })
  const { code, detail, issues, requestId } = parsed.data
  const where = status >= 500 ? ` (request ${requestId})` : ''
  return new CliError(code, `${detail}${where}`, { exitCode: exitCodeOf(status, method), issues, mend: MEND[code] ?? null })
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Codes of TLS that say that the certificate, not the network, is at fault. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME/

/** No answer at all. */
export const unreachable = (url: string, error: unknown, timeoutMs: number): CliError => {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new CliError('timed_out', `${url} did not answer within ${timeoutMs / 1000} s.`, {
      mend: 'Check that the server is up, or give it more time with --timeout SECONDS.',
    })
  const code = codeOf(error)
  if (CERTIFICATE.test(code))
    return new CliError('untrusted_certificate', `The certificate of ${url} is not trusted (${code}).`, {
      mend: 'Where it is your own authority’s: set NODE_EXTRA_CA_CERTS to the file with the authority’s certificate.',
    })
  return new CliError('unreachable', `${url} cannot be reached (${code}).`, {
    mend: 'Check GATEHOUSE_URL, that the server is up, and the way to it.',
  })
}

const codeOf = (error: unknown): string => {
  const causes = [error, (error as { cause?: unknown } | null)?.cause]
  for (const cause of causes.reverse()) {
    const { code } = (cause ?? {}) as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return error instanceof Error ? error.name : 'no answer'
}
