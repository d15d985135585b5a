import { z } from 'zod'

/**
 * The password of whoever signs, asked again where the program says so (`stepUp`) and the sign-in is older than five minutes: without it
 * `step_up_required`, with a wrong one `step_up_failed`. It is compared and forgotten.
 */
export const stepUpPassword = z.string().min(1).max(200).nullable().default(null)
