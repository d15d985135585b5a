import { TextField } from '../../ui/index.ts'

export interface NewAccount {
  readonly name: string
  readonly email: string
  readonly password: string
}
export const EMPTY_ACCOUNT: NewAccount = { name: '', email: '', password: '' }
/** Same rule as the server's. */
export const SHORTEST_PASSWORD = 12

export const isComplete = (account: NewAccount): boolean =>
  account.name.trim() !== '' && /^\S+@\S+$/.test(account.email.trim()) && account.password.length >= SHORTEST_PASSWORD

export const NewAccountFields = ({
  value,
  onChange,
  emailFixed = false,
}: {
  value: NewAccount
  onChange: (value: NewAccount) => void
  emailFixed?: boolean
}) => (
  <>
    <TextField
      label="Name"
      value={value.name}
      onChange={(name) => onChange({ ...value, name })}
      autoComplete="name"
      maxLength={120}
      required
    />
    <TextField
      label="E-mail"
      type="email"
      value={value.email}
      onChange={(email) => onChange({ ...value, email })}
      autoComplete="email"
      maxLength={254}
      readOnly={emailFixed}
      required
    />
    <TextField
      label="Password"
      type="password"
      value={value.password}
      onChange={(password) => onChange({ ...value, password })}
      autoComplete="new-password"
      hint={`At least ${SHORTEST_PASSWORD} characters. A few words in a row do well.`}
      error={
        value.password !== '' && value.password.length < SHORTEST_PASSWORD
          ? `${SHORTEST_PASSWORD - value.password.length} more characters.`
          : null
      }
      maxLength={200}
      required
    />
  </>
)
