/** A clock that stands still until a test moves it. */
export interface TestClock {
  (): string
  set(instant: string): void
  /** Moves it forward. */
  advance(by: { readonly minutes?: number; readonly hours?: number; readonly days?: number }): void
}

export const createTestClock = (start: string): TestClock => {
  let now = Date.parse(start)
  const clock = (): string => new Date(now).toISOString()
  return Object.assign(clock, {
    set: (instant: string) => {
      now = Date.parse(instant)
    },
    advance: ({ minutes = 0, hours = 0, days = 0 }: { minutes?: number; hours?: number; days?: number }) => {
      now += ((days * 24 + hours) * 60 + minutes) * 60_000
    },
  })
}
