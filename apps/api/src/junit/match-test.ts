/** Which cases of a report are the test that somebody named. Described in docs/attaching-evidence.md. */

export interface NamedTest {
  readonly suite: string
  readonly name: string
}
export interface ReportedCase {
  readonly name: string
  /** Names of the suites around it, its class and its file: whatever may be called its suite. */
  readonly places: readonly string[]
}

/** What stands between a package, a suite, a class and a test. */
const SEPARATORS = [' > ', ' › ', '::', '.', '/', '\\', ':', ' '] as const
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

const isOrEndsWith = (text: string, end: string): boolean =>
  end !== '' && (text === end || SEPARATORS.some((separator) => text.endsWith(`${separator}${end}`)))

/**
 * The name must be the case's, and the suite that of a suite around it, its class or its file, or the end of one after a separator. A case
 * whose own name is a title with the suite in it (`login > asks again`) is meant too.
 */
export const isNamedTest = (test: NamedTest, reported: ReportedCase): boolean => {
  const suite = plain(test.suite)
  const name = plain(test.name)
  const title = plain(reported.name)
  if (title === name) return reported.places.some((place) => isOrEndsWith(plain(place), suite))
  return SEPARATORS.some((separator) => isOrEndsWith(title, `${suite}${separator}${name}`))
}
