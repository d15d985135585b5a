import { routes } from '@gatehouse/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMe } from '../app-data/program.ts'
import { callApi } from '../lib/call-api.ts'
import { setTheme, type ThemeChoice, useTheme } from '../lib/theme.ts'
import { Glyph } from '../ui/glyph.tsx'
import { Menu } from '../ui/menu.tsx'
import { openHelp } from './overlays.ts'

const THEMES: readonly { readonly value: ThemeChoice; readonly label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'As the system' },
]

/** Name, theme, own account, way out. */
export const AccountMenu = () => {
  const me = useMe()
  const theme = useTheme()
  const navigate = useNavigate()
  const client = useQueryClient()
  const signOut = async () => {
    // already signed out elsewhere is signed out as well
    await callApi(routes.accounts.signOut).catch(() => null)
    client.clear()
    await navigate({ to: '/login' })
  }
  return (
    <Menu
      label={`Account: ${me.user.name}`}
      align="right"
      className="btn bare"
      sections={[
        {
          title: me.user.email,
          items: [
            { label: 'My account', run: () => void navigate({ to: '/account' }) },
            ...(me.user.isAdmin ? [{ label: 'Accounts of this instance', run: () => void navigate({ to: '/accounts' }) }] : []),
            { label: 'Keyboard shortcuts', aside: '?', run: openHelp },
          ],
        },
        { title: 'Theme', items: THEMES.map(({ value, label }) => ({ label, checked: theme === value, run: () => setTheme(value) })) },
        { items: [{ label: 'Sign out', run: () => void signOut() }] },
      ]}
    >
      <span className="cut" style={{ maxWidth: 160 }}>
        {me.user.name}
      </span>
      <Glyph name="chev" size={12} />
    </Menu>
  )
}
