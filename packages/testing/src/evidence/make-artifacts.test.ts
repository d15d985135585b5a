import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseSteps } from './choose-steps.ts'
import { makeArtifacts, stillThere } from './make-artifacts.ts'
import { digestOf, LARGEST_KEPT } from './manifest.ts'
import { type EvidenceStep, StepFailed } from './step.ts'
import { writeArtifact } from './steps/write-artifact.ts'

const FROM = { commit: 'a'.repeat(40), clean: true, madeAt: '2026-03-01T09:00:00.000Z' }
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-artifacts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const aStep = (run: EvidenceStep['run']): EvidenceStep => ({
  name: 'sums',
  command: 'pnpm sums',
  artifacts: [
    { path: 'sums/a.txt', what: 'The first.', proves: ['X.1'], kept: 'git' },
    { path: 'sums/b.txt', what: 'The second.', proves: ['X.1', 'X.2'], kept: 'local' },
  ],
  run,
})
const writesBoth = aStep(async (into) => {
  writeArtifact(into, 'sums/a.txt', 'one')
  writeArtifact(into, 'sums/b.txt', 'two')
  return { lines: 2 }
})

describe('a step', () => {
  it('leaves its artifacts with their digests', async () => {
    const made = await makeArtifacts(writesBoth, folder, FROM)
    expect(made).toEqual([
      {
        ...{
          path: 'sums/a.txt',
          what: 'The first.',
          step: 'sums',
          command: 'pnpm sums',
          ...FROM,
          size: 3,
          sha256: digestOf(Buffer.from('one')),
        },
        ...{ kept: 'git', proves: ['X.1'], figures: { lines: 2 } },
      },
      expect.objectContaining({ path: 'sums/b.txt', sha256: digestOf(Buffer.from('two')), kept: 'local' }),
    ])
    expect(readFileSync(join(folder, 'sums/a.txt'), 'utf8')).toBe('one')
    expect(readdirSync(folder)).toEqual(['sums'])
  })

  it.each([
    ['fails', () => Promise.reject(new StepFailed('a test fails')), 'a test fails'],
    [
      'makes half of it',
      async (into: string) => {
        writeArtifact(into, 'sums/a.txt', 'one')
        writeArtifact(into, 'sums/b.txt', '')
        return {}
      },
      'it did not make sums/b.txt',
    ],
    [
      'makes too much for git',
      async (into: string) => {
        writeArtifact(into, 'sums/a.txt', 'x'.repeat(LARGEST_KEPT + 1))
        writeArtifact(into, 'sums/b.txt', 'x'.repeat(LARGEST_KEPT + 1))
        return {}
      },
      'too large for git: sums/a.txt',
    ],
  ])('that %s leaves nothing, not even what it made before', async (_, run, message) => {
    await makeArtifacts(writesBoth, folder, FROM)
    await expect(makeArtifacts(aStep(run), folder, FROM)).rejects.toThrow(message)
    expect(existsSync(join(folder, 'sums/a.txt'))).toBe(false)
    expect(existsSync(join(folder, 'sums/b.txt'))).toBe(false)
    expect(readdirSync(folder)).toEqual(['sums'])
  })
})

describe('what was made', () => {
  it('no longer counts when it was altered, or is gone though git keeps it', async () => {
    const made = await makeArtifacts(writesBoth, folder, FROM)
    const paths = () => stillThere(folder, [...made]).map(({ path }) => path)
    expect(paths()).toEqual(['sums/a.txt', 'sums/b.txt'])
    rmSync(join(folder, 'sums/b.txt'))
    expect(paths()).toEqual(['sums/a.txt', 'sums/b.txt'])
    writeFileSync(join(folder, 'sums/b.txt'), 'twp')
    expect(paths()).toEqual(['sums/a.txt'])
    rmSync(join(folder, 'sums/a.txt'))
    expect(paths()).toEqual([])
  })
})

describe('--only', () => {
  const steps = ['a', 'b', 'c'].map((name) => ({ ...writesBoth, name }))
  it('takes the named steps in their order, and all without it', () => {
    expect(chooseSteps(steps, ' c,a')).toEqual({ ok: true, steps: [steps[0], steps[2]] })
    expect(chooseSteps(steps, undefined)).toEqual({ ok: true, steps })
  })
  it('refuses a name that is none', () => {
    expect(chooseSteps(steps, 'a,d')).toEqual({ ok: false, message: 'There is no step "d". The steps are: a, b, c.' })
  })
})
