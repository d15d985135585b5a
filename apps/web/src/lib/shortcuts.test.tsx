import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { renderScreen } from '../testing/render-app.tsx'
import { startShortcuts, useAllShortcuts, useShortcuts } from './shortcuts.ts'

let stop = () => {}
beforeEach(() => {
  stop = startShortcuts()
})
afterEach(() => stop())

const Probe = ({ run }: { run: (what: string) => void }) => {
  useShortcuts([
    { keys: 'g t', label: 'Timeline', group: 'Go to', run: () => run('g t') },
    { keys: 't', label: 'Today', group: 'Timeline', run: () => run('t') },
    { keys: 'mod+k', label: 'Find', group: 'Everywhere', run: () => run('mod+k') },
  ])
  return (
    <>
      <input aria-label="Text" />
      <ul>
        {useAllShortcuts().map((one) => (
          <li key={one.keys}>{one.label}</li>
        ))}
      </ul>
    </>
  )
}

describe('shortcuts', () => {
  it('understand sequences, leave typing alone, and list themselves', async () => {
    const run = vi.fn()
    const { user, unmount } = await renderScreen(<Probe run={run} />)
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['Timeline', 'Today', 'Find'])
    await user.keyboard('t')
    await user.keyboard('gt')
    await user.keyboard('gx')
    await user.keyboard('t')
    expect(run.mock.calls.flat()).toEqual(['t', 'g t', 't'])
    await user.type(screen.getByRole('textbox', { name: 'Text' }), 'gt')
    expect(run).toHaveBeenCalledTimes(3)
    await user.keyboard('{Control>}k{/Control}')
    expect(run).toHaveBeenLastCalledWith('mod+k')
    unmount()
    await user.keyboard('t')
    expect(run).toHaveBeenCalledTimes(4)
  })
})
