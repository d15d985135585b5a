import { useState } from 'react'
import { Glyph, type GlyphName } from '../../ui/index.ts'
import { type ChangedEntry, groupByKind, sayFields, sayName, sayValue, type UpdateDiff } from './say-change.ts'

const FEW = 40

/** Added, changed, gone: by kind, every changed field with what it was and what it will be. */
export const DiffList = ({ diff }: { diff: UpdateDiff }) => (
  <>
    <Section title="Added" glyph="plus" entries={diff.added} />
    <Section title="Changed" glyph="t-prog" entries={diff.changed} />
    <Section title="Gone" glyph="x" entries={diff.gone} />
    {diff.renamed.length > 0 ? (
      <Section
        title="Renamed"
        glyph="t-moved"
        entries={diff.renamed.map(({ kind, from, to, title }) => ({ kind, key: `${from} → ${to}`, title }))}
      />
    ) : null}
  </>
)

type Entry = UpdateDiff['added'][number] & { readonly fields?: ChangedEntry['fields'] }

const Section = ({ title, glyph, entries }: { title: string; glyph: GlyphName; entries: readonly Entry[] }) => {
  const [showsAll, setShowsAll] = useState(false)
  if (entries.length === 0) return null
  const shown = showsAll ? entries : entries.slice(0, FEW)
  return (
    <section className="sec2 dif" aria-label={`${title}, ${entries.length}`}>
      <h3>
        <span className="st work">
          <Glyph name={glyph} size={14} />
          {title} {entries.length}
        </span>
      </h3>
      {groupByKind(shown).map(([kind, group]) => (
        <div key={kind} className="dif-kind">
          <h4 className="t12 sec">{sayName(kind)}</h4>
          <ul>
            {group.map((entry) => (
              <li key={entry.key}>
                <span className="dif-name">
                  <span className="mono b">{entry.key}</span> <span className="wrap">{entry.title}</span>
                  {entry.fields ? <span className="t12 ter"> {sayFields(entry.fields.length)}</span> : null}
                </span>
                {entry.fields ? <Fields fields={entry.fields} /> : null}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {entries.length > FEW ? (
        <button type="button" className="lk t12" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Show fewer' : `Show all ${entries.length}`}
        </button>
      ) : null}
    </section>
  )
}

export const Fields = ({ fields }: { fields: ChangedEntry['fields'] }) => (
  <dl className="dif-fields">
    {fields.map(({ field, before, after }) => (
      <div key={field}>
        <dt>{sayName(field)}</dt>
        <dd>
          <del>
            <span className="sr">before: </span>
            {sayValue(before)}
          </del>
          <span aria-hidden="true"> → </span>
          <ins>
            <span className="sr">after: </span>
            {sayValue(after)}
          </ins>
        </dd>
      </div>
    ))}
  </dl>
)
