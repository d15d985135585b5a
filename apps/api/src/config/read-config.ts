/**
 * The one reader of the environment. Every wrong setting is reported at once, and a misspelled `GATEHOUSE_*` name is an error:
 * a setting that is silently ignored is a setting that somebody relies on.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { PROOF_SECRETS, PROOF_SETTINGS, type ProofConfig, proofShape, readProofConfig } from './proof-settings.ts'

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

export type GithubCredentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'app'; readonly appId: number; readonly privateKey: string; readonly installationId: number }

export interface Config extends ProofConfig {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  /** null: the embedded database under `dataDir`. */
  readonly databaseUrl: string | null
  /** Absolute path. */
  readonly dataDir: string
  /** Origin under which browsers reach the server, without a trailing slash; null: what the server listens on. */
  readonly publicUrl: string | null
  readonly logLevel: LogLevel
  /** Whether an empty database gets the two sample programs. */
  readonly samples: boolean
  /** Addresses or CIDR ranges of reverse proxies whose X-Forwarded-* headers are believed; empty: nobody's. */
  readonly trustedProxies: readonly string[]
  readonly bootstrapToken: string | null
  readonly github: {
    /** Without a trailing slash. */
    readonly apiUrl: string
    readonly credentials: GithubCredentials
    readonly webhookSecret: string | null
  }
}

/** One setting that cannot be used, and how to mend it. */
export interface ConfigProblem {
  readonly setting: string
  readonly message: string
}
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid'
  readonly problems: readonly ConfigProblem[]
  constructor(problems: readonly ConfigProblem[]) {
    super(`The settings cannot be used:\n${problems.map((problem) => `  ${problem.setting}: ${problem.message}`).join('\n')}`)
    this.problems = problems
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** Secrets may also be given as a file: `GITHUB_TOKEN_FILE=/run/secrets/github-token`. */
const SECRETS = [
  'DATABASE_URL',
  'GITHUB_TOKEN',
  'GITHUB_APP_PRIVATE_KEY',
  'GITHUB_WEBHOOK_SECRET',
  'GATEHOUSE_BOOTSTRAP_TOKEN',
  ...PROOF_SECRETS,
] as const
const OWN = [
  'GATEHOUSE_DATA_DIR',
  'GATEHOUSE_PUBLIC_URL',
  'GATEHOUSE_LOG_LEVEL',
  'GATEHOUSE_SAMPLES',
  'GATEHOUSE_TRUSTED_PROXIES',
  'GATEHOUSE_BOOTSTRAP_TOKEN',
  'GATEHOUSE_BOOTSTRAP_TOKEN_FILE',
  ...PROOF_SETTINGS,
  ...PROOF_SECRETS.map((name) => `${name}_FILE` as const),
] as const
const SETTINGS = [
  'PORT',
  'HOST',
  'DATABASE_URL',
  'GITHUB_API_URL',
  'GITHUB_TOKEN',
  'GITHUB_APP_ID',
  'GITHUB_APP_PRIVATE_KEY',
  'GITHUB_APP_INSTALLATION_ID',
  'GITHUB_WEBHOOK_SECRET',
  'GATEHOUSE_DATA_DIR',
  'GATEHOUSE_PUBLIC_URL',
  'GATEHOUSE_LOG_LEVEL',
  'GATEHOUSE_SAMPLES',
  'GATEHOUSE_TRUSTED_PROXIES',
  'GATEHOUSE_BOOTSTRAP_TOKEN',
  ...PROOF_SETTINGS,
] as const
type Setting = (typeof SETTINGS)[number]

const origin = z
  .url({ protocol: /^https?$/, error: 'Give an http:// or https:// address.' })
  .refine((value) => new URL(value).username === '' && new URL(value).search === '', 'The address may not carry credentials or a query.')
  .transform((value) => value.replace(/\/+$/, ''))
const positiveInteger = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'Give a positive whole number.')
  .transform(Number)
/** IPv4 or IPv6, with or without a prefix length. Host names are not taken: whoever answers DNS would choose who is believed. */
const address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'Give addresses or CIDR ranges, separated by commas.' })

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'Give a port number from 0 to 65535.')
    .transform(Number)
    .refine((port) => port <= 65_535, 'Give a port number from 0 to 65535.')
    .default(4310),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'Give a postgres:// address, or leave it unset for the embedded database.')
    .optional(),
  GITHUB_API_URL: origin.default('https://api.github.com'),
  GITHUB_TOKEN: z.string().optional(),
  GITHUB_APP_ID: positiveInteger.optional(),
  GITHUB_APP_PRIVATE_KEY: z
    .string()
    .transform((value) => value.replaceAll('\\n', '\n'))
    .refine((value) => value.includes('PRIVATE KEY-----'), 'Give the private key in PEM form.')
    .optional(),
  GITHUB_APP_INSTALLATION_ID: positiveInteger.optional(),
  GITHUB_WEBHOOK_SECRET: z.string().min(16, 'Use at least 16 characters: who guesses it can forge deliveries.').optional(),
  GATEHOUSE_DATA_DIR: z.string().default('.gatehouse'),
  GATEHOUSE_PUBLIC_URL: origin.refine((value) => new URL(value).pathname === '/', 'Give the origin only, without a path.').optional(),
  GATEHOUSE_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'Use one of fatal, error, warn, info, debug, trace, silent.',
    })
    .default('info'),
  GATEHOUSE_SAMPLES: z.enum(['on', 'off'], { error: 'Use on or off.' }).default('on'),
  GATEHOUSE_TRUSTED_PROXIES: z
    .string()
    .transform((value) => value.split(',').map((part) => part.trim()))
    .pipe(z.array(address))
    .default([]),
  GATEHOUSE_BOOTSTRAP_TOKEN: z
    .string()
    .min(32, 'Use at least 32 characters.')
    .max(200, 'Use at most 200 characters.')
    .regex(/^[\x21-\x7e]+$/, 'Use printable ASCII characters without blanks: it is sent in a header.')
    .optional(),
  ...proofShape,
})

