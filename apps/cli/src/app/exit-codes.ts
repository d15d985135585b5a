/** What the process ends with. The meaning is the same for every command. */
export const EXIT = {
  /** It was done, or it is so. */
  yes: 0,
  /** It is not so, or the server refused what it was asked to take. */
  no: 1,
  /** It cannot be told: wrong usage, no access, no answer, an answer that cannot be read. */
  unknown: 2,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
