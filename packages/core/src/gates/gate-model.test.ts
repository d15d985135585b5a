import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Approver } from '../access/roles.ts'
import type { GateProgress, OwnerState, ProgramState } from '../board/program-state.ts'
import { addDelegation } from '../delegation/delegate.ts'
import { attachEvidence, withdrawEvidence } from '../evidence/attach-evidence.ts'
import type { Result } from '../result.ts'
import {
  NOW,
  OLDER_SHA,
  RELEASE_SHA,
  aCiRead,
  aDependency,
  aGate,
  aPerson,
  aProgram,
  aReading,
  aRequirement,
  aRun,
  aTarget,
  aTask,
  aWaiver,
  aWorkflowRequirement,
  anActor,
  anEvidence,
  minutesBefore,
} from '../testing/factories.ts'
import { lookAtGate } from '../testing/look-at-gate.ts'
import { approveGate, returnGate } from './approve-gate.ts'
import { rolesOfSignOff } from './cover-roles.ts'
import { editGate, editRequirement } from './edit-gate.ts'
import { authoriseApprover, authoriseReviewer } from './entitlement.ts'
import { isWaiverActive } from './evaluate-requirement.ts'
import type { FrozenGate } from './frozen-gate.ts'
import { evaluateRequirements } from './gate-refusals.ts'
import { applyGateDecision, type GateDecision } from './gate-decision.ts'
import { GATE_TRANSITIONS } from './gate-transitions.ts'
import { closeGap, completeDocBaseline, reopenGate, startGate, submitGate, withdrawSubmission } from './move-gate.ts'
import { gatherFacts } from './program-facts.ts'
import { isDelegationActive } from './standing.ts'
import { grantWaiver, revokeWaiver } from './waive.ts'

/** People with every mixture of roles; sam holds two handles. */
const PEOPLE: readonly Approver[] = [
  aPerson('lead', 'lena'),
  aPerson('owner', 'omar', ['@dev']),
  aPerson(['owner', 'reviewer'], 'both', ['@ops']),
  aPerson('reviewer', 'rita', ['@qa']),
  aPerson('reviewer', 'sam', ['@sec', '@sec-night']),
  aPerson(['lead', 'reviewer'], 'boss', ['@release']),
  aPerson('viewer', 'vera', ['@docs']),
]
const SIGNS_AS: Readonly<Record<string, readonly string[]>> = {
  '@ops': ['operations', 'security'],
  '@sec': ['security'],
  '@sec-night': ['security'],
  '@docs': ['operations'],
}
const OWNERS: readonly OwnerState[] = PEOPLE.flatMap(({ userId, name, handles }) =>
  handles.map((handle) => ({ handle, name: handle, signsAs: SIGNS_AS[handle] ?? [], userId, userName: name })),
)
const REQUIREMENTS = [
  aRequirement({ key: 'DOC', freshness: 'release_sha' }),
  aRequirement({ key: 'AGED', freshness: 'max_age', maxAgeHours: 2 }),
  aWorkflowRequirement({ key: 'CI' }),
  aRequirement({ key: 'RULE', rule: 'p0_done' }),
]

/** `warm`: the second gate has been worked on, so that short walks reach its signatures too. */
const start = (warm: boolean): ProgramState =>
  aProgram({
    evidence: warm ? [anEvidence({ gateKey: 'G2', requirementKey: 'DOC', attachedBy: anActor('omar') })] : [],
    gates: [
      aGate({ key: 'G1', requirements: [aRequirement({ key: 'DOC', freshness: 'release_sha' })] }),
      aGate({
        key: 'G2',
        at: 3,
        state: warm ? 'InProgress' : 'NotStarted',
        quorum: 2,
        owners: ['@dev'],
        reviewers: ['@qa', '@release'],
        signRoles: [{ role: 'security', count: 1 }],
        requirements: REQUIREMENTS,
        waivers: [aWaiver({ requirementKey: 'AGED', expiresAt: minutesBefore(NOW, -200) })],
      }),
    ],
    tasks: [aTask({ key: 'T1', priority: 'P0', start: 2, status: warm ? 'done' : 'todo' })],
    dependencies: warm ? [] : [aDependency('G1', 'G2')],
    owners: OWNERS,
    releaseTarget: aTarget(),
    ci: aCiRead(),
  })

