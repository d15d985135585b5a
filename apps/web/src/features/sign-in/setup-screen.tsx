import { routes } from '@gatehouse/contracts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { callApi } from '../../lib/call-api.ts'
import { textParam, useSearchState } from '../../lib/search-state.ts'
import { Button, ErrorState, Message, Skeleton } from '../../ui/index.ts'
import { useEnterApp } from './enter-app.ts'
import { EMPTY_ACCOUNT, isComplete, NewAccountFields } from './new-account-fields.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

const search = z.object({ token: textParam() })

/** The first account, through the one-time link that the server prints. */
export const SetupScreen = () => {
  const [{ token = '' }] = useSearchState(search)
  const enter = useEnterApp()
  const [account, setAccount] = useState(EMPTY_ACCOUNT)
  const state = useQuery({
    queryKey: ['setup', token],
    queryFn: ({ signal }) => callApi(routes.accounts.setupState, { query: token ? { token } : {}, signal }),
    staleTime: 0,
  })
  const setUp = useMutation({
    mutationFn: () =>
      callApi(routes.accounts.setUp, { body: { token, ...account, name: account.name.trim(), email: account.email.trim() } }),
    onSuccess: (me) => enter(me),
  })
  if (state.isPending) {
    return (
      <SignInFrame title="Set up Gatehouse">
        <Skeleton />
      </SignInFrame>
    )
  }
  if (state.error) {
    return (
      <SignInFrame title="Set up Gatehouse">
        <ErrorState error={state.error} onRetry={() => void state.refetch()} />
      </SignInFrame>
    )
  }
  if (!state.data.needed) {
    return (
      <SignInFrame title="Set up already" lead="The first account exists. The set-up link works once only.">
        <Link to="/login" className="btn pri">
          Sign in
        </Link>
      </SignInFrame>
    )
  }
  if (!state.data.linkGood) {
    return (
      <SignInFrame title="This link does not work">
        <Message tone="warn" title="The set-up link is wrong or has expired.">
          <span className="t12">Start the server again: it prints a new one. Copy the whole link, up to its last character.</span>
        </Message>
      </SignInFrame>
    )
  }
  return (
    <SignInFrame title="Set up Gatehouse" lead="You become the administrator of this instance and the lead of its sample programs.">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (isComplete(account) && !setUp.isPending) setUp.mutate()
        }}
      >
        <NewAccountFields value={account} onChange={setAccount} />
        {setUp.error ? <ErrorState error={setUp.error} /> : null}
        <Button
          type="submit"
          kind="primary"
          busy={setUp.isPending}
          refusal={isComplete(account) ? null : 'Fill in name, e-mail and a password of 12 characters or more.'}
        >
          Create my account
        </Button>
      </form>
    </SignInFrame>
  )
}
