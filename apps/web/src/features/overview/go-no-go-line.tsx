import type { Board } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { formatAge } from '../../lib/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { type Look, Status, VERDICT_LOOK } from '../../ui/index.ts'

/** What the lanes say and what was decided, beside the verdict. Absent until they were asked. */
export const GoNoGoLine = ({ board }: { board: Board }) => {
  const now = useNow()
  const asked = board.goNoGo.at(-1)
  if (asked === undefined) return null
  const { decision, counts, dissent } = asked
  const look: Look =
    decision === null
      ? { glyph: 'f-pend', word: asked.state === 'open' ? 'The lanes are asked' : 'Waits for a decision', tone: 'work' }
      : decision.override
        ? { glyph: 'waiv', word: `GO by ${decision.by.name} against ${decision.facts.verdict}`, tone: 'warn' }
        : { ...VERDICT_LOOK[decision.word], word: `${decision.word} by ${decision.by.name}` }
  return (
    <section className="pn ov-gonogo" aria-label="Go/no-go">
      <b>Go/no-go {asked.number}</b>
      <Status look={look} size={14} />
      <span className="sec">
        {counts.go} go, {counts.noGo} no-go, {counts.abstain} abstain, {counts.silent} silent
        {decision === null ? `, deadline ${formatAge(asked.deadline, now)}` : ''}
      </span>
      {dissent.length > 0 ? (
        <span>
          Dissent: <b>{dissent.map((lane) => `${lane.laneKey} ${lane.laneName}`).join(', ')}</b>
        </span>
      ) : null}
      <Link to="/p/$slug/go-no-go" params={{ slug: board.program.slug }} className="btn sm r">
        Open go/no-go
      </Link>
    </section>
  )
}