const command = fc.record({
  // The frequent ones lead through the whole life; the rest disturb it.
  name: fc.constantFrom(
    ...([
      'start',
      'submit',
      'submit',
      'submit',
      'approve',
      'approve',
      'approve',
      'approve',
      'attach',
      'attach',
      'attach',
      'finish',
      'finish',
    ] as const),
    ...([
      'withdraw_submission',
      'return',
      'close_gap',
      'reopen',
      'baseline',
      'withdraw_evidence',
      'move_sha',
      'read_ci',
      'read_ci',
      'break_ci',
      'undo',
      'wait',
      'edit',
      'edit_requirement',
      'look',
      'waive',
      'revoke_waiver',
      'lend',
      'end_loan',
    ] as const),
  ),
  gate: fc.constantFrom('G1', 'G2', 'G2'),
  person: fc.nat({ max: PEOPLE.length - 1 }),
  requirement: fc.constantFrom('DOC', 'AGED', 'CI', 'RULE'),
  handle: fc.constantFrom('@qa', '@sec', '@ops'),
  flip: fc.boolean(),
})
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

interface World {
  state: ProgramState
  now: string
  /** Gates as last looked at; approving an old one must be refused. */
  seen: Map<string, FrozenGate>
  ids: number
}

const gateOf = (state: ProgramState, key: string): GateProgress => {
  const gate = state.gates.find((candidate) => candidate.key === key)
  if (gate === undefined) throw new Error(`no ${key}`)
  return gate
}

/** What this reviewer has before them: the gate as it is, or as somebody saw it a while ago. */
const lookedAt = (world: World, step: Command) => {
  const seen = (step.flip ? undefined : world.seen.get(step.gate)) ?? lookAtGate(world.state, step.gate, world.now)
  return { gateRevision: seen.gateRevision, seen, note: '' }
}

const decide = (world: World, step: Command): Result<GateDecision> | null => {
  const { state, now } = world
  const actor = PEOPLE[step.person] as Approver
  switch (step.name) {
    case 'start':
      return startGate(state, step.gate, actor, {}, now)
    case 'submit':
      return submitGate(state, step.gate, actor, {}, now)
    case 'withdraw_submission':
      return withdrawSubmission(state, step.gate, actor, {}, now)
    case 'baseline':
      return completeDocBaseline(state, step.gate, actor, {}, now)
    case 'reopen':
      return reopenGate(state, step.gate, actor, { reason: 'again' }, now)
    case 'close_gap':
      return closeGap(
        state,
        step.gate,
        actor,
        { gapId: gateOf(state, step.gate).gaps.find((gap) => gap.closedAt === null)?.id ?? '', note: 'mended' },
        now,
      )
    case 'approve': {
      const approver = authoriseApprover(state, step.gate, actor, now)
      return approver.ok ? approveGate(state, step.gate, approver.value, lookedAt(world, step), now) : approver
    }
    case 'return': {
      const reviewer = authoriseReviewer(state, step.gate, actor, now)
      return reviewer.ok
        ? returnGate(state, step.gate, reviewer.value, { ...lookedAt(world, step), gaps: [{ text: 'cut', requirementKey: null }] }, now)
        : reviewer
    }
    case 'waive': {
      const expiresAt = minutesBefore(now, step.flip ? -60 : -600)
      return grantWaiver(state, step.gate, actor, { requirementKey: step.requirement, reason: 'later', expiresAt }, now)
    }
    case 'revoke_waiver':
      return revokeWaiver(
        state,
        step.gate,
        actor,
        { waiverId: gateOf(state, step.gate).waivers.find((waiver) => isWaiverActive(waiver, now))?.id ?? '', reason: 'met' },
        now,
      )
    case 'edit':
      return editGate(state, step.gate, actor, { quorum: step.flip ? 1 : 2, title: step.flip ? 'One' : 'Two' }, now)
    case 'edit_requirement':
      return editRequirement(state, step.gate, actor, { requirementKey: step.requirement, patch: { text: step.flip ? 'one' : 'two' } }, now)
    default:
      return null
  }
}

