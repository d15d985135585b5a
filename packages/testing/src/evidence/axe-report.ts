/** What the journey over every screen attaches for one of them. */
export interface AxeFinding {
  /** `login`, `/p/credity12/gates` … */
  readonly screen: string
  readonly scheme: 'light' | 'dark'
  /** Version of axe. */
  readonly engine: string
  /** Ids of the rules that held, that were broken, and that a person has to look at. */
  readonly passes: readonly string[]
  readonly violations: readonly string[]
  readonly incomplete: readonly string[]
}
export interface AxeReport {
  readonly engine: string
  /** Broken rules over all screens. */
  readonly violations: number
  /** Every rule that held somewhere and was broken nowhere. */
  readonly rules: readonly string[]
  readonly screens: readonly (Pick<AxeFinding, 'screen' | 'scheme' | 'violations' | 'incomplete'> & { readonly passes: number })[]
}

/** One report of what was found on single screens. Needs at least one. */
export const axeReport = (findings: readonly AxeFinding[]): AxeReport => {
  const broken = new Set(findings.flatMap((each) => each.violations))
  const held = new Set(findings.flatMap((each) => each.passes))
  return {
    engine: [...new Set(findings.map((each) => each.engine))].join(', '),
    violations: findings.reduce((sum, each) => sum + each.violations.length, 0),
    rules: [...held].filter((rule) => !broken.has(rule)).sort(),
    screens: findings.map(({ screen, scheme, passes, violations, incomplete }) => ({
      ...{ screen, scheme, passes: passes.length, violations, incomplete },
    })),
  }
}

interface Suite {
  readonly suites?: readonly Suite[]
  readonly specs?: readonly {
    readonly tests: readonly {
      readonly results: readonly { readonly attachments: readonly { readonly name: string; readonly body?: string }[] }[]
    }[]
  }[]
}
/** Playwright's JSON report, as far as it is read here. */
export interface JourneysReport {
  readonly stats: { readonly expected: number; readonly flaky: number; readonly skipped: number }
  readonly suites: readonly Suite[]
}

/** Texts that journeys attached under a name, in their order. */
export const findAttachments = ({ suites }: Pick<JourneysReport, 'suites'>, name: string): readonly string[] => {
  const ofSuite = (suite: Suite): readonly string[] => [
    ...(suite.suites ?? []).flatMap(ofSuite),
    ...(suite.specs ?? [])
      .flatMap(({ tests }) => tests)
      // The last try is the one that counts.
      .flatMap(({ results }) => results.at(-1)?.attachments ?? [])
      .filter((each) => each.name === name && each.body !== undefined)
      .map(({ body }) => Buffer.from(body ?? '', 'base64').toString('utf8')),
  ]
  return suites.flatMap(ofSuite)
}