/** What the test kit reads (a server's address in CI) may stand in the same environment. */
const OF_TESTS = 'GATEHOUSE_TEST_'
/** So may what the command line reads: whoever uses it in the shell that starts the server is not at fault. */
const OF_COMMAND_LINE: readonly string[] = ['GATEHOUSE_URL', 'GATEHOUSE_TOKEN', 'GATEHOUSE_TOKEN_FILE']

/** Edit distance, to say which name was probably meant. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
const unknownNames = (environment: Environment): ConfigProblem[] => {
  const known: readonly string[] = OWN
  return Object.keys(environment)
    .filter(
      (name) => name.startsWith('GATEHOUSE_') && !name.startsWith(OF_TESTS) && !OF_COMMAND_LINE.includes(name) && !known.includes(name),
    )
    .map((setting) => {
      const nearest = [...known].sort((a, b) => distance(setting, a) - distance(setting, b))[0] ?? ''
      const hint = distance(setting, nearest) <= 4 ? `Did you mean ${nearest}?` : `The settings are ${known.join(', ')}.`
      return { setting, message: `There is no such setting. ${hint}` }
    })
}

/** The values as given, secrets read from their files; what is wrong with them goes to `problems`. */
const gather = (
  environment: Environment,
  readFile: (path: string) => string,
  problems: ConfigProblem[],
): Partial<Record<Setting, string>> => {
  const values: Partial<Record<Setting, string>> = {}
  for (const setting of SETTINGS) {
    const direct = environment[setting]
    const fileName = (SECRETS as readonly string[]).includes(setting) ? environment[`${setting}_FILE`] : undefined
    if (direct !== undefined && fileName !== undefined) {
      problems.push({ setting, message: `Give either ${setting} or ${setting}_FILE, not both.` })
      continue
    }
    let value = direct
    if (fileName !== undefined) {
      try {
        value = readFile(fileName).trim()
      } catch (error) {
        problems.push({
          setting: `${setting}_FILE`,
          message: `The file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'}).`,
        })
        continue
      }
    }
    if (value === undefined) continue
    if (value.trim() === '') problems.push({ setting, message: 'It is set but empty. Give it a value or leave it unset.' })
    else values[setting] = value.trim()
  }
  return values
}

const githubCredentials = (values: z.output<typeof schema>, problems: ConfigProblem[]): GithubCredentials => {
  const {
    GITHUB_TOKEN: token,
    GITHUB_APP_ID: appId,
    GITHUB_APP_PRIVATE_KEY: privateKey,
    GITHUB_APP_INSTALLATION_ID: installationId,
  } = values
  const app = [appId, privateKey, installationId]
  if (app.every((part) => part === undefined)) return token === undefined ? { kind: 'none' } : { kind: 'token', token }
  if (token !== undefined) problems.push({ setting: 'GITHUB_TOKEN', message: 'Give either a token or App credentials, not both.' })
  if (appId === undefined || privateKey === undefined || installationId === undefined) {
    problems.push({
      setting: 'GITHUB_APP_ID',
      message: 'An App needs all three of GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY and GITHUB_APP_INSTALLATION_ID.',
    })
    return { kind: 'none' }
  }
  return { kind: 'app', appId, privateKey, installationId }
}

/**
 * The settings of an environment, or `ConfigInvalid` with every problem. A message names the setting and the rule, never the
 * value: values are secrets often enough.
 */
export const readConfig = (environment: Environment, readFile: (path: string) => string = (path) => readFileSync(path, 'utf8')): Config => {
  const problems = unknownNames(environment)
  const parsed = schema.safeParse(gather(environment, readFile, problems))
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push({ setting: String(issue.path[0] ?? ''), message: issue.message })
    throw new ConfigInvalid(problems)
  }
  const values = parsed.data
  const credentials = githubCredentials(values, problems)
  const proof = readProofConfig(values, problems)
  if (problems.length > 0) throw new ConfigInvalid(problems)
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: resolve(values.GATEHOUSE_DATA_DIR),
    publicUrl: values.GATEHOUSE_PUBLIC_URL ?? null,
    logLevel: values.GATEHOUSE_LOG_LEVEL,
    samples: values.GATEHOUSE_SAMPLES === 'on',
    trustedProxies: values.GATEHOUSE_TRUSTED_PROXIES,
    bootstrapToken: values.GATEHOUSE_BOOTSTRAP_TOKEN ?? null,
    github: { apiUrl: values.GITHUB_API_URL, credentials, webhookSecret: values.GITHUB_WEBHOOK_SECRET ?? null },
    ...proof,
  }
}

/** The environment for a process that this one starts: the same, with some more. */
export const environmentWith = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({ ...process.env, ...more })

/** The settings of this process. */
export const readProcessConfig = (): Config => readConfig(process.env)