const applyEvidence = (world: World, step: Command): void => {
  const { state, now } = world
  const actor = PEOPLE[step.person] as Approver
  if (step.name === 'attach') {
    const input = {
      gateKey: step.gate,
      requirementKey: step.requirement,
      type: 'doc' as const,
      title: 'Doc',
      url: null,
      reference: 'a.md',
      sha: step.flip ? (state.releaseTarget?.sha ?? null) : OLDER_SHA,
      producedAt: null,
      details: { type: 'doc' as const, path: 'a.md', heading: null, sectionDigest: null },
      file: null,
      replaces: null,
      byToken: false,
    }
    const result = attachEvidence(state, input, actor, now)
    if (!result.ok) return
    const { evidence, gate } = result.value
    world.state = {
      ...state,
      evidence: [...state.evidence, { ...evidence, id: `e${++world.ids}`, digest: String(world.ids) }],
      gates: state.gates.map((other) => (other.key === gate.gateKey ? { ...other, ...gate.set, revision: other.revision + 1 } : other)),
    }
    return
  }
  const result = withdrawEvidence(
    state,
    { evidenceId: state.evidence.find((piece) => piece.gateKey === step.gate && piece.withdrawnAt === null)?.id ?? '', reason: 'Wrong' },
    actor,
    now,
  )
  if (!result.ok) return
  const { evidenceId, set, gate } = result.value
  world.state = {
    ...state,
    evidence: state.evidence.map((piece) => (piece.id === evidenceId ? { ...piece, ...set } : piece)),
    gates: state.gates.map((other) => (other.key === gate.gateKey ? { ...other, ...gate.set, revision: other.revision + 1 } : other)),
  }
}

const disturb = (world: World, step: Command): void => {
  const { state, now } = world
  const sha = state.releaseTarget?.sha ?? RELEASE_SHA
  if (step.name === 'look') world.seen.set(step.gate, lookAtGate(state, step.gate, now))
  if (step.name === 'lend') {
    const [from, until] = [now, minutesBefore(now, -600)]
    const to = PEOPLE[(step.person + 3) % PEOPLE.length] as Approver
    const lent = addDelegation(state, PEOPLE[0] as Approver, { handle: step.handle, to, from, until, reason: 'away' }, now)
    if (lent.ok) world.state = { ...state, delegations: [...state.delegations, { ...lent.value.delegation, id: `d${++world.ids}` }] }
  }
  if (step.name === 'end_loan')
    world.state = { ...state, delegations: state.delegations.map((each) => ({ ...each, revokedAt: each.revokedAt ?? now })) }
  if (step.name === 'wait') world.now = minutesBefore(now, step.flip ? -4 : -90)
  if (step.name === 'move_sha') world.state = { ...state, releaseTarget: aTarget({ sha: sha === RELEASE_SHA ? OLDER_SHA : RELEASE_SHA }) }
  if (step.name === 'finish' || step.name === 'undo')
    world.state = { ...state, tasks: state.tasks.map((task) => ({ ...task, status: step.name === 'finish' ? 'done' : 'in_progress' })) }
  if (step.name === 'read_ci' || step.name === 'break_ci')
    world.state = {
      ...state,
      ci: aCiRead({
        sha,
        readAt: now,
        workflows: [aReading({ runs: [aRun({ headSha: sha, conclusion: step.name === 'read_ci' ? 'success' : 'failure' })] })],
      }),
    }
}

const isLegal = (from: GateProgress['state'], to: GateProgress['state']): boolean =>
  from === to || Object.values(GATE_TRANSITIONS[from]).includes(to)

/** Accounts that have spoken in this round, themselves or through somebody who stood in. */
const voicesOf = (gate: GateProgress): readonly (string | null)[] =>
  gate.signOffs
    .filter((signOff) => signOff.round === gate.round)
    .flatMap(({ actor, onBehalfOf }) => [
      actor.userId,
      ...(onBehalfOf === null ? [] : [OWNERS.find(({ handle }) => handle === onBehalfOf)?.userId ?? null]),
    ])

