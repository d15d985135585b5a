import { useSlug } from '../../app-data/program.ts'
import { exportChoices } from '../../lib/export-formats.ts'
import { Panel } from '../../ui/index.ts'

/** The program as files to take away, each with what it is for. */
export const ExportPanel = () => (
  <Panel title="Export" id="export" aside="files of the program as it is now; whoever may read it may take them" line>
    <ul className="set-list" aria-label="Files to download">
      {exportChoices(useSlug()).map(({ label, purpose, href, fileName }) => (
        <li key={fileName} className="set-export">
          <span>
            {label}
            <span className="t12 sec">{purpose}</span>
          </span>
          <a className="btn sm" href={href} download={fileName} aria-label={`Download ${label}`}>
            Download
          </a>
        </li>
      ))}
    </ul>
  </Panel>
)
