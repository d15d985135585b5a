import { useState } from 'react'
import type { DocumentReading } from '../../app-data/use-plan-reading.ts'
import { countOf } from '../../lib/format-plan.ts'
import { entityRow } from '../../lib/plan-reading/look-up-entity.ts'
import { type PlanReading, sayEntities, sayKind } from '../../lib/plan-reading/reading.ts'
import { ScrollX } from '../panel.tsx'
import { MapMenu } from './map-menu.tsx'

const FEW = 12

/** The selected line in full, and everything that it became. */
export const LineBecame = ({ work, reading, line }: { work: DocumentReading; reading: PlanReading; line: number | null }) => {
  const [showsAll, setShowsAll] = useState<number | null>(null)
  const read = reading.report.lines.find((one) => one.line === line)
  if (!read) return null
  const { plan } = reading
  const entities = showsAll === line ? read.entities : read.entities.slice(0, FEW)
  const facts = reading.report.inferred.filter((fact) => fact.line === line)
  return (
    <section className="sec2 became" aria-label={`Line ${read.line}`}>
      <h3 tabIndex={-1} id="line-became">
        {read.status === 'unmapped'
          ? `Line ${read.line} became nothing`
          : read.status === 'decoration'
            ? `Line ${read.line} says nothing`
            : `Line ${read.line} became`}
        <span className="t12 sec">{sayEntities(read.entities)}</span>
        {read.entities.length > FEW ? (
          <button type="button" className="lk t12" onClick={() => setShowsAll(showsAll === line ? null : read.line)}>
            {showsAll === line ? 'Show fewer' : `Show all ${read.entities.length}`}
          </button>
        ) : null}
        {read.status === 'mapped' && plan ? (
          <span className="r">
            <MapMenu work={work} reading={reading} line={read} />
          </span>
        ) : null}
      </h3>
      <p className="ln-full mono">{read.text.trim() === '' ? <span className="ter">blank line</span> : read.text}</p>
      {read.reason ? <p className="t12 sec">{read.reason}</p> : null}
      {entities.length > 0 && plan ? (
        <ScrollX label={`What line ${read.line} became, table`}>
          <table className="tb ent">
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">Kind</th>
                <th scope="col">Title</th>
                <th scope="col">Lane</th>
                <th scope="col">Span</th>
                <th scope="col">Owners</th>
              </tr>
            </thead>
            <tbody>
              {entities.map((entity) => {
                const row = entityRow(plan, entity)
                return (
                  <tr key={`${entity.kind} ${entity.key}`}>
                    <td className="mono">{row.key}</td>
                    <td>{sayKind(row.kind)}</td>
                    <td className="wrap">{row.title}</td>
                    <td>{row.lane}</td>
                    <td className="nw">{row.span}</td>
                    <td className="mono">{row.owners}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </ScrollX>
      ) : null}
      {facts.length > 0 ? (
        <p className="t12 warn">
          {countOf(facts.length, 'fact')} inferred: {facts.map((fact) => `${fact.field} of ${fact.entity.key}`).join(', ')}
        </p>
      ) : null}
    </section>
  )
}
