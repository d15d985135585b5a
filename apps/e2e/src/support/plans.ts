/** Plans of the journeys, in the plan file's own form. Dates are relative to today, so that "now" lies where a journey wants it. */

const isoDaysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

/** Three lanes, five days before today to nine after: a chain of hard dependencies without slack, through two gates to the launch at D9. */
export const launchPlan = (slug: string, extra = ''): string => `gatehouse: 1
program: {slug: ${slug}, name: Launch ${slug}, goal: Put the rocket on the pad, cadence: day, prefix: D, first: 0, last: 14, startsOn: ${isoDaysAgo(5)}, timeZone: UTC, workingDays: [1, 2, 3, 4, 5, 6, 7]}
releaseTarget: {repository: acme/rocket, sha: 9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e, workflows: [{path: .github/workflows/launch-gate.yml, required: true}]}
contingency: {from: 11, to: 14, tolerance: 1, target: G9}
criticalPaths: [{key: CP1, name: To the launch, steps: [ENG-1, G1, ENG-2, G9]}]
owners: [{handle: "@owner-engine", name: Engine}, {handle: "@owner-range", name: Range safety}]
lanes:
  - {key: ENG, name: Engine, mission: Make it burn, owners: ["@owner-engine"]}
  - {key: PAD, name: Launch pad, mission: Hold it up, owners: ["@owner-range"]}
  - {key: TEL, name: Telemetry, mission: Hear from it, owners: ["@owner-engine"]}
milestones: [{key: M1, name: Engine accepted, from: 0, to: 4, criteria: [Static fire done]}]
tasks:
  - {key: ENG-1, lane: ENG, title: Static fire, start: 4, finish: 7, priority: P0, status: in_progress, gate: G1, checklist: [{text: Load propellant}, {text: Fire for 30 s}]}
  - {key: ENG-2, lane: ENG, title: Mount the engine, start: 8, finish: 9, priority: P0, gate: G9, after: [{ref: G1}]}
  - {key: PAD-1, lane: PAD, title: Inspect the clamps, start: 5, finish: 6, priority: P2, gate: G1}
  - {key: TEL-1, lane: TEL, title: Ground station check, start: 6, finish: 7, priority: P1, gate: G9}
gates:
  - key: G1
    title: Engine accepted
    at: 7
    owners: ["@owner-engine"]
    reviewers: ["@owner-range"]
    requirements:
      - {key: G1.1, text: Report of the static fire, accepts: [doc, link], min: 1}
      - {key: G1.2, text: Firing software at the release commit, accepts: [code], min: 1, freshness: release_sha}
    after: [{ref: ENG-1}]
  - key: G9
    title: Launch
    at: 9
    owners: ["@owner-engine"]
    reviewers: ["@owner-range"]
    requirements:
      - {key: G9.1, text: Launch gate green on the release commit, accepts: [ci_run], workflow: .github/workflows/launch-gate.yml}
    after: [{ref: ENG-2}, {ref: G1}]
${extra}`
