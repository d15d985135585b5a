import type { BoardGate, SignOff, SigningPerson } from '@gatehouse/core'
import { Glyph, TimeText } from '../../ui/index.ts'

interface Seat {
  /** Sign-off role; null: anybody who may sign. */
  readonly role: string | null
  readonly signOff: SignOff | null
  readonly may: readonly SigningPerson[]
}

/** Role seats first, as the gate lists them, then those that anybody takes; people beyond the quorum get one too. */
const seatsOf = (gate: BoardGate): readonly Seat[] => {
  const approvals = gate.signOffs.filter((signOff) => signOff.round === gate.round && signOff.decision === 'approve')
  const seated = new Set(gate.roles.flatMap((role) => role.signed.map((each) => each.signOffId)))
  const roleSeats = gate.roles.flatMap(({ role, signed, open, may }): Seat[] => [
    ...signed.map(({ signOffId }) => ({ role, signOff: approvals.find(({ id }) => id === signOffId) ?? null, may })),
    ...Array.from({ length: open }, () => ({ role, signOff: null, may })),
  ])
  // approvals on an older release commit do not count any more
  const free = approvals.filter(({ id }) => !seated.has(id)).slice(0, Math.max(0, gate.approvals - seated.size))
  const left = Math.max(0, gate.quorum - roleSeats.length - free.length)
  return [
    ...roleSeats,
    ...free.map((signOff) => ({ role: null, signOff, may: [] })),
    ...Array.from({ length: left }, () => ({ role: null, signOff: null, may: gate.mayApprove })),
  ]
}

/** `Bo for @security-lead`, `Rita @owner-release` */
export const SignedBy = ({ signOff }: { signOff: Pick<SignOff, 'actor' | 'handle' | 'onBehalfOf'> }) => (
  <>
    <b>{signOff.actor.name}</b>{' '}
    {signOff.onBehalfOf ? (
      <span className="sec">
        for <span className="mono">{signOff.onBehalfOf}</span>
      </span>
    ) : signOff.handle ? (
      <span className="mono sec">{signOff.handle}</span>
    ) : null}
  </>
)

/** `@sec Sam`, `@sec Bo, standing in` */
const sayMay = ({ handle, userName, onBehalfOf }: SigningPerson): string =>
  [handle, userName === null ? 'bound to nobody yet' : userName].filter(Boolean).join(' ') + (onBehalfOf ? ', standing in' : '')

/** More than one signature by whoever it is: each is shown as a place of its own. */
export const hasSeats = (gate: BoardGate): boolean => gate.quorum > 1 || gate.roles.length > 0

/** The signatures that the gate asks for as places: which role, who took it, who may. */
export const SignSeats = ({ gate }: { gate: BoardGate }) => {
  if (!hasSeats(gate)) return null
  return (
    <ol className="seats" aria-label="Signatures">
      {seatsOf(gate).map(({ role, signOff, may }, index) => (
        <li key={index} className={signOff ? 'f' : ''}>
          <i aria-hidden="true">{signOff ? <Glyph name="chk" size={14} /> : null}</i>
          <span>
            <span className="role">{role ?? 'Any reviewer'}</span>
            {signOff ? (
              <span className="who">
                <SignedBy signOff={signOff} />, <TimeText at={signOff.at} />
              </span>
            ) : (
              <span className="who sec">
                open{gate.state === 'SignedOff' ? '' : may.length > 0 ? `: ${may.map(sayMay).join('; ')}` : ': nobody may take it'}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
