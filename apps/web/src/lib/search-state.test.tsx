import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { renderScreen } from '../testing/render-app.tsx'
import { flagParam, listParam, parseSearch, stringifySearch, textParam, useSearchState, wordsParam } from './search-state.ts'

const schema = z.object({ task: textParam(), lane: listParam(), status: wordsParam(['todo', 'done']), critical: flagParam() })

const Probe = () => {
  const [search, change] = useSearchState(schema)
  return (
    <>
      <code>{JSON.stringify(search)}</code>
      <button type="button" onClick={() => change({ lane: [...search.lane, 'L9'], critical: true, task: undefined })}>
        Change
      </button>
    </>
  )
}

describe('search state', () => {
  it('keeps texts as texts and writes lists so that people can read them', () => {
    expect(parseSearch('?task=007&lane=L1,L2')).toEqual({ task: '007', lane: 'L1,L2' })
    expect(
      stringifySearch({ task: '007', lane: ['L1', 'L2'], owner: ['@owner-qa'], none: [], off: false, on: true, gone: undefined }),
    ).toBe('?task=007&lane=L1,L2&owner=@owner-qa&on=1')
    expect(stringifySearch({})).toBe('')
  })

  it('reads the address, drops what it does not understand, and changes the address', async () => {
    const { user, router } = await renderScreen(<Probe />, {
      url: '/p/x/timeline?task=L4-D1&lane=L1,L2&status=done,nonsense&critical=maybe&other=1',
    })
    expect(JSON.parse(screen.getByRole('code').textContent ?? '')).toEqual({
      task: 'L4-D1',
      lane: ['L1', 'L2'],
      status: ['done'],
      critical: false,
    })
    await user.click(screen.getByRole('button', { name: 'Change' }))
    expect(router.state.location.href).toBe('/p/x/timeline?lane=L1,L2,L9&status=done,nonsense&critical=1&other=1')
    expect(JSON.parse(screen.getByRole('code').textContent ?? '')).toEqual({ lane: ['L1', 'L2', 'L9'], status: ['done'], critical: true })
  })
})
