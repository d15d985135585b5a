import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigInvalid, readConfig } from './read-config.ts'

const problemsOf = (environment: Record<string, string>): Record<string, string> => {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigInvalid) return Object.fromEntries(error.problems.map((problem) => [problem.setting, problem.message]))
    throw error
  }
  return {}
}

describe('readConfig', () => {
  it('needs nothing and has the documented defaults', () => {
    expect(readConfig({})).toEqual({
      port: 4310,
      host: '127.0.0.1',
      databaseUrl: null,
      dataDir: resolve('.gatehouse'),
      publicUrl: null,
      logLevel: 'info',
      samples: true,
      trustedProxies: [],
      bootstrapToken: null,
      files: { store: { kind: 'disk', folder: 'files' }, maxBytes: 256_000_000 },
      signing: { key: null, previousKey: null, lostKey: null },
      checkpoints: { webhookUrl: null, mail: null },
      github: { apiUrl: 'https://api.github.com', credentials: { kind: 'none' }, webhookSecret: null },
    })
  })

  it('lets the settings of the command line stand beside its own', () => {
    const environment = { GATEHOUSE_URL: 'https://gate.example', GATEHOUSE_TOKEN: 'x', GATEHOUSE_TOKEN_FILE: '/run/token' }
    expect(readConfig(environment)).toEqual(readConfig({}))
    expect(Object.keys(problemsOf({ GATEHOUSE_TOKENS: 'x' }))).toEqual(['GATEHOUSE_TOKENS'])
  })

  it('reports every problem at once', () => {
    const problems = problemsOf({
      PORT: '99999',
      DATABASE_URL: 'mysql://x',
      GITHUB_WEBHOOK_SECRET: '',
      GATEHOUSE_BOOTSTRAP_TOKEN: 'short',
      GATEHOUSE_SAMPLES: 'maybe',
      GATEHOUSE_DATADIR: '/data',
    })
    expect(Object.keys(problems).sort()).toEqual([
      'DATABASE_URL',
      'GATEHOUSE_BOOTSTRAP_TOKEN',
      'GATEHOUSE_DATADIR',
      'GATEHOUSE_SAMPLES',
      'GITHUB_WEBHOOK_SECRET',
      'PORT',
    ])
    expect(problems['GATEHOUSE_DATADIR']).toContain('GATEHOUSE_DATA_DIR')
  })

  it('refuses an empty webhook secret', () => {
    expect(problemsOf({ GITHUB_WEBHOOK_SECRET: '' })['GITHUB_WEBHOOK_SECRET']).toContain('empty')
    expect(problemsOf({ GITHUB_WEBHOOK_SECRET: '   ' })['GITHUB_WEBHOOK_SECRET']).toContain('empty')
  })

  it('never repeats a value in a message', () => {
    const secret = 'hunter2-hunter2'
    expect(
      JSON.stringify(problemsOf({ GATEHOUSE_BOOTSTRAP_TOKEN: secret, GITHUB_WEBHOOK_SECRET: secret, DATABASE_URL: secret })),
    ).not.toContain(secret)
  })

  it('reads secrets from files, and refuses both ways at once', () => {
    const token = 'a'.repeat(40)
    const read = (path: string): string => {
      if (path !== '/run/secrets/t') throw Object.assign(new Error(), { code: 'ENOENT' })
      return `${token}\n`
    }
    expect(readConfig({ GITHUB_TOKEN_FILE: '/run/secrets/t' }, read).github.credentials).toEqual({ kind: 'token', token })
    expect(() => readConfig({ GITHUB_TOKEN_FILE: '/nowhere' }, read)).toThrow(/GITHUB_TOKEN_FILE: The file cannot be read \(ENOENT\)/)
    expect(() => readConfig({ GITHUB_TOKEN: 'x', GITHUB_TOKEN_FILE: '/run/secrets/t' }, read)).toThrow(/not both/)
  })

  it('takes App credentials whole or not at all', () => {
    expect(problemsOf({ GITHUB_APP_ID: '12' })['GITHUB_APP_ID']).toContain('all three')
    const key = '-----BEGIN PRIVATE KEY-----\\nabc\\n-----END PRIVATE KEY-----'
    const config = readConfig({ GITHUB_APP_ID: '12', GITHUB_APP_INSTALLATION_ID: '34', GITHUB_APP_PRIVATE_KEY: key })
    expect(config.github.credentials).toMatchObject({ kind: 'app', appId: 12, installationId: 34 })
    expect(config.github.credentials.kind === 'app' && config.github.credentials.privateKey).toContain('\nabc\n')
  })

  it('believes proxies by address only', () => {
    expect(readConfig({ GATEHOUSE_TRUSTED_PROXIES: '10.0.0.0/8, ::1' }).trustedProxies).toEqual(['10.0.0.0/8', '::1'])
    expect(problemsOf({ GATEHOUSE_TRUSTED_PROXIES: 'proxy.local' })['GATEHOUSE_TRUSTED_PROXIES']).toContain('CIDR')
  })

  it('takes no file that a bundle could not hold', () => {
    for (const most of ['1', '9', '850', '8000'])
      expect(readConfig({ GATEHOUSE_MAX_FILE_MB: most }).files.maxBytes).toBe(Number(most) * 1_000_000)
    for (const bad of ['0', '8001', '9000', '10000', '1.5', '-1'])
      expect(problemsOf({ GATEHOUSE_MAX_FILE_MB: bad })['GATEHOUSE_MAX_FILE_MB']).toContain('8000')
  })

  it('takes a store of files only as a whole, and mail only with a server', () => {
    const s3 = { GATEHOUSE_S3_BUCKET: 'proof', GATEHOUSE_S3_ACCESS_KEY_ID: 'id', GATEHOUSE_S3_SECRET_ACCESS_KEY: 'secret' }
    expect(readConfig({ ...s3, GATEHOUSE_S3_ENDPOINT: 'http://127.0.0.1:9000', GATEHOUSE_MAX_FILE_MB: '5' }).files).toEqual({
      store: {
        kind: 's3',
        endpoint: 'http://127.0.0.1:9000',
        region: 'us-east-1',
        bucket: 'proof',
        accessKeyId: 'id',
        secretAccessKey: 'secret',
      },
      maxBytes: 5_000_000,
    })
    expect(Object.keys(problemsOf({ GATEHOUSE_S3_BUCKET: 'proof', GATEHOUSE_CHECKPOINT_MAIL_TO: 'a@example.org' })).sort()).toEqual([
      'GATEHOUSE_CHECKPOINT_MAIL_TO',
      'GATEHOUSE_S3_BUCKET',
    ])
  })
})
