import { newId } from '@gatehouse/db'

/**
 * A small plan file that every feature finds something in: two lanes, three tasks in a chain, two gates of which the second follows
 * the first, owner and reviewer handles, a release target with one workflow.
 */
export const testPlanText = (slug: string): string => `
gatehouse: 1
program: {slug: ${slug}, name: Program ${slug}, goal: Ship it, cadence: day, prefix: D, first: 0, last: 14,
          startsOn: 2026-02-20, timeZone: Asia/Kolkata, workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: []}
releaseTarget: {repository: acme/${slug}, sha: "1111111111111111111111111111111111111111", workflows: [{path: .github/workflows/gate.yml, required: true}]}
contingency: {from: 11, to: 14, tolerance: 1, target: G2}
criticalPaths: [{key: CP1, name: Release, steps: [T1, T2, G2]}]
owners: [{handle: "@owner-dev", name: Development}, {handle: "@owner-qa", name: QA}]
lanes: [{key: L1, name: Product, mission: Build it, deliverables: [Build], owners: ["@owner-dev"]}, {key: L2, name: QA, mission: Prove it, owners: ["@owner-qa"]}]
phases: [{key: A, name: First half, from: 0, to: 7, focus: Build, exitCriteria: [Built]}]
milestones: [{key: M1, name: Built, from: 0, to: 5, criteria: [It builds]}]
tasks:
  - {key: T1, lane: L1, title: Build it, start: 0, finish: 3, priority: P0, owners: ["@owner-dev"], gate: G1, checklist: [{text: Compiled, done: false}]}
  - {key: T2, lane: L2, title: Try it, start: 4, finish: 7, priority: P0, owners: ["@owner-qa"], gate: G2, after: [{ref: T1, kind: hard}]}
  - {key: T3, lane: L2, title: Write it down, start: 4, finish: 6, priority: P2, gate: G2}
gates:
  - {key: G1, title: Built, at: 4, owners: ["@owner-dev"], reviewers: ["@owner-qa"], quorum: 1,
     requirements: [{key: G1.1, text: A build that can be traced, accepts: [code, link], min: 1}]}
  - {key: G2, title: Proved, at: 8, owners: ["@owner-dev"], reviewers: ["@owner-qa"], quorum: 1, after: [{ref: G1, kind: hard}],
     requirements: [{key: G2.1, text: The tests ran, accepts: [test, ci_run], min: 1, freshness: release_sha}]}
risks: [{key: R1, title: It does not build, trigger: Red, impact: No release, impactLevel: high, probability: low, mitigation: Mend it, owners: ["@owner-dev"]}]
`

/** A slug that no other test uses. */
export const newSlug = (): string => `program-${newId().slice(-8)}`
