import { type Board, type BoardGate, isSigner, type SigningPerson } from '@gatehouse/core'
import { useEffect, useRef, useState } from 'react'
import { type Rights, useRights } from '../../app-data/program.ts'
import { isApiProblem } from '../../lib/api-problem.ts'
import { SelectField, StepUpField } from '../../ui/index.ts'

/** Every ground on which this person may decide here: handles of their own, and those that they stand in for. */
export const standingsOf = (gate: BoardGate, rights: Rights): readonly SigningPerson[] =>
  gate.signers.filter((signer) => isSigner(signer, rights))

/** `@sec as security`, `@sec as security, in place of its holder` */
export const sayStanding = ({ handle, roles, onBehalfOf }: SigningPerson): string =>
  `${handle}${roles.length > 0 ? ` as ${roles.join(' or ')}` : ''}${onBehalfOf ? ', in place of its holder' : ''}`

/** Why the password was not taken; null: something else is wrong, or nothing. */
export const stepUpRefusal = (error: unknown): string | null =>
  isApiProblem(error, 'step_up_failed')
    ? 'The password is not right.'
    : isApiProblem(error, 'step_up_required')
      ? 'Give your password: you signed in more than five minutes ago.'
      : null

/** The password field of a dialog that signs, where the program asks for it; a refused one gets the focus back. */
export const useStepUp = (board: Pick<Board, 'program'>, error: unknown) => {
  const [password, setPassword] = useState('')
  const at = useRef<HTMLDivElement>(null)
  const refusal = stepUpRefusal(error)
  useEffect(() => {
    if (refusal !== null) at.current?.querySelector('input')?.focus()
  }, [refusal, error])
  const asks = board.program.stepUp || refusal !== null
  return {
    password: password === '' ? null : password,
    /** The refusal is told at the field. */
    isToldThere: refusal !== null,
    field: asks ? (
      <div ref={at}>
        <StepUpField value={password} onChange={setPassword} error={refusal} />
      </div>
    ) : null,
  }
}

/** Under which handle to sign, where there is a choice. Empty: whichever brings the gate furthest. */
export const SignAsField = ({ gate, value, onChange }: { gate: BoardGate; value: string; onChange: (value: string) => void }) => {
  const standings = standingsOf(gate, useRights())
  const [only] = standings
  if (standings.length < 2)
    return only?.onBehalfOf ? (
      <p className="t12 sec">
        You sign in place of <span className="mono">{only.onBehalfOf}</span>, and the record says so.
      </p>
    ) : null
  return (
    <SelectField
      label="Sign as"
      value={value}
      options={[
        { value: '', label: 'Whichever brings the gate furthest' },
        ...standings.map((each) => ({ value: each.handle, label: sayStanding(each) })),
      ]}
      onChange={onChange}
    />
  )
}
