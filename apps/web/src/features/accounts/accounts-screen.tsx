import { routes } from '@gatehouse/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useMe } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { countOf } from '../../lib/format-plan.ts'
import { Badge, Button, ErrorState, Panel, ScrollX, Skeleton, TimeText, toast } from '../../ui/index.ts'
import { SigningKeysPanel } from './signing-keys-panel.tsx'

const accountsKey = ['accounts'] as const

/** All accounts of the instance; administrators only. */
export const AccountsScreen = () => {
  const me = useMe()
  const client = useQueryClient()
  const accounts = useQuery({ queryKey: accountsKey, queryFn: ({ signal }) => callApi(routes.accounts.listAccounts, { signal }) })
  const edit = useMutation({
    mutationFn: ({ id, ...body }: { id: string; disabled?: boolean; isAdmin?: boolean }) =>
      callApi(routes.accounts.editAccount, { params: { id }, body }),
    onSuccess: async (account) => {
      await client.invalidateQueries({ queryKey: accountsKey })
      toast(`${account.name} is ${account.disabledAt ? 'disabled' : account.isAdmin ? 'an administrator' : 'saved'}.`)
    },
  })
  useEffect(() => {
    document.title = 'Accounts · Gatehouse'
  }, [])
  return (
    <div className="page narrow">
      <div className="hd">
        <h1>Accounts</h1>
        <span className="sec">
          {accounts.data ? countOf(accounts.data.length, 'account') : ''} on this instance; new ones come by invitation links of a program
        </span>
      </div>
      {accounts.error || edit.error ? <ErrorState error={accounts.error ?? edit.error} /> : null}
      {accounts.isPending ? (
        <Skeleton lines={5} />
      ) : accounts.data ? (
        <Panel title="Accounts" line>
          <ScrollX label="Accounts">
            <table className="tb">
              <thead>
                <tr>
                  <th>Name</th>
                  <th>E-mail</th>
                  <th>Since</th>
                  <th>State</th>
                  <th>
                    <span className="sr">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {accounts.data.map((account) => {
                  const own = account.id === me.user.id ? 'You cannot lock yourself out.' : null
                  return (
                    <tr key={account.id}>
                      <td className="b">
                        {account.name}{' '}
                        {account.isSample ? <Badge title="Belongs to a sample program; nobody can sign in with it">Sample</Badge> : null}
                      </td>
                      <td>{account.email}</td>
                      <td>
                        <TimeText at={account.createdAt} form="day" />
                      </td>
                      <td>
                        {account.disabledAt ? (
                          <span className="ter">
                            disabled <TimeText at={account.disabledAt} form="day" />
                          </span>
                        ) : account.isAdmin ? (
                          'administrator'
                        ) : (
                          'active'
                        )}
                      </td>
                      <td>
                        <div className="row" style={{ justifyContent: 'flex-end' }}>
                          <Button
                            small
                            refusal={own}
                            aria-label={`${account.isAdmin ? 'Unmake' : 'Make'} ${account.name} administrator`}
                            onClick={() => edit.mutate({ id: account.id, isAdmin: !account.isAdmin })}
                          >
                            {account.isAdmin ? 'Unmake admin' : 'Make admin'}
                          </Button>
                          <Button
                            small
                            refusal={own}
                            aria-label={`${account.disabledAt ? 'Enable' : 'Disable'} ${account.name}`}
                            onClick={() => edit.mutate({ id: account.id, disabled: account.disabledAt === null })}
                          >
                            {account.disabledAt ? 'Enable' : 'Disable'}
                          </Button>
                        </div>
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </ScrollX>
        </Panel>
      ) : null}
      <SigningKeysPanel />
    </div>
  )
}
