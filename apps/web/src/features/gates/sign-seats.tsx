import type { BoardGate, SignOff, SigningPerson } from '@gatehouse/core'
import { Glyph, TimeText } from '../../ui/index.ts'

interface Seat {
  /** Sign-off role; null: anybody who may sign. */
  readonly role: string | null
  readonly signOff: SignOff | null
  /** Who may take it while it is open; null: whoever may sign at all. */
  readonly may: readonly SigningPerson[] | null
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
    ...free.map((signOff) => ({ role: null, signOff, may: null })),
    ...Array.from({ length: left }, () => ({ role: null, signOff: null, may: null })),
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

/** `Sam @sec`, `Bo for @sec` */
const sayMay = ({ handle, userName, onBehalfOf }: SigningPerson): string =>
  onBehalfOf ? `${userName ?? 'somebody'} for ${onBehalfOf}` : `${userName ?? 'nobody yet'} ${handle}`

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
                {may === null || gate.state === 'SignedOff'
                  ? 'open'
                  : may.length > 0
                    ? `open: ${may.map(sayMay).join(', or ')}`
                    : 'open: nobody may take it'}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
