import { routes } from '@gatehouse/contracts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { callApi } from '../../lib/call-api.ts'
import { textParam, useSearchState } from '../../lib/search-state.ts'
import { Button, ErrorState, Message, TextField } from '../../ui/index.ts'
import { useEnterApp } from './enter-app.ts'
import { SignInFrame } from './sign-in-frame.tsx'

const search = z.object({ next: textParam() })

export const LoginScreen = () => {
  const [{ next }] = useSearchState(search)
  const enter = useEnterApp()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const setup = useQuery({ queryKey: ['setup'], queryFn: ({ signal }) => callApi(routes.accounts.setupState, { query: {}, signal }) })
  const signIn = useMutation({
    mutationFn: () => callApi(routes.accounts.signIn, { body: { email: email.trim(), password } }),
    onSuccess: (me) => enter(me, next),
  })
  const missing = email.trim() === '' || password === '' ? 'Give e-mail and password.' : null
  return (
    <SignInFrame title="Sign in">
      {setup.data?.needed ? (
        <Message tone="warn" title="This instance has no account yet.">
          <span className="t12">Open the one-time set-up link that the server printed when it started.</span>
        </Message>
      ) : null}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!signIn.isPending && missing === null) signIn.mutate()
        }}
      >
        <TextField label="E-mail" type="email" value={email} onChange={setEmail} autoComplete="username" autoFocus required />
        <TextField label="Password" type="password" value={password} onChange={setPassword} autoComplete="current-password" required />
        {signIn.error ? <ErrorState error={signIn.error} /> : null}
        <Button type="submit" kind="primary" busy={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </SignInFrame>
  )
}
