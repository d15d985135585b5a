import { routes } from '@gatehouse/contracts'
import type { TokenScope } from '@gatehouse/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { Button, CopyText, Dialog, ErrorState, Message, SelectField, TextField } from '../../ui/index.ts'
import { SCOPE_WORDS, tokensKey } from './token-scopes.ts'

const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '366', label: 'One year' },
  { value: 'never', label: 'Until revoked' },
] as const
const SCOPES = (['read', 'evidence', 'write'] as const).map((value) => ({ value, label: SCOPE_WORDS[value] }))

/** Makes a token and shows it: this once, and never again. */
export const NewTokenDialog = ({ onClose }: { onClose: () => void }) => {
  const client = useQueryClient()
  const me = useMe()
  const [name, setName] = useState('')
  const [scope, setScope] = useState<TokenScope>('read')
  const [program, setProgram] = useState('')
  const [lifetime, setLifetime] = useState<(typeof LIFETIMES)[number]['value']>('90')
  const make = useMutation({
    mutationFn: () =>
      callApi(routes.accounts.createToken, {
        body: {
          name: name.trim(),
          scopes: [scope],
          programSlug: program || null,
          expiresInDays: lifetime === 'never' ? null : Number(lifetime),
        },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey }),
  })
  if (make.data) {
    return (
      <Dialog
        title="Copy the token now"
        onClose={onClose}
        actions={
          <Button kind="primary" onClick={onClose}>
            I have copied it
          </Button>
        }
      >
        <Message tone="warn" title="It is shown this once. The server keeps only its digest." />
        <p className="wrap">
          <CopyText text={make.data.token} label="Token" mono />
        </p>
        <p className="t12 sec">
          Send it as <span className="mono">Authorization: Bearer …</span>, or give it to the command line as{' '}
          <span className="mono">GATEHOUSE_TOKEN</span>.
        </p>
      </Dialog>
    )
  }
  const refusal = name.trim() === '' ? 'Give it a name.' : null
  return (
    <Dialog
      title="New API token"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="new-token" kind="primary" busy={make.isPending} refusal={refusal}>
            Make token
          </Button>
        </>
      }
    >
      <form
        id="new-token"
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (refusal === null && !make.isPending) make.mutate()
        }}
      >
        <TextField label="Name" hint="Where it is used: a pipeline, a laptop" value={name} onChange={setName} maxLength={80} autoFocus />
        <SelectField label="It may" options={SCOPES} value={scope} onChange={setScope} />
        <div className="two">
          <SelectField
            label="In"
            options={[{ value: '', label: 'All my programs' }, ...me.memberships.map(({ slug }) => ({ value: slug, label: slug }))]}
            value={program}
            onChange={setProgram}
          />
          <SelectField label="Good for" options={LIFETIMES} value={lifetime} onChange={setLifetime} />
        </div>
        {make.error ? <ErrorState error={make.error} /> : null}
      </form>
    </Dialog>
  )
}
