import { expect, it } from 'vitest'
import { type AxeFinding, axeReport, findAttachments } from './axe-report.ts'

const finding = (screen: string, changes: Partial<AxeFinding> = {}): AxeFinding => ({
  ...{ screen, scheme: 'light', engine: '4.13.0', passes: ['image-alt', 'label'], violations: [], incomplete: [] },
  ...changes,
})

it('sums up what axe found, and calls no rule held that was broken on one screen', () => {
  const report = axeReport([
    finding('login'),
    finding('/new', { violations: ['label'], passes: ['image-alt', 'region'], incomplete: ['color-contrast'] }),
  ])
  expect(report).toEqual({
    engine: '4.13.0',
    violations: 1,
    rules: ['image-alt', 'region'],
    screens: [
      { screen: 'login', scheme: 'light', passes: 2, violations: [], incomplete: [] },
      { screen: '/new', scheme: 'light', passes: 2, violations: ['label'], incomplete: ['color-contrast'] },
    ],
  })
})

it('finds what journeys attached, of the last try, however deep', () => {
  const attachment = (name: string, text: string) => ({ name, body: Buffer.from(text).toString('base64') })
  const spec = {
    tests: [{ results: [{ attachments: [attachment('axe', 'old')] }, { attachments: [attachment('axe', 'new'), { name: 'axe' }] }] }],
  }
  const other = { tests: [{ results: [{ attachments: [attachment('screenshot', 'x')] }] }, { results: [] }] }
  expect(findAttachments({ suites: [{ specs: [other], suites: [{ specs: [spec] }] }] }, 'axe')).toEqual(['new'])
})
