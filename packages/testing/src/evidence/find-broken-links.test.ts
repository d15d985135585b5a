import { expect, it } from 'vitest'
import { findBrokenLinks } from './find-broken-links.ts'

it('finds the links that lead nowhere, and looks at nothing that is no link to a file', () => {
  const text = [
    '[a](here.md) [b](gone.md#part) ![c](picture%20one.png "title") [d](<also-gone.md>)',
    '[e](https://example.org/x) [f](#heading) [g](mailto:a@example.org) `[h](code.md)`',
    '```',
    '[i](block.md)',
    '```',
  ].join('\n')
  expect(findBrokenLinks(text, (path) => path === 'here.md' || path === 'picture one.png')).toEqual(['gone.md#part', 'also-gone.md'])
})
