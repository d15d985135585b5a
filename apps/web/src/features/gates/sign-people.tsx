import type { BoardGate } from '@gatehouse/core'
import { TimeText } from '../../ui/index.ts'

const WHY_NOT = {
  submitted_it: 'submitted it',
  wrote_its_evidence: 'wrote its evidence',
  waived_its_requirement: 'waived a requirement of it',
  signed_already: 'has decided already',
  represented: 'was signed for by somebody else',
} satisfies Record<BoardGate['mayNotApprove'][number]['why'], string>

interface Named {
  readonly handle: string
  readonly userName: string | null
  readonly onBehalfOf?: string | null
}

/** Who may sign, submit and not sign, and why. */
export const SignPeople = ({ gate }: { gate: BoardGate }) => {
  return (
    <dl className="gt-ppl">
      <dt>May sign</dt>
      <dd>
        {gate.mayApprove.length > 0 ? (
          <People people={gate.mayApprove} />
        ) : gate.state === 'SignedOff' ? (
          'nobody: it is locked'
        ) : gate.signers.length === 0 ? (
          'any reviewer or lead'
        ) : (
          <b className="warn">nobody</b>
        )}
      </dd>
      {gate.state === 'SignedOff' ? null : (
        <>
          <dt>May submit</dt>
          <dd>{gate.maySubmit.length > 0 ? <People people={gate.maySubmit} /> : 'any owner or lead'}</dd>
        </>
      )}
      {gate.mayNotApprove.length > 0 && gate.state !== 'SignedOff' ? (
        <>
          <dt>May not sign</dt>
          <dd>
            <ul>
              {reasonsByPerson(gate).map(([person, reasons]) => (
                <li key={person}>
                  <span className={person.startsWith('@') ? 'mono' : ''}>{person}</span> {reasons.join(', ')}
                </li>
              ))}
            </ul>
          </dd>
        </>
      ) : null}
      {gate.submittedBy && gate.state !== 'InProgress' ? (
        <>
          <dt>Submitted</dt>
          <dd>
            {gate.submittedBy.name}
            {gate.submittedAt ? (
              <>
                , <TimeText at={gate.submittedAt} />
              </>
            ) : null}
          </dd>
        </>
      ) : null}
    </dl>
  )
}

const People = ({ people }: { people: readonly Named[] }) => (
  <ul>
    {people.map((each) => (
      <li key={`${each.handle}${each.userName}`}>
        {each.onBehalfOf ? (
          <>
            <span className="sec">{each.userName} for</span> <span className="mono">{each.onBehalfOf}</span>
          </>
        ) : (
          <>
            {each.handle ? <span className="mono">{each.handle}</span> : null}{' '}
            <span className="sec">{each.userName ?? 'bound to nobody yet'}</span>
          </>
        )}
      </li>
    ))}
  </ul>
)

/** One line a person, however many reasons stand against them. */
const reasonsByPerson = (gate: BoardGate): readonly (readonly [string, readonly string[]])[] => {
  const found = new Map<string, string[]>()
  for (const each of gate.mayNotApprove) {
    const person = each.handle || (each.userName ?? 'somebody')
    found.set(person, [...(found.get(person) ?? []), WHY_NOT[each.why]])
  }
  return [...found]
}
