import { ROLES, type Role } from '@gatehouse/core'
import { CheckField } from '../../ui/index.ts'

const ROLE_WORDS = {
  lead: 'Lead: edits the plan, manages people, may do everything',
  owner: 'Owner: reports progress, attaches proof, submits gates',
  reviewer: 'Reviewer: signs gates or returns them with gaps',
  viewer: 'Viewer: looks',
} satisfies Record<Role, string>

export const RoleChecks = ({ value, onChange }: { value: readonly Role[]; onChange: (roles: Role[]) => void }) => (
  <fieldset className="fld">
    <legend>Roles</legend>
    <div className="stack" style={{ gap: 6 }}>
      {ROLES.map((role) => (
        <CheckField
          key={role}
          label={ROLE_WORDS[role]}
          checked={value.includes(role)}
          onChange={(checked) => onChange(ROLES.filter((one) => (one === role ? checked : value.includes(one))))}
        />
      ))}
    </div>
  </fieldset>
)
