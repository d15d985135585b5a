import type { SignRole } from '@gatehouse/core'
import type { Codec } from './cell-codecs.ts'
import { readText } from './inline-text.ts'

const isSignRole = (value: unknown): value is SignRole =>
  typeof value === 'object' && value !== null && 'role' in value && 'count' in value && typeof value.role === 'string'

/** Sign-off roles: `security, 2 × operations`. */
export const signRoles: Codec = {
  write: (value) =>
    Array.isArray(value) && value.every(isSignRole)
      ? value.map(({ role, count }) => (count === 1 ? role : `${count} × ${role}`)).join(', ')
      : null,
  read: (cell) =>
    cell.split(',').map((part) => {
      const [, count, role] = /^\s*(?:(\d{1,3})\s*[×x]\s*)?(.*?)\s*$/.exec(part) ?? []
      return { role: readText(role ?? ''), count: Number(count ?? 1) }
    }),
}

/** Groups of evidence types: `test or ci_run; doc`. */
export const typeGroups: Codec = {
  write: (value) =>
    Array.isArray(value) && value.every((group) => Array.isArray(group) && group.length > 0)
      ? value.map((group: readonly string[]) => group.join(' or ')).join('; ')
      : null,
  read: (cell) => cell.split(';').map((group) => group.split(/\bor\b/).map((type) => readText(type.trim()))),
}
