import { Link } from '@tanstack/react-router'
import { useSlug } from '../../app-data/program.ts'
import { Panel } from '../../ui/index.ts'

/** The way to the comparison of a changed document with this program. */
export const ImportPanel = () => {
  const slug = useSlug()
  return (
    <Panel title="Import again" id="import" aside="a changed document is compared first; signatures, proof and progress stay">
      <div className="pb row">
        <Link className="btn" to="/p/$slug/import" params={{ slug }}>
          Compare a document
        </Link>
      </div>
    </Panel>
  )
}