const checkSigned = (before: ProgramState, now: string, step: Command, decision: GateDecision): void => {
  if (decision.signOff?.decision !== 'approve') return
  const gate = gateOf(before, step.gate)
  const person = PEOPLE[step.person] as Approver
  for (const requirement of evaluateRequirements(gatherFacts(before, now), gate))
    expect(requirement.proved || requirement.state === 'waived').toBe(true)
  expect(gate.state).toBe('ReadyForSignoff')
  const { onBehalfOf, frozen } = decision.signOff
  expect(frozen).toEqual(lookAtGate(before, step.gate, now))
  const holder = OWNERS.find(({ handle }) => handle === onBehalfOf)?.userId
  if (onBehalfOf !== null) {
    expect(before.delegations.some((each) => each.handle === onBehalfOf && each.to.userId === person.userId)).toBe(true)
    expect(before.delegations.some((each) => each.handle === onBehalfOf && isDelegationActive(each, now))).toBe(true)
  }
  // Nobody judges their own work, and nobody does it for them.
  const judges = [person.userId, ...(holder === undefined || holder === null ? [] : [holder])]
  for (const judge of judges) {
    expect(gate.submittedBy?.userId).not.toBe(judge)
    expect(
      before.evidence.some((each) => each.gateKey === step.gate && each.withdrawnAt === null && each.attachedBy.userId === judge),
    ).toBe(false)
    expect(gate.waivers.some((waiver) => isWaiverActive(waiver, now) && waiver.approver.userId === judge)).toBe(false)
    expect(voicesOf(gate)).not.toContain(judge)
  }
  expect(person.roles).not.toEqual(['viewer'])
  expect(gate.gaps.every((gap) => gap.closedAt !== null)).toBe(true)
}

it('10,000 random sequences of commands reach only legal states, and nothing is signed without proof', { timeout: 300_000 }, () => {
  const reached = new Map<string, number>()
  fc.assert(
    fc.property(fc.boolean(), fc.array(command, { minLength: 10, maxLength: 40, size: 'max' }), (warm, steps) => {
      const world: World = { state: start(warm), now: NOW, seen: new Map(), ids: 0 }
      for (const step of steps) {
        const before = world.state
        const result = decide(world, step)
        if (result?.ok === true) {
          checkSigned(before, world.now, step, result.value)
          world.state = applyGateDecision(before, result.value, world.now, () => `id${++world.ids}`, 'c')
        } else if (step.name === 'attach' || step.name === 'withdraw_evidence') applyEvidence(world, step)
        else disturb(world, step)
        for (const gate of world.state.gates) {
          const was = gateOf(before, gate.key)
          if (!isLegal(was.state, gate.state)) expect.fail(`${was.state} to ${gate.state} by ${step.name}`)
          // A signed gate changes by being reopened and by nothing else.
          if (was.state === 'SignedOff' && gate !== was) expect(step.name).toBe('reopen')
          if (gate.state === 'SignedOff') {
            expect(gate.signedAt).not.toBeNull()
            const approvals = gate.signOffs.filter((signOff) => signOff.round === gate.round && signOff.decision === 'approve')
            expect(approvals.length).toBeGreaterThanOrEqual(gate.quorum)
            expect(new Set(voicesOf(gate)).size).toBe(voicesOf(gate).length)
            for (const { role, count } of gate.signRoles)
              expect(approvals.filter((each) => rolesOfSignOff(OWNERS, each).includes(role)).length).toBeGreaterThanOrEqual(count)
            expect(new Set(approvals.map((signOff) => signOff.actor.userId)).size).toBe(approvals.length)
            expect(new Set(approvals.map((signOff) => JSON.stringify([signOff.releaseSha, signOff.evidence]))).size).toBe(1)
          }
          for (const { onBehalfOf } of gate.signOffs) if (onBehalfOf !== null) reached.set('stood in', (reached.get('stood in') ?? 0) + 1)
          reached.set(`${gate.key} ${gate.state}`, (reached.get(`${gate.key} ${gate.state}`) ?? 0) + 1)
        }
      }
    }),
    { numRuns: 10_000 },
  )
  expect(reached.get('stood in') ?? 0).toBeGreaterThan(20)
  // The walk is worth something only if it goes through the whole life.
  for (const gate of ['G1', 'G2'])
    for (const state of Object.keys(GATE_TRANSITIONS)) expect(reached.get(`${gate} ${state}`) ?? 0, `${gate} ${state}`).toBeGreaterThan(20)
})
