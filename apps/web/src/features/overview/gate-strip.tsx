import type { Board } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import { periodLabel } from '../../lib/format-plan.ts'
import { GATE_LOOK, Glyph } from '../../ui/index.ts'
import './gate-strip.css'

/** Every gate in order; the ones that are due are tinted. */
export const GateStrip = ({ board }: { board: Board }) => {
  const { program, gates } = board
  if (gates.length === 0) return null
  return (
    <section className="pn ov-gates" aria-label="Gates">
      <ol className="ov-strip">
        {gates.map((gate) => {
          const look = GATE_LOOK[gate.face]
          const forecast = Math.ceil(gate.schedule.earliestFinish) - 1
          const slips = forecast > gate.at && gate.state !== 'SignedOff'
          return (
            <li key={gate.key}>
              <Link
                to="/p/$slug/gates/$key"
                params={{ slug: program.slug, key: gate.key }}
                className={gate.due && gate.state !== 'SignedOff' ? 'cur' : ''}
                aria-label={[
                  `${gate.key} ${gate.title}`,
                  ...(gate.state === 'SignedOff' ? [] : [`due ${periodLabel(program, gate.at)}`]),
                  ...(slips ? [`forecast ${periodLabel(program, forecast)}`] : []),
                  look.word,
                ].join(', ')}
              >
                <span className="k">
                  <span className={look.tone}>
                    <Glyph name={look.glyph} size={20} />
                  </span>
                  {gate.key}
                  <em>
                    {periodLabel(program, gate.at)}
                    {slips ? `→${periodLabel(program, forecast)}` : ''}
                  </em>
                </span>
                <span className="t" title={gate.title}>
                  {gate.title}
                </span>
                <span className={`w ${look.tone}`}>{look.word}</span>
              </Link>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
