import type { Board } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { countOf } from '../../lib/format-plan.ts'
import { formatDayTime } from '../../lib/format-time.ts'
import { BLOCKER_LOOK, Button, GATE_LOOK, type Look, Panel, PROOF_LOOK, Sha, Status, TASK_LOOK, VERDICT_LOOK } from '../../ui/index.ts'
import type { Difference, Past } from './past.queries.ts'

const GROUPS = [
  { title: 'The release', kinds: ['verdict', 'readiness', 'target'] },
  { title: 'Gates', kinds: ['gate'] },
  { title: 'Requirements', kinds: ['requirement'] },
  { title: 'Tasks', kinds: ['task'] },
  { title: 'Evidence', kinds: ['evidence'] },
  { title: 'Blockers', kinds: ['blocker'] },
] as const satisfies readonly { readonly title: string; readonly kinds: readonly Difference['kind'][] }[]
const FIRST = 10

/** What is otherwise now, by what it is about; each leads to the thing as it is now. */
export const PastDifference = ({ past: { difference }, board }: { past: Past; board: Board }) => (
  <Panel title="What differs now" aside={difference.length === 0 ? undefined : countOf(difference.length, 'change')} line>
    {difference.length === 0 ? (
      <p className="pb sec pa-none">Nothing: the board is as it was then.</p>
    ) : (
      <div className="pa-groups">
        {GROUPS.map(({ title, kinds }) => {
          const own = difference.filter(({ kind }) => kinds.some((one) => one === kind))
          return own.length === 0 ? null : <Group key={title} title={title} differences={own} board={board} />
        })}
      </div>
    )}
    <p className="pb pa-none t12 ter">
      Now is {formatDayTime(board.computedAt, board.program.timeZone)}, revision {board.program.revision}.
    </p>
  </Panel>
)

const Group = ({ title, differences, board }: { title: string; differences: readonly Difference[]; board: Board }) => {
  const [all, setAll] = useState(false)
  const things = byThing(differences)
  return (
    <section className="pa-group" aria-label={`${title}, ${countOf(differences.length, 'change')}`}>
      <h3>
        {title} <span className="ter">{things.length}</span>
      </h3>
      <ul>
        {(all ? things : things.slice(0, FIRST)).map((changes) => (
          <li key={`${changes[0].kind} ${changes[0].key}`}>
            <span className="pa-of">
              <Subject difference={changes[0]} board={board} /> <span className="sec">{titleOf(changes[0])}</span>
            </span>
            {changes.map((one) => (
              <Change key={one.what} difference={one} />
            ))}
          </li>
        ))}
      </ul>
      {things.length > FIRST ? (
        <Button small aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Show the first ${FIRST}` : `Show all ${things.length}`}
        </Button>
      ) : null}
    </section>
  )
}

type Changes = readonly [Difference, ...Difference[]]
/** Everything that changed of one thing stands together, in the order of the first of it. */
const byThing = (differences: readonly Difference[]): readonly Changes[] => {
  const things = new Map<string, [Difference, ...Difference[]]>()
  for (const one of differences) {
    const id = `${one.kind} ${one.key}`
    const known = things.get(id)
    if (known) known.push(one)
    else things.set(id, [one])
  }
  return [...things.values()]
}

/** What there is one of is named by its title alone; evidence too, whose key is an id. */
const titleOf = ({ kind, key, title }: Difference): string => (key === '' || kind === 'evidence' ? '' : title)

const Subject = ({ difference: { kind, key, title }, board }: { difference: Difference; board: Board }) => {
  const params = { slug: board.program.slug }
  switch (kind) {
    case 'gate':
    case 'requirement': {
      const [gateKey = '', requirement] = key.split('/')
      if (!board.gates.some((gate) => gate.key === gateKey)) break
      return (
        <Link to="/p/$slug/gates/$key" params={{ ...params, key: gateKey }} search={requirement ? { requirement } : {}} className="lk">
          {requirement ?? gateKey}
        </Link>
      )
    }
    case 'task':
    case 'blocker': {
      const taskKey = kind === 'task' ? key : board.blockers.find((blocker) => blocker.key === key)?.taskKey
      if (!board.tasks.some((task) => task.key === taskKey)) break
      return (
        <Link to="/p/$slug/timeline" params={params} search={{ task: taskKey }} className="lk">
          {key}
        </Link>
      )
    }
    case 'evidence':
      return (
        <Link to="/p/$slug/evidence" params={params} search={{ item: key }} className="lk">
          {title}
        </Link>
      )
    default:
  }
  return <b>{key === '' ? title : (key.split('/').at(-1) ?? key)}</b>
}

const LOOKS: Readonly<Partial<Record<Difference['kind'], Readonly<Record<string, Look>>>>> = {
  verdict: VERDICT_LOOK,
  gate: GATE_LOOK,
  requirement: PROOF_LOOK,
  evidence: PROOF_LOOK,
  task: TASK_LOOK,
  blocker: BLOCKER_LOOK,
}
/** Facts that are no state of the thing. */
const PLAIN = new Set<Difference['what']>(['approvals', 'span', 'score', 'release_sha'])
const WORDS: Readonly<Partial<Record<Difference['what'], string>>> = {
  added: 'Added',
  removed: 'No longer in the plan',
  approvals: 'Approvals',
  span: 'Planned',
  attached: 'Attached since',
  withdrawn: 'Withdrawn or replaced since',
  opened: 'Opened since',
  resolved: 'Resolved since',
}

const Change = ({ difference }: { difference: Difference }) => {
  const { what, was, now } = difference
  const word = WORDS[what]
  return (
    <span className="pa-change">
      {word ? <span className="t12 ter">{word}</span> : null}
      {was === null ? null : <Value difference={difference} value={was} />}
      {was !== null && now !== null ? (
        <span aria-label="is now" role="img" className="ter">
          →
        </span>
      ) : null}
      {now === null ? null : <Value difference={difference} value={now} />}
      {was !== null && now === null && word === undefined ? <span className="ter">→ none</span> : null}
    </span>
  )
}

const Value = ({ difference: { kind, what }, value }: { difference: Difference; value: string }) => {
  if (what === 'release_sha') return <Sha sha={value} label="Commit" />
  const look = PLAIN.has(what) ? undefined : LOOKS[kind]?.[value]
  return look ? <Status look={look} size={14} /> : <span className="b">{value}</span>
}
