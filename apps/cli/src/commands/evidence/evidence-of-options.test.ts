import { describe, expect, it } from 'vitest'
import { CliError } from '../../app/cli-error.ts'
import { type EvidenceOptions, evidenceOf } from './evidence-of-options.ts'

const SHA = '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e'
const OTHER = '4d7e0c2ab1937fe05c62d8840b6f3e9917c5ad21'
const RUN = 'https://github.com/acme/rocket/actions/runs/17'
const draft = (options: Partial<EvidenceOptions>) => evidenceOf({ program: 'rocket', gate: 'G3', requirement: 'G3.1', ...options })
const TEST = { suite: 'login', test: 'asks again' }

describe('the proof that options describe', () => {
  it.each<[Partial<EvidenceOptions>, object]>([
    [
      { url: RUN, sha: SHA.toUpperCase() },
      { type: 'ci_run', title: 'Run 17 of acme/rocket', url: RUN, reference: 'run 17', sha: SHA },
    ],
    [{ url: `https://github.com/acme/rocket/commit/${SHA}` }, { type: 'code', sha: SHA }],
    [{ sha: SHA }, { type: 'code', title: 'Commit 9f3c1ab', url: null, reference: SHA, sha: SHA }],
    [
      { path: 'docs/security.md#findings' },
      { type: 'doc', title: 'security.md#findings', reference: 'docs/security.md#findings', sha: null },
    ],
    [
      { path: 'api/openapi.yaml', sha: SHA },
      { type: 'contract', reference: 'api/openapi.yaml', sha: SHA },
    ],
    [
      { path: 'reports/junit.xml', type: 'test' },
      { type: 'test', title: 'junit.xml', url: null, reference: 'reports/junit.xml' },
    ],
    [
      { url: 'https://ci.example/17', type: 'test', title: ' Unit tests ' },
      { type: 'test', title: 'Unit tests' },
    ],
    [{ sha: SHA, producedAt: '2026-02-25T10:30:00+05:30' }, { producedAt: '2026-02-25T05:00:00.000Z' }],
  ])('%j', (options, expected) => {
    expect(draft(options)).toMatchObject({ body: { gateKey: 'G3', requirementKey: 'G3.1', ...expected } })
  })

  it.each<[Partial<EvidenceOptions>, object]>([
    [
      { ...TEST, report: 'out/junit.xml', run: '17', sha: SHA },
      {
        body: {
          type: 'test',
          title: 'login: asks again',
          sha: SHA,
          details: { type: 'test', suite: 'login', name: 'asks again', run: '17' },
        },
        upload: 'out/junit.xml',
        text: null,
      },
    ],
    [
      { ...TEST, url: RUN },
      { body: { type: 'test', url: RUN }, upload: null },
    ],
    [
      { doc: 'docs/board.md', heading: 'Open points' },
      {
        body: { type: 'doc', title: 'board.md#Open points', details: { type: 'doc', path: 'docs/board.md', heading: 'Open points' } },
        text: { file: 'docs/board.md', isAsked: false },
      },
    ],
    [
      { contract: 'api/openapi.yaml', pointer: '/paths', text: 'build/openapi.yaml' },
      {
        body: { type: 'contract', details: { type: 'contract', path: 'api/openapi.yaml', pointer: '/paths' } },
        text: { file: 'build/openapi.yaml', isAsked: true },
      },
    ],
    [
      { file: 'dist/app.tar.gz', replaces: 'id' },
      { body: { type: 'artifact', title: 'app.tar.gz', details: null, replaces: 'id' }, upload: 'dist/app.tar.gz' },
    ],
  ])('with options of its own: %j', (options, expected) => {
    expect(draft(options)).toMatchObject(expected)
  })

  it.each<[Partial<EvidenceOptions>, RegExp]>([
    [{ suite: 'login' }, /--suite and --test/],
    [{ report: 'junit.xml' }, /--suite and --test/],
    [{ ...TEST, file: 'a' }, /different proofs/],
    [{ ...TEST, path: 'docs/a.md' }, /--path names another/],
    [{ ...TEST, type: 'doc' }, /describe test/],
    [{ heading: 'Open', url: RUN }, /belongs to --doc/],
    [{ pointer: '/a', doc: 'a.md' }, /belongs to --contract/],
    [{ text: 'a.md', url: RUN }, /belongs to --doc or --contract/],
    [{ run: '17', url: RUN }, /belongs to --suite/],
    [{}, /no proof.*--url/],
    [{ url: RUN, path: 'docs/a.md' }, /two proofs/],
    [{ url: 'javascript:alert(1)' }, /links are not taken/],
    [{ url: 'https://me:pw@ci.example/1' }, /user name or password/],
    [{ url: SHA }, /no link.*--sha/],
    [{ sha: 'abc1234' }, /shortened.*git rev-parse/],
    [{ sha: 'https://ci.example/1' }, /no commit/],
    [{ path: 'reports/junit.xml' }, /--type/],
    [{ path: SHA, type: 'doc' }, /--path/],
    [{ url: `https://github.com/acme/rocket/commit/${SHA}`, sha: OTHER }, /is about 9f3c1ab/],
    [{ sha: SHA, producedAt: 'yesterday' }, /--produced-at/],
    [{ sha: SHA, producedAt: '2026-02-25T10:30:00' }, /zone/],
  ])('%j is refused with how to mend it', (options, message) => {
    let said = ''
    try {
      draft(options)
    } catch (error) {
      if (error instanceof CliError) said = `${error.message} ${error.mend ?? ''}`
    }
    expect(said).toMatch(message)
  })
})
