import type { Board, BoardGate, EvidenceType, FreshnessRule, RequirementEvaluation, RequirementRule } from '@gatehouse/core'
import { useState } from 'react'
import { useRights } from '../../app-data/program.ts'
import {
  Button,
  CheckField,
  ConfirmDialog,
  Dialog,
  ErrorState,
  Message,
  NumberField,
  SelectField,
  TextAreaField,
  TextField,
} from '../../ui/index.ts'
import { TYPE_WORDS } from './draft-evidence.ts'
import { type RequirementTerms, useChangeRequirement } from './proof.queries.ts'

const TYPES = Object.keys(TYPE_WORDS) as EvidenceType[]
const RULES = {
  p0_done: 'Every P0 task is done or moved',
  no_open_blockers: 'No blocker is open',
  earlier_gates_signed: 'Every earlier gate is signed',
  no_unresolved_high_findings: 'No high or critical finding is unresolved',
  workflows_green: 'The required workflows are green',
} satisfies Record<RequirementRule, string>
type Kind = 'attached' | 'workflow' | 'rule'

const NEW_TERMS: RequirementTerms = {
  ...{ text: '', accepts: ['doc', 'link'], min: 1, oneOf: [], freshness: 'none', maxAgeHours: null, warnHours: null },
  ...{ workflow: null, rule: null },
}
const termsOf = (requirement: RequirementEvaluation): RequirementTerms => {
  const { text, accepts, min, oneOf, freshness, maxAgeHours, warnHours, workflow, rule } = requirement
  return { text, accepts: [...accepts], min, oneOf: oneOf.map((group) => [...group]), freshness, maxAgeHours, warnHours, workflow, rule }
}
const kindOf = ({ rule, workflow }: RequirementTerms): Kind => (rule !== null ? 'rule' : workflow !== null ? 'workflow' : 'attached')

/** What the words of each kind come to: fields that its kind does not know are cleared, so that nothing hidden is saved. */
const settle = (terms: RequirementTerms, kind: Kind): RequirementTerms => {
  if (kind === 'rule') return { ...NEW_TERMS, text: terms.text, accepts: [], rule: terms.rule ?? 'p0_done' }
  if (kind === 'workflow')
    return { ...NEW_TERMS, text: terms.text, accepts: ['ci_run'], freshness: 'release_sha', workflow: terms.workflow }
  const aged = terms.freshness === 'max_age'
  return {
    ...terms,
    ...{ rule: null, workflow: null, maxAgeHours: aged ? terms.maxAgeHours : null, warnHours: aged ? terms.warnHours : null },
    oneOf: terms.oneOf.map((group) => group.filter((type) => terms.accepts.includes(type))).filter((group) => group.length > 0),
  }
}

const whyNot = (terms: RequirementTerms, kind: Kind, key: string): string | null => {
  if (key.trim() === '') return 'Give it a key.'
  if (terms.text.trim() === '') return 'Say what it asks for.'
  if (kind === 'workflow' && terms.workflow === null) return 'The release target names no workflow yet.'
  if (kind === 'attached' && terms.accepts.length === 0) return 'Name at least one type of evidence.'
  if (kind === 'attached' && !(terms.min >= 1)) return 'At least one piece is needed.'
  if (kind === 'attached' && terms.freshness === 'max_age' && !(Number(terms.maxAgeHours) > 0)) return 'Say how old the proof may be.'
  return null
}

/** Approvals that the change makes lapse, said before it is made. */
const Lapses = ({ gate }: { gate: BoardGate }) =>
  gate.state === 'ReadyForSignoff' ? (
    <Message tone="warn" title={gate.approvals > 0 ? 'Approvals lapse.' : `${gate.key} is being reviewed.`}>
      <span className="t12">
        {gate.approvals > 0
          ? `Whoever has approved ${gate.key} signs again: they approved other terms.`
          : 'Reviewers look at it again before they sign: the gate gets a new revision.'}
      </span>
    </Message>
  ) : null

