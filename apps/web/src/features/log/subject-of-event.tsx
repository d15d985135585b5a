import type { Board } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { workflowName } from '../../lib/format-plan.ts'
import type { LogEvent } from '../../lib/say-event.ts'

type Subject = Pick<LogEvent, 'subjectKind' | 'subjectKey'>

const WORDS: Readonly<Record<string, string>> = {
  target: 'Release commit',
  release_target: 'Release target',
  contingency: 'Contingency',
  program: 'Program',
  member: 'Member',
  invitation: 'Invitation',
  go_no_go: 'Go/no-go',
}
/** What an event is about, in a word or two. */
export const sayEventSubject = ({ subjectKind, subjectKey }: Subject): string =>
  WORDS[subjectKind] ?? (subjectKind === 'workflow' ? workflowName(subjectKey) : (subjectKey.split('/').at(-1) ?? subjectKey))

/** Leads to what an event is about, as it is now; plain words where the plan has it no more. */
export const EventSubject = ({ board, event }: { board: Board; event: Subject }) => {
  const said = sayEventSubject(event)
  const params = { slug: board.program.slug }
  const { subjectKind: kind, subjectKey: key } = event
  switch (kind) {
    case 'gate':
    case 'requirement':
    case 'evidence': {
      const [gateKey = '', requirement] = key.split('/')
      if (!board.gates.some((gate) => gate.key === gateKey)) break
      return (
        <Link to="/p/$slug/gates/$key" params={{ ...params, key: gateKey }} search={requirement ? { requirement } : {}} className="lk">
          {said}
        </Link>
      )
    }
    case 'task':
    case 'blocker': {
      const taskKey = kind === 'task' ? key : board.blockers.find((blocker) => blocker.key === key)?.taskKey
      if (!board.tasks.some((task) => task.key === taskKey)) break
      return (
        <Link to="/p/$slug/timeline" params={params} search={{ task: taskKey }} className="lk">
          {said}
        </Link>
      )
    }
    case 'lane':
      if (!board.lanes.some((lane) => lane.key === key)) break
      return (
        <Link to="/p/$slug/timeline" params={params} search={{ lane: key }} className="lk">
          {said}
        </Link>
      )
    case 'workflow':
    case 'release_target':
      return (
        <Link to="/p/$slug/ci" params={params} className="lk">
          {said}
        </Link>
      )
    case 'member':
    case 'owner':
    case 'invitation':
      return (
        <Link to="/p/$slug/people" params={params} className="lk">
          {said}
        </Link>
      )
    case 'target':
    case 'program':
    case 'contingency':
      return (
        <Link to="/p/$slug/settings" params={params} className="lk">
          {said}
        </Link>
      )
    case 'go_no_go':
      return (
        <Link to="/p/$slug/go-no-go" params={params} className="lk">
          {said}
        </Link>
      )
    case 'plan_entry':
      return (
        <Link to="/p/$slug/plan" params={params} className="lk">
          {said}
        </Link>
      )
    default:
  }
  return <span className="b">{said}</span>
}
