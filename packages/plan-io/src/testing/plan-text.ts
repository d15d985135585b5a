/** A small valid plan file, one fact a line, so that a test can change one line and look for its number. */
export const PLAN_TEXT = `gatehouse: 1
program:
  slug: demo
  name: Demo
  cadence: day
  first: 0
  last: 9
  startsOn: 2026-02-20
  timeZone: Asia/Kolkata
  workingDays: [1, 2, 3, 4, 5, 6, 7]
releaseTarget:
  repository: acme/demo
  sha: null
  workflows:
    - path: .github/workflows/ci.yml
contingency:
  from: 8
  to: 9
  target: G2
owners:
  - {handle: "@owner-qa", name: QA}
lanes:
  - {key: L1, name: Build, owners: ["@owner-qa"]}
tasks:
  - key: T1
    lane: L1
    title: First
    start: 0
    finish: 2
    priority: P0
  - key: T2
    lane: L1
    title: Second
    start: 3
    finish: 4
    after:
      - {ref: T1}
gates:
  - key: G1
    title: Half way
    at: 4
    reviewers: ["@owner-qa"]
    requirements:
      - key: G1.1
        text: CI is green
        workflow: .github/workflows/ci.yml
    after: [{ref: T2}]
  - key: G2
    title: Done
    at: 7
dependencies:
  - from: G1
    to: G2
risks:
  - key: R1
    title: Nobody looks
notes:
  - key: N1
    text: Bring cake
`

/** The line on which the text has this fragment, 1-based. */
export const lineOf = (text: string, fragment: string): number => text.slice(0, text.indexOf(fragment)).split('\n').length
