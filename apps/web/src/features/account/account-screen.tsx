import { useEffect } from 'react'
import { useMe } from '../../app-data/program.ts'
import { PasswordPanel } from './password-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import { TokensPanel } from './tokens-panel.tsx'

export const AccountScreen = () => {
  const { user } = useMe()
  useEffect(() => {
    document.title = 'My account · Gatehouse'
  }, [])
  return (
    <div className="page narrow">
      <div className="hd">
        <h1>{user.name}</h1>
        <span className="sec">
          {user.email}
          {user.isAdmin ? ', administrator of this instance' : ''}
        </span>
      </div>
      <TokensPanel />
      <SessionsPanel />
      <PasswordPanel />
    </div>
  )
}
