import { routes } from '@gatehouse/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '../../lib/call-api.ts'
import { Button, ErrorState, Panel, TextField, toast } from '../../ui/index.ts'

const SHORTEST = 12

export const PasswordPanel = () => {
  const client = useQueryClient()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const change = useMutation({
    mutationFn: () => callApi(routes.accounts.changePassword, { body: { current, next } }),
    onSuccess: async () => {
      setCurrent('')
      setNext('')
      setAgain('')
      await client.invalidateQueries({ queryKey: ['sessions'] })
      toast('The password is changed; your other sessions are ended.')
    },
  })
  const refusal =
    current === ''
      ? 'Give the present password.'
      : next.length < SHORTEST
        ? `The new one needs ${SHORTEST} characters at least.`
        : next !== again
          ? 'The two new ones differ.'
          : null
  return (
    <Panel title="Password" aside="changing it ends your other sessions">
      <form
        className="form pb"
        onSubmit={(event) => {
          event.preventDefault()
          if (refusal === null && !change.isPending) change.mutate()
        }}
      >
        <div className="two">
          <TextField
            label="Present password"
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
            maxLength={200}
          />
          <TextField
            label="New password"
            type="password"
            autoComplete="new-password"
            hint={`At least ${SHORTEST} characters`}
            value={next}
            onChange={setNext}
            maxLength={200}
          />
          <TextField
            label="New password again"
            type="password"
            autoComplete="new-password"
            value={again}
            onChange={setAgain}
            error={again !== '' && next !== again ? 'Not the same.' : null}
            maxLength={200}
          />
        </div>
        {change.error ? <ErrorState error={change.error} /> : null}
        <div className="form-end">
          <Button type="submit" busy={change.isPending} refusal={refusal}>
            Change password
          </Button>
        </div>
      </form>
    </Panel>
  )
}