/** Terms of a requirement, edited by a lead. Without a requirement, one is added. */
export const RequirementEditor = ({
  board,
  gate,
  requirement,
  onClose,
}: {
  board: Board
  gate: BoardGate
  requirement: RequirementEvaluation | null
  onClose: () => void
}) => {
  const save = useChangeRequirement(gate)
  const workflows = board.releaseTarget?.workflows.map(({ path }) => path) ?? []
  const [key, setKey] = useState(requirement?.key ?? `${gate.key}.${gate.requirements.length + 1}`)
  const [terms, setTerms] = useState<RequirementTerms>(requirement === null ? NEW_TERMS : termsOf(requirement))
  const [kind, setKind] = useState<Kind>(kindOf(terms))
  const change = (part: Partial<RequirementTerms>) => setTerms((before) => ({ ...before, ...part }))
  const chooseKind = (next: Kind) => {
    setKind(next)
    change(
      next === 'rule'
        ? { rule: terms.rule ?? 'p0_done', workflow: null }
        : { rule: null, workflow: next === 'workflow' ? (terms.workflow ?? workflows[0] ?? null) : null },
    )
  }
  const submit = () =>
    save.mutate({ do: requirement === null ? 'add' : 'edit', key: key.trim(), terms: settle(terms, kind) }, { onSuccess: onClose })
  return (
    <Dialog
      shape="wide"
      title={requirement === null ? `Add a requirement to ${gate.key}` : `Edit ${requirement.key}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={save.isPending} refusal={whyNot(terms, kind, key)} onClick={submit}>
            {requirement === null ? 'Add it' : 'Save'}
          </Button>
        </>
      }
    >
      <div className="stack gt-terms">
        {requirement === null ? <TextField label="Key" value={key} onChange={setKey} maxLength={40} mono /> : null}
        <TextAreaField label="What it asks for" value={terms.text} onChange={(text) => change({ text })} maxLength={2_000} rows={2} />
        <SelectField
          label="Proved by"
          value={kind}
          options={[
            { value: 'attached', label: 'Evidence that people or jobs attach' },
            { value: 'workflow', label: 'A CI workflow, green on the release SHA' },
            { value: 'rule', label: 'A rule, computed from the program' },
          ]}
          onChange={chooseKind}
        />
        {kind === 'rule' ? (
          <SelectField
            label="Rule"
            value={terms.rule ?? 'p0_done'}
            options={(Object.keys(RULES) as RequirementRule[]).map((rule) => ({ value: rule, label: RULES[rule] }))}
            onChange={(rule) => change({ rule })}
          />
        ) : null}
        {kind === 'workflow' ? (
          <SelectField
            label="Workflow"
            value={terms.workflow ?? ''}
            options={workflows.map((path) => ({ value: path, label: path }))}
            onChange={(workflow) => change({ workflow })}
          />
        ) : null}
        {kind === 'attached' ? <AttachedTerms terms={terms} change={change} /> : null}
        <Lapses gate={gate} />
        {save.error ? <ErrorState error={save.error} /> : null}
      </div>
    </Dialog>
  )
}

const toggled = (types: readonly EvidenceType[], type: EvidenceType, on: boolean): EvidenceType[] =>
  TYPES.filter((each) => (each === type ? on : types.includes(each)))

const AttachedTerms = ({ terms, change }: { terms: RequirementTerms; change: (part: Partial<RequirementTerms>) => void }) => (
  <>
    <TypeChecks label="Types that it takes" chosen={terms.accepts} offered={TYPES} onChange={(accepts) => change({ accepts })} />
    <NumberField label="Pieces needed" value={terms.min} min={1} max={50} onChange={(min) => change({ min: min ?? 0 })} />
    {terms.oneOf.map((group, at) => (
      <div key={at} className="gt-group">
        <TypeChecks
          label={`One of, group ${at + 1}`}
          chosen={group}
          offered={terms.accepts}
          onChange={(next) => change({ oneOf: terms.oneOf.map((each, index) => (index === at ? next : each)) })}
        />
        <Button
          small
          kind="bare"
          glyph="x"
          aria-label={`Remove group ${at + 1}`}
          onClick={() => change({ oneOf: terms.oneOf.filter((_, index) => index !== at) })}
        />
      </div>
    ))}
    <span>
      <Button
        small
        onClick={() => change({ oneOf: [...terms.oneOf, []] })}
        refusal={terms.oneOf.length >= 7 ? 'Seven groups are enough.' : null}
      >
        Add a “one of” group
      </Button>
    </span>
    <SelectField<FreshnessRule>
      label="Freshness"
      value={terms.freshness}
      options={[
        { value: 'release_sha', label: 'About the release SHA' },
        { value: 'max_age', label: 'Not older than so many hours' },
        { value: 'none', label: 'Any age, any commit' },
      ]}
      onChange={(freshness) => change({ freshness })}
    />
    {terms.freshness === 'max_age' ? (
      <div className="cols two">
        <NumberField label="Largest age, hours" value={terms.maxAgeHours} min={1} onChange={(maxAgeHours) => change({ maxAgeHours })} />
        <NumberField
          label="Warn, hours before"
          value={terms.warnHours}
          min={0}
          onChange={(warnHours) => change({ warnHours })}
          hint="Left empty: a quarter of the age, a day at most."
        />
      </div>
    ) : null}
  </>
)

const TypeChecks = ({
  label,
  chosen,
  offered,
  onChange,
}: {
  label: string
  chosen: readonly EvidenceType[]
  offered: readonly EvidenceType[]
  onChange: (types: EvidenceType[]) => void
}) => (
  <fieldset className="gt-types">
    <legend>{label}</legend>
    {offered.map((type) => (
      <CheckField
        key={type}
        label={TYPE_WORDS[type]}
        checked={chosen.includes(type)}
        onChange={(on) => onChange(toggled(chosen, type, on))}
      />
    ))}
  </fieldset>
)

/** Asks before a requirement goes, with what goes with it. */
export const RemoveRequirement = ({
  gate,
  requirement,
  onClose,
}: {
  gate: BoardGate
  requirement: RequirementEvaluation
  onClose: () => void
}) => {
  const save = useChangeRequirement(gate)
  const pieces = requirement.evidence.length
  return (
    <ConfirmDialog
      title={`Remove ${requirement.key}`}
      confirmLabel="Remove it"
      onConfirm={() => save.mutateAsync({ do: 'remove', key: requirement.key })}
      onClose={onClose}
    >
      <p>
        {gate.key} no longer asks for “{requirement.text}”.
        {pieces > 0
          ? ` Its ${pieces === 1 ? 'piece of evidence is' : `${pieces} pieces of evidence are`} withdrawn; the record stays.`
          : ''}
      </p>
      <Lapses gate={gate} />
    </ConfirmDialog>
  )
}

/** For leads, while the gate is open. */
export const AddRequirement = ({ board, gate }: { board: Board; gate: BoardGate }) => {
  const rights = useRights()
  const [adding, setAdding] = useState(false)
  if (gate.state === 'SignedOff' || !rights.can('plan.edit')) return null
  return (
    <p className="pb">
      <Button small onClick={() => setAdding(true)}>
        Add a requirement
      </Button>
      {adding ? <RequirementEditor board={board} gate={gate} requirement={null} onClose={() => setAdding(false)} /> : null}
    </p>
  )
}
