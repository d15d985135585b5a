import { screen, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { ApiProblem } from '../lib/api-problem.ts'
import { renderScreen } from '../testing/render-app.tsx'
import {
  Button,
  ConfirmDialog,
  ErrorState,
  FilterSelect,
  GATE_LOOK,
  Menu,
  Picker,
  rankOptions,
  Sha,
  Status,
  TextField,
  TimeText,
  toast,
} from './index.ts'

describe('Button', () => {
  it('that cannot be used stays focusable, says why, and neither runs nor submits', async () => {
    const run = vi.fn()
    const submit = vi.fn((event: React.FormEvent) => event.preventDefault())
    const { user } = await renderScreen(
      <form onSubmit={submit}>
        <Button type="submit" refusal="The gate has an open gap." onClick={run}>
          Approve
        </Button>
      </form>,
    )
    const button = screen.getByRole('button', { name: 'Approve' })
    expect(button).toHaveAttribute('aria-disabled', 'true')
    expect(button).toHaveAccessibleDescription('The gate has an open gap.')
    await user.tab()
    expect(button).toHaveFocus()
    await user.click(button)
    await user.keyboard('{Enter}')
    expect(run).not.toHaveBeenCalled()
    expect(submit).not.toHaveBeenCalled()
  })
})

describe('ErrorState', () => {
  it('shows the sentence and every issue with its line', async () => {
    await renderScreen(
      <ErrorState
        error={
          new ApiProblem('plan_invalid', 422, 'detail', [
            { code: 'a', message: 'Key L1 is used twice.', line: 12 },
            { code: 'b', message: 'G9 is not known.', hint: 'Did you mean G8?' },
          ])
        }
      />,
    )
    const alert = screen.getByRole('alert')
    expect(alert).toHaveTextContent('Nothing was stored')
    const items = within(alert).getAllByRole('listitem')
    expect(items.map((item) => item.textContent)).toEqual(['Line 12 Key L1 is used twice.', 'G9 is not known.Did you mean G8?'])
  })
  it('shows only a request id for a failure of the server', async () => {
    await renderScreen(<ErrorState error={new ApiProblem('internal', 500, 'password=hunter2', [], 'req-77')} />)
    expect(screen.getByRole('alert')).toHaveTextContent('The server failed.Request req-77')
    expect(screen.queryByText(/hunter2/)).toBeNull()
  })
})

describe('ConfirmDialog', () => {
  it('waits for the typed word, shows a refusal in place, closes when it went well', async () => {
    const close = vi.fn()
    const confirm = vi
      .fn()
      .mockRejectedValueOnce(new ApiProblem('forbidden', 403, 'no'))
      .mockResolvedValueOnce(null)
    const { user } = await renderScreen(
      <ConfirmDialog title="Delete Credity12?" confirmLabel="Delete" typed="credity12" onConfirm={confirm} onClose={close}>
        <p>It cannot be taken back.</p>
      </ConfirmDialog>,
    )
    const dialog = screen.getByRole('dialog', { name: 'Delete Credity12?' })
    const go = within(dialog).getByRole('button', { name: 'Delete' })
    await user.click(go)
    expect(confirm).not.toHaveBeenCalled()
    await user.type(within(dialog).getByRole('textbox'), 'credity12')
    await user.click(go)
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('Your role')
    expect(close).not.toHaveBeenCalled()
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }))
    expect(close).toHaveBeenCalledOnce()
  })
})

describe('Menu', () => {
  it('opens with the keyboard, walks with arrows and letters, gives the focus back', async () => {
    const run = vi.fn()
    const { user } = await renderScreen(
      <Menu
        label="More"
        sections={[
          {
            items: [
              { label: 'Edit', run },
              { label: 'Move', run, refusal: 'Locked.' },
              { label: 'Remove', run },
            ],
          },
        ]}
      >
        More
      </Menu>,
    )
    const trigger = screen.getByRole('button', { name: 'More' })
    trigger.focus()
    await user.keyboard('{Enter}')
    expect(screen.getByRole('menuitem', { name: 'Edit' })).toHaveFocus()
    await user.keyboard('{ArrowDown}{Enter}')
    expect(run).not.toHaveBeenCalled()
    await user.keyboard('r')
    expect(screen.getByRole('menuitem', { name: 'Remove' })).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(run).toHaveBeenCalledOnce()
    expect(screen.queryByRole('menu')).toBeNull()
    expect(trigger).toHaveFocus()
    await user.keyboard('{Enter}{Escape}')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(trigger).toHaveFocus()
  })
})

