import { type PlanReading, tallyLines } from '../../lib/plan-reading/reading.ts'

/** The sum that must add up, in figures and as a bar. */
export const Tally = ({ reading }: { reading: PlanReading }) => {
  const { mapped, decoration, unmapped } = tallyLines(reading)
  return (
    <span className="tally">
      <span>
        <b>{mapped + decoration + unmapped}</b> lines = <b>{mapped}</b> mapped + <b>{decoration}</b> decoration + <b>{unmapped}</b> unmapped
      </span>
      <span className="tally-bar" aria-hidden="true">
        <i className="m" style={{ flexGrow: mapped }} />
        <i className="d" style={{ flexGrow: decoration }} />
        <i className="u" style={{ flexGrow: unmapped }} />
      </span>
    </span>
  )
}
