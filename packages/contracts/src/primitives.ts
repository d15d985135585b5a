import { SIGN_ROLE } from '@gatehouse/core'
import { z } from 'zod'

/** Sizes that no request exceeds; stated in messages and in OpenAPI. */
export const LIMITS = { title: 300, text: 2_000, note: 4_000, key: 40, url: 2_000, list: 200, planText: 5_000_000 } as const

export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])$/, 'Use 2 to 60 of a-z, 0-9 and -, beginning and ending with a letter or digit.')
export const key = z
  .string()
  .min(1)
  .max(LIMITS.key)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'A key is letters, digits, dot, underscore and dash, and begins with a letter or digit.')
export const handle = z
  .string()
  .max(60)
  .regex(/^@[A-Za-z0-9][A-Za-z0-9._-]*$/, 'A handle looks like @owner-qa.')
export const title = z.string().trim().min(1).max(LIMITS.title)
export const text = z.string().max(LIMITS.text)
export const note = z.string().max(LIMITS.note)
export const revision = z.int().min(1)
export const period = z.int().min(-1_000).max(10_000)
export const isoDate = z.iso.date()
export const instant = z.iso.datetime({ offset: true })
export const uuid = z.uuid()
/** http and https only, without credentials: it becomes a link on a screen. */
export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'Only http:// and https:// links are taken.' })
  .max(LIMITS.url)
  .refine(
    (value) => URL.canParse(value) && new URL(value).username === '' && new URL(value).password === '',
    'A link may not carry a user name or password.',
  )
export const fullSha = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{40}$/, 'Give the full 40 hexadecimal digits of the commit: `git rev-parse HEAD` prints them.')

export const cadence = z.enum(['day', 'week'])
export const priority = z.enum(['P0', 'P1', 'P2', 'P3'])
export const taskStatus = z.enum(['todo', 'in_progress', 'blocked', 'done', 'moved', 'dropped'])
export const dependencyKind = z.enum(['hard', 'soft'])
export const evidenceType = z.enum(['doc', 'contract', 'code', 'test', 'ci_run', 'artifact', 'link'])
/** "One of" groups: of each group one fresh piece. */
export const typeGroups = z.array(z.array(evidenceType).min(1).max(7)).max(7)
export const ageHours = z.int().min(1).max(8_784)
export const warnHours = z.int().min(0).max(8_784)
/** A sign-off role: `security`, `operations` … */
export const signRole = z.string().regex(SIGN_ROLE, 'A role is up to 40 of a-z, 0-9 and -, such as security.')
export const signRoles = z.array(z.strictObject({ role: signRole, count: z.int().min(1).max(20).default(1) })).max(10)
export const freshnessRule = z.enum(['release_sha', 'max_age', 'none'])
export const requirementRule = z.enum([
  'p0_done',
  'no_open_blockers',
  'earlier_gates_signed',
  'no_unresolved_high_findings',
  'workflows_green',
])
export const role = z.enum(['lead', 'owner', 'reviewer', 'viewer'])
export const roles = z.array(role).min(1).max(4)
export const tokenScope = z.enum(['read', 'evidence', 'write'])
export const severity = priority

export const programParams = z.strictObject({ slug })
export const keyParams = z.strictObject({ slug, key })
export const idParams = z.strictObject({ slug, id: uuid })
export const noContent = z.null()
