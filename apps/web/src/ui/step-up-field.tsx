import { TextField } from './field.tsx'

/** The password, asked again before a signature where the program says so. Empty means: not given. */
export const StepUpField = ({ value, onChange, error }: { value: string; onChange: (value: string) => void; error?: string | null }) => (
  <TextField
    label="Your password"
    hint="This program asks for it again before every signature, unless you signed in within the last five minutes."
    type="password"
    autoComplete="current-password"
    maxLength={200}
    value={value}
    onChange={onChange}
    {...(error === undefined ? {} : { error })}
  />
)
