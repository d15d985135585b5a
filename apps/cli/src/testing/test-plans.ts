/** Plans of the tests: no tasks in the way of a gate, two handles, dates around today. */
const daysFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

export const SHA = '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e'
export const NEXT_SHA = '4d7e0c2ab1937fe05c62d8840b6f3e9917c5ad21'
export const WORKFLOW = '.github/workflows/launch.yml'

/** Three days old and ten days long; each gate is one line of flow YAML, without owners and reviewers. */
export const planWithGates = (slug: string, gates: readonly string[], startsInDays = -3): string => `gatehouse: 1
program: {slug: ${slug}, name: Program ${slug}, goal: Fly, cadence: day, prefix: D, first: 0, last: 9, startsOn: ${daysFromNow(startsInDays)}, timeZone: UTC, workingDays: [1, 2, 3, 4, 5, 6, 7]}
releaseTarget: {repository: acme/${slug}, sha: ${SHA}, workflows: [{path: ${WORKFLOW}, required: false}]}
owners: [{handle: "@crew", name: Crew}, {handle: "@range", name: Range}]
lanes: [{key: ENG, name: Engine, owners: ["@crew"]}]
tasks: [{key: ENG-1, lane: ENG, title: Polish the nozzle, start: 7, finish: 8, priority: P3}]
gates:
${gates.map((gate) => `  - {owners: ["@crew"], reviewers: ["@range"], quorum: 1, ${gate}}`).join('\n')}
`
export const LINK_GATE =
  'key: G1, title: Engine accepted, at: 0, requirements: [{key: G1.1, text: Report of the burn, accepts: [link, doc]}]'
export const COMMIT_GATE =
  'key: G2, title: Code frozen, at: 1, requirements: [{key: G2.1, text: The commit, accepts: [code, ci_run], freshness: release_sha}]'
export const CI_GATE = `key: G3, title: Pipeline green, at: 2, requirements: [{key: G3.1, text: Launch workflow, accepts: [ci_run], workflow: ${WORKFLOW}}]`
export const LATER_GATE = 'key: G7, title: Launch, at: 9, requirements: [{key: G7.1, text: Go of the crew, accepts: [doc]}]'
