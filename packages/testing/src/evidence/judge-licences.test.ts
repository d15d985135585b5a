import { describe, expect, it } from 'vitest'
import { licenceOf, licenceOfText } from './installed-licences.ts'
import { isTaken, judgeLicences } from './judge-licences.ts'
import type { ProductionPackage } from './production-packages.ts'

const aPackage = (name: string, optional = false): ProductionPackage => ({ name, version: '1.0.0', integrity: null, needs: [], optional })

describe('a licence', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND ISC', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['', false],
  ])('%s is taken: %s', (expression, taken) => {
    expect(isTaken(expression)).toBe(taken)
  })

  it('is read in each way that packages write it', () => {
    expect(licenceOf({ license: 'MIT' })).toBe('MIT')
    expect(licenceOf({ license: { type: 'ISC' } })).toBe('ISC')
    expect(licenceOf({ licenses: [{ type: 'MIT' }, { type: 'Apache-2.0' }] })).toBe('(MIT OR Apache-2.0)')
    expect(licenceOf({ license: 'MIT and ISC' })).toBe('MIT AND ISC')
    expect(licenceOf({})).toBeNull()
    expect(licenceOfText('(The MIT License)\n\nCopyright')).toBe('MIT')
    expect(licenceOfText('All rights reserved. Not the MIT License.')).toBeNull()
  })
})

describe('the licences of all packages', () => {
  it('are refused where one is another, unknown, or not there though it must be', () => {
    const packages = ['fine', 'strict', 'silent', 'absent'].map((name) => aPackage(name)).concat(aPackage('elsewhere', true))
    const licences = new Map([
      ['fine@1.0.0', 'MIT'],
      ['strict@1.0.0', 'AGPL-3.0-only'],
      ['silent@1.0.0', null],
    ])
    expect(judgeLicences(packages, licences)).toEqual({
      taken: [{ key: 'fine@1.0.0', licence: 'MIT' }],
      refused: [
        { key: 'strict@1.0.0', licence: 'AGPL-3.0-only' },
        { key: 'silent@1.0.0', licence: null },
        { key: 'absent@1.0.0', licence: null },
      ],
      notInstalled: ['elsewhere@1.0.0'],
    })
  })

  it('of an optional package are judged when it is there', () => {
    const judged = judgeLicences([aPackage('tool', true)], new Map([['tool@1.0.0', 'GPL-3.0-only']]))
    expect(judged.refused).toEqual([{ key: 'tool@1.0.0', licence: 'GPL-3.0-only' }])
  })
})
