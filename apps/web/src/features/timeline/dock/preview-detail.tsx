import type { Board } from '@gatehouse/core'
import { Glyph } from '../../../ui/glyph.tsx'
import { listChanges, sayTarget } from '../model/say-preview.ts'
import type { Preview } from '../timeline.queries.ts'

const MOST = 40

/** Every consequence of a move: what moves, gates, target, contingency, and what would be violated. */
export const PreviewDetail = ({ preview, taskKey, program }: { preview: Preview; taskKey: string; program: Board['program'] }) => {
  const changes = listChanges(preview, taskKey, program)
  return (
    <div className="tl-prev">
      <table>
        <thead>
          <tr>
            <th scope="col">What moves</th>
            <th scope="col">Now</th>
            <th scope="col">Then</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {changes.length === 0 ? (
            <tr>
              <th scope="row">{taskKey}</th>
              <td colSpan={3}>No forecast changes, its own neither.</td>
            </tr>
          ) : null}
          {changes.slice(0, MOST).map((line) => (
            <tr key={line.key}>
              <th scope="row">
                {line.key} {line.kind === 'task' ? '' : <span className="ter">{line.kind}</span>}
              </th>
              <td>{line.before}</td>
              <td className="b">{line.after}</td>
              <td>{line.by}</td>
            </tr>
          ))}
          {changes.length > MOST ? (
            <tr>
              <td colSpan={4}>and {changes.length - MOST} more</td>
            </tr>
          ) : null}
          {sayTarget(preview, program).map((line) => (
            <tr key={line.label} className={line.changed ? 'warn' : ''}>
              <th scope="row">{line.label}</th>
              <td>{line.before}</td>
              <td className="b">{line.after}</td>
              <td>{line.changed ? '' : 'no change'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {preview.newlyViolated.length > 0 ? (
        <ul className="stop">
          {preview.newlyViolated.map((link) => (
            <li key={`${link.from} ${link.to}`} className="row">
              <Glyph name="late" size={12} /> {link.to} would begin before {link.from} ends.
            </li>
          ))}
        </ul>
      ) : null}
      {preview.softWarnings.length > 0 ? (
        <p className="sec">
          Soft:{' '}
          {preview.softWarnings
            .slice(0, 3)
            .map((one) => `${one.to} begins ${one.by} before ${one.from} ends`)
            .join('; ')}
          .
        </p>
      ) : null}
    </div>
  )
}
