import type { Query } from '@gatehouse/contracts'
import type { routes } from '@gatehouse/contracts'
import type { AuditFilter, AuditSubject } from '@gatehouse/db'
import { ShellError } from '../../app/problems.ts'

type Asked = Pick<Query<typeof routes.record.log>, 'subject' | 'gate' | 'actor' | 'action' | 'from' | 'to' | 'q'>

const subjectOf = (text: string): AuditSubject => {
  const [kind = '', ...rest] = text.split(':')
  const key = rest.join(':')
  if (kind === '' || key === '') throw new ShellError('bad_request', 'A subject is a kind and a key, such as gate:G3 or task:L4-D1.')
  return { kind, key }
}

/** What the store is asked for, from what stands in the address. */
export const readFilter = ({ subject, gate, actor, action, from, to, q }: Asked): AuditFilter => ({
  ...{ gate, actor, from, to, text: q },
  subject: subject === undefined ? undefined : subjectOf(subject),
  // `gate` alone means all that begins with `gate.`.
  actions: action?.split(',').map((each) => (each.includes('.') ? each : `${each}.`)),
})
export const isEmptyFilter = (filter: AuditFilter): boolean => Object.values(filter).every((each) => each === undefined)
