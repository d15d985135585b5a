import { routes } from '@gatehouse/contracts'
import { useSlug } from '../../app-data/program.ts'
import { urlOf } from '../../lib/call-api.ts'
import { Panel } from '../../ui/index.ts'

/** The plan as a file: importing it again gives the same plan. */
export const ExportPanel = () => {
  const slug = useSlug()
  return (
    <Panel title="Export" id="export" aside="the whole plan as a plan file; imported again it is the same plan">
      <div className="pb row">
        {(['yaml', 'json'] as const).map((format) => (
          <a key={format} className="btn" href={urlOf(routes.programs.export, { slug }, { format })} download={`${slug}.${format}`}>
            Download {format.toUpperCase()}
          </a>
        ))}
      </div>
    </Panel>
  )
}