describe('FilterSelect and Picker', () => {
  it('choose several, and say what is chosen', async () => {
    const Probe = () => {
      const [lanes, setLanes] = useState<readonly string[]>([])
      return (
        <FilterSelect
          label="Lane"
          options={['L1', 'L2', 'L3'].map((value) => ({ value, label: value }))}
          selected={lanes}
          onChange={setLanes}
        />
      )
    }
    const { user } = await renderScreen(<Probe />)
    await user.click(screen.getByRole('button', { name: 'Lane: all' }))
    await user.click(screen.getByRole('checkbox', { name: 'L2' }))
    expect(screen.getByRole('button', { name: 'Lane: L2' })).toBeVisible()
    await user.click(screen.getByRole('checkbox', { name: 'L3' }))
    expect(screen.getByRole('button', { name: 'Lane: 2' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Show all' }))
    expect(screen.getByRole('button', { name: 'Lane: all' })).toBeVisible()
  })
  it('pick one of ten thousand by typing', async () => {
    const options = Array.from({ length: 10_000 }, (_, at) => ({ value: `T${at}`, label: `T${at}`, hint: `Task number ${at}` }))
    const Probe = () => {
      const [value, setValue] = useState<string | null>(null)
      return (
        <>
          <Picker label="Task" options={options} value={value} onPick={setValue} />
          <output>{value}</output>
        </>
      )
    }
    const { user } = await renderScreen(<Probe />)
    await user.type(screen.getByRole('combobox', { name: 'Task' }), 'T77')
    expect(screen.getAllByRole('option')).toHaveLength(50)
    await user.keyboard('{ArrowDown}{Enter}')
    expect(screen.getAllByRole('status').map((one) => one.textContent)).toContain('T770')
    expect(screen.queryByRole('listbox')).toBeNull()
  })
  it('rank whole labels before beginnings before the rest', () => {
    const options = ['XG1', 'G10', 'G1', 'Plan G1'].map((label) => ({ label }))
    expect(rankOptions(options, 'g1', 10).map((one) => one.label)).toEqual(['G1', 'G10', 'Plan G1', 'XG1'])
    expect(rankOptions(options, 'nothing', 10)).toEqual([])
  })
})

describe('small parts', () => {
  it('never show a glyph without its word, a short SHA without the full one, a time without the absolute one', async () => {
    const sha = '9f3c1ab24d7e0c2b1a5f6e7d8c9b0a1f2e3d4c5b'
    const { user } = await renderScreen(
      <>
        <Status look={GATE_LOOK.Revalidate} />
        <Sha sha={sha} />
        <TimeText at="2026-02-25T09:02:00Z" form="time" zone="Asia/Kolkata" />
        <TextField label="Name" value="" onChange={() => {}} error="Give a name." hint="As others know you" />
        <Button onClick={() => toast('Saved.')}>Say</Button>
      </>,
    )
    expect(screen.getByText('Revalidate')).toBeVisible()
    expect(screen.getByText('14:32 IST')).toHaveAttribute('title', '2026-02-25 14:32:00 IST (Asia/Kolkata)')
    const field = screen.getByRole('textbox', { name: 'Name' })
    expect(field).toBeInvalid()
    expect(field).toHaveAccessibleDescription('As others know you Give a name.')
    const copy = screen.getByRole('button', { name: `Commit: copy ${sha}` })
    expect(copy).toHaveTextContent('9f3c1ab')
    await user.click(copy)
    expect(await navigator.clipboard.readText()).toBe(sha)
    expect(copy).toHaveTextContent('Copied')
    await user.click(screen.getByRole('button', { name: 'Say' }))
    expect(screen.getByText('Saved.')).toBeVisible()
  })
})
