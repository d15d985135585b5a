/**
 * Which commands a person would not be refused for who they are: by role and, at a gate, by being named on it. The web hides the
 * rest. Whether the gate's state allows the command now is another question (`submitRefusals`, `approveRefusals`, the table).
 */
import type { BoardGate } from '../board/board.ts'
import { isReviewer, isSigner, isSubmitter } from '../gates/entitlement.ts'
import { type Approver, can } from './roles.ts'

export const GATE_COMMANDS = [
  'start',
  'submit',
  'withdraw_submission',
  'complete_doc_baseline',
  'attach_evidence',
  'close_gap',
  'approve',
  'return',
  'reopen',
  'edit',
  'waive',
] as const
export type GateCommand = (typeof GATE_COMMANDS)[number]

export const PROGRAM_COMMANDS = [
  'edit_program',
  'delete_program',
  'edit_plan',
  'report_progress',
  'write_blockers',
  'attach_evidence',
  'read_ci',
  'set_target',
  'manage_people',
  'delegate',
  'vote',
  'lead_go_no_go',
] as const
export type ProgramCommand = (typeof PROGRAM_COMMANDS)[number]

const mayAtGate = (gate: BoardGate, person: Approver): Readonly<Record<GateCommand, boolean>> => {
  const works = isSubmitter(gate, person)
  const reviews = isReviewer(gate, person)
  const decided = gate.signOffs.some((signOff) => signOff.round === gate.round && signOff.actor.userId === person.userId)
  const barred = gate.mayNotApprove.some(({ userId }) => userId === person.userId)
  const named = gate.signers.length === 0 || gate.mayApprove.some((signer) => isSigner(signer, person))
  return {
    start: works,
    submit: works,
    withdraw_submission: works,
    complete_doc_baseline: works,
    attach_evidence: can(person.roles, 'evidence.attach'),
    close_gap: works,
    approve: reviews && named && !barred,
    return: reviews && !decided,
    reopen: can(person.roles, 'gate.reopen'),
    edit: can(person.roles, 'plan.edit'),
    waive: can(person.roles, 'gate.waive'),
  }
}

export const whatMayAtGate = (gate: BoardGate, person: Approver): readonly GateCommand[] => {
  const may = mayAtGate(gate, person)
  return GATE_COMMANDS.filter((command) => may[command])
}

export const whatMayInProgram = (person: Approver): readonly ProgramCommand[] => {
  const may: Readonly<Record<ProgramCommand, boolean>> = {
    edit_program: can(person.roles, 'program.edit'),
    delete_program: can(person.roles, 'program.delete'),
    edit_plan: can(person.roles, 'plan.edit'),
    report_progress: can(person.roles, 'task.progress'),
    write_blockers: can(person.roles, 'blocker.write'),
    attach_evidence: can(person.roles, 'evidence.attach'),
    read_ci: can(person.roles, 'ci.read'),
    set_target: can(person.roles, 'target.set'),
    manage_people: can(person.roles, 'people.manage'),
    delegate: can(person.roles, 'gate.review'),
    vote: can(person.roles, 'go_no_go.vote'),
    lead_go_no_go: can(person.roles, 'go_no_go.lead'),
  }
  return PROGRAM_COMMANDS.filter((command) => may[command])
}
