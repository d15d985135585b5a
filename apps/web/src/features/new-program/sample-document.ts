export const SAMPLE_NAME = 'harbour-booking.md'
/** A short release plan as people write them, to try the import with. It starts on `startsOn`, an ISO date. */
export const sampleDocument = (startsOn: string): string => `# Harbour Booking 2.0: ten days to the summer season

**Goal:** Every berth can be booked online before the season opens, with a refund path that works.
**Date:** ${startsOn} (CET)
**Repo:** \`~/src/harbour-booking\`

## Lanes

| Lane | Owner | Mission |
|---|---|---|
| **L1 Release** | \`@owner-release\` | Runs the days and calls the gates |
| **L2 Booking** | \`@owner-booking\` | Berth search, reservation, refund |
| **L3 Payments** | \`@owner-payments\` | Card payments and settlement |
| **L4 Operations** | \`@owner-ops\` | Pipelines, monitoring, rollback |

## Day by day

| Day | L1 Release | L2 Booking | L3 Payments | L4 Operations | Gate |
|---|---|---|---|---|---|
| D0 | Scope lock | Search index rebuilt | Sandbox keys issued | Pipeline inventory | G0 Scope locked |
| D1 | Daily call | Reservation flow | Card form | Staging parity | — |
| D2 | Daily call | Refund flow | Settlement report | Alerts drafted | — |
| D3 | Evidence review | Fixes from the trial | Same | Load test | G1 Trial passed |
| D4 | Readiness call | Price spot checks | Reconciliation run | Release pipeline on the release SHA | G2 Pipeline green |
| D5 | Rehearsal | Support on the quay | Support on the quay | Rollback drill | G3 Rehearsal done |
| D6 | Decision | Launch | Launch watch | Launch watch | G4 Go or no-go |

## Gates

| Gate | Required evidence | Owner |
|---|---|---|
| **G1** | Trial report; screenshots of the refund | \`@owner-booking\` |
| **G2** | CI run on the release SHA; API contract | \`@owner-ops\` |
| **G4** | Signed decision paper | \`@owner-release\` |

## Critical path

CP1: D0 scope lock → D1-D2 reservation flow → D4 pipeline green → D5 rehearsal → D6 launch

If CP1 slips by more than 1 day, consume D7-D9 contingency.

## Hard dependencies

1. Settlement report (L3) → blocks G3
2. Green pipeline on the release SHA → blocks G4

## Risks

| Risk | Probability | Impact | Mitigation | Owner |
|---|---|---|---|---|
| Card provider has an outage | Low | High | Pay on the quay | \`@owner-payments\` |
| Old bookings do not migrate | Medium | High | Keep the old system readable for a week | \`@owner-booking\` |

## Next actions

- [ ] Book the quay for the rehearsal
- [ ] Name deputies for every lane
`
