import type { SignerIdentity } from '../gates/frozen-gate.ts'

/**
 * Roles and what they may do. A role is held per program; `admin` is held per instance and manages accounts, not gates.
 * A person may hold several roles in one program. The API checks with `can`, the web hides with the same function.
 */
export const ROLES = ['lead', 'owner', 'reviewer', 'viewer'] as const
export type Role = (typeof ROLES)[number]

export const CAPABILITIES = [
  'program.read',
  'program.edit',
  'program.delete',
  'plan.edit',
  'task.progress',
  'blocker.write',
  'evidence.attach',
  'gate.submit',
  'gate.review',
  'gate.reopen',
  'gate.waive',
  'go_no_go.vote',
  'go_no_go.lead',
  'ci.read',
  'target.set',
  'people.manage',
] as const
export type Capability = (typeof CAPABILITIES)[number]

const GRANTS: Readonly<Record<Role, readonly Capability[]>> = {
  lead: [
    'program.read',
    'program.edit',
    'program.delete',
    'plan.edit',
    'task.progress',
    'blocker.write',
    'evidence.attach',
    'gate.submit',
    'gate.review',
    'gate.reopen',
    'gate.waive',
    'go_no_go.vote',
    'go_no_go.lead',
    'ci.read',
    'target.set',
    'people.manage',
  ],
  owner: ['program.read', 'task.progress', 'blocker.write', 'evidence.attach', 'gate.submit', 'go_no_go.vote', 'ci.read'],
  reviewer: ['program.read', 'gate.review', 'go_no_go.vote', 'ci.read'],
  viewer: ['program.read'],
}

export const can = (roles: readonly Role[], capability: Capability): boolean => roles.some((role) => GRANTS[role].includes(capability))

/** Whoever asks: an account with its roles in one program, and the plan handles bound to it. */
export interface Approver {
  readonly userId: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly handles: readonly string[]
  /** How the server knows that it is them, for what they sign. */
  readonly identity?: SignerIdentity | undefined
}
