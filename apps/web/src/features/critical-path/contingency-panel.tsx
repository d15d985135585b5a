import type { Board, ContingencyLedger, ProgramHead } from '@gatehouse/core'
import { countOf, periodCount, periodLabel, slipLabel, spanLabel } from '../../lib/format-plan.ts'
import { Panel } from '../../ui/index.ts'

/** The buffer, period by period, with what consumed it. */
export const ContingencyPanel = ({ board: { contingency, program } }: { board: Board }) => (
  <Panel title="Contingency" aside={contingency ? `${contingency.left} of ${contingency.size} left` : undefined}>
    {contingency ? (
      <div className="pb">
        <LedgerRow ledger={contingency} program={program} />
        <p className="sec">
          {spanLabel(program, contingency.from, contingency.to)} is the buffer. A slip of up to{' '}
          {periodCount(program.cadence, contingency.tolerance)} consumes nothing; a longer one consumes all of it.
        </p>
        <p>
          Slip of {contingency.target ?? 'the end'} is <b>{slipLabel(program.cadence, contingency.slip)}</b>
          {contingency.consumed === 0 ? ': nothing is consumed.' : `: ${countOf(contingency.consumed, program.cadence)} consumed.`}
        </p>
        {contingency.entries.length > 0 ? (
          <ol className="cp-ledger">
            {contingency.entries.map((entry) => (
              <li key={entry.period}>
                <b>{entry.label}</b> <span className="sec">{entry.cause}</span>
              </li>
            ))}
          </ol>
        ) : null}
        {contingency.state === 'exhausted' ? (
          <p className="stop b">The buffer is exhausted. New end: {periodLabel(program, contingency.newEnd)}.</p>
        ) : null}
      </div>
    ) : (
      <p className="pb sec">The plan holds no buffer. A lead may set one in the settings.</p>
    )}
  </Panel>
)

/** One square per buffer period; hollow: consumed. The words beside it say the same. */
export const LedgerRow = ({ ledger, program }: { ledger: ContingencyLedger; program: Pick<ProgramHead, 'prefix'> }) => (
  <span className="cp-cells" role="img" aria-label={`${ledger.left} of ${ledger.size} left`}>
    {Array.from({ length: Math.min(ledger.size, 20) }, (_, index) => (
      <i key={index} className={index < ledger.consumed ? 'used' : ''} title={periodLabel(program, ledger.from + index)} />
    ))}
  </span>
)
