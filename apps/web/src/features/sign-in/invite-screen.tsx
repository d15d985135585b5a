import { routes } from '@gatehouse/contracts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { meQuery } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { Button, ErrorState, Skeleton, TimeText } from '../../ui/index.ts'
import { useEnterApp } from './enter-app.ts'
import { EMPTY_ACCOUNT, isComplete, NewAccountFields } from './new-account-fields.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

/** Accept an invitation: with the account that is signed in, or with a new one. */
export const InviteScreen = () => {
  const { token = '' } = useParams({ strict: false })
  const enter = useEnterApp()
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => callApi(routes.accounts.invitation, { params: { token }, signal }),
    retry: false,
  })
  const me = useQuery({ ...meQuery, retry: false })
  const [account, setAccount] = useState(EMPTY_ACCOUNT)
  const offer = invitation.data
  const filled = offer?.email ? { ...account, email: offer.email } : account
  const accept = useMutation({
    mutationFn: () =>
      callApi(routes.accounts.acceptInvitation, {
        params: { token },
        body: { account: me.data ? null : { ...filled, name: filled.name.trim(), email: filled.email.trim() } },
      }),
    onSuccess: (now) => enter(now, offer ? `/p/${offer.programSlug}/overview` : '/'),
  })
  if (invitation.isPending || me.isPending) {
    return (
      <SignInFrame title="Invitation">
        <Skeleton />
      </SignInFrame>
    )
  }
  if (!offer) {
    return (
      <SignInFrame title="Invitation">
        <ErrorState error={invitation.error} />
        <p className="sec">Ask the lead of the program for a new link.</p>
      </SignInFrame>
    )
  }
  const lead = (
    <>
      You are invited as <b>{offer.roles.join(', ')}</b>
      {offer.handle ? (
        <>
          {' '}
          and to work as <span className="mono">{offer.handle}</span>
        </>
      ) : null}
      . The link is good until <TimeText at={offer.expiresAt} />.
    </>
  )
  return (
    <SignInFrame title={`Join ${offer.programName}`} lead={lead}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if ((me.data || isComplete(filled)) && !accept.isPending) accept.mutate()
        }}
      >
        {me.data ? (
          <p>
            Signed in as <b>{me.data.user.name}</b> ({me.data.user.email}).
          </p>
        ) : (
          <>
            <NewAccountFields value={filled} onChange={setAccount} emailFixed={Boolean(offer.email)} />
            <p className="t12 sec">
              Have an account?{' '}
              <Link to="/login" search={{ next: `/invite/${token}` }} className="lk">
                Sign in first
              </Link>
            </p>
          </>
        )}
        {accept.error ? <ErrorState error={accept.error} /> : null}
        <Button
          type="submit"
          kind="primary"
          busy={accept.isPending}
          refusal={me.data || isComplete(filled) ? null : 'Fill in name, e-mail and a password of 12 characters or more.'}
        >
          Join
        </Button>
      </form>
    </SignInFrame>
  )
}
