import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useBoard, useRights, useSlug } from '../../app-data/program.ts'
import { Button, Message } from '../../ui/index.ts'
import { BundlePanel } from './bundle-panel.tsx'
import { ContingencyPanel } from './contingency-panel.tsx'
import { DangerPanel } from './danger-panel.tsx'
import { DeclaredPathsPanel } from './declared-paths-panel.tsx'
import { ExportPanel } from './export-panel.tsx'
import { HeadPanel } from './head-panel.tsx'
import { ImportPanel } from './import-panel.tsx'
import { LanesPanel, MilestonesPanel, PhasesPanel } from './plan-list-panels.tsx'
import { ReleaseTargetPanel } from './release-target-panel.tsx'
import { SigningPanel } from './signing-panel.tsx'
import { settingsQuery } from './settings-queries.ts'
import './settings.css'

const SECTIONS = [
  ['program', 'Program and calendar'],
  ['target', 'Release target'],
  ['signing', 'Signatures'],
  ['contingency', 'Contingency'],
  ['lanes', 'Lanes'],
  ['phases', 'Phases'],
  ['milestones', 'Milestones'],
  ['paths', 'Declared paths'],
  ['export', 'Export'],
  ['bundle', 'Release bundle'],
  ['import', 'Import again'],
  ['danger', 'Baseline, delete'],
] as const

/** Everything about a program that is not a task, a gate or a person. */
export const SettingsScreen = () => {
  const slug = useSlug()
  const rights = useRights()
  const board = useBoard()
  const { data: settings } = useSuspenseQuery(settingsQuery(slug))
  // what the forms were filled from; the start counter makes them anew when the present state is taken over
  const [base, setBase] = useState(settings)
  const [start, setStart] = useState(0)
  const takeOver = () => {
    setBase(settings)
    setStart(start + 1)
  }
  const mayEdit = rights.can('program.edit')
  return (
    <div className="page set">
      <nav aria-label="Sections of the settings" className="set-nav">
        <h1 className="t20">Settings</h1>
        {SECTIONS.filter(([id]) => id !== 'import' || rights.can('plan.edit')).map(([id, label]) => (
          <a key={id} href={`#${id}`}>
            {label}
          </a>
        ))}
      </nav>
      <div className="stack">
        {mayEdit ? null : <Message title="You may look; a lead of the program may change things here." />}
        {settings.headRevision > base.headRevision ? (
          <Message tone="warn" title="Someone changed the program or its contingency after you opened this page.">
            <span>
              <Button small onClick={takeOver}>
                Show the present state
              </Button>
            </span>
          </Message>
        ) : null}
        <HeadPanel key={`head ${start}`} base={base} mayEdit={mayEdit} onSaved={setBase} />
        <ReleaseTargetPanel target={board.releaseTarget} mayEdit={rights.can('target.set')} />
        <SigningPanel key={`signing ${start}`} base={base} mayEdit={mayEdit} onSaved={setBase} />
        <ContingencyPanel key={`contingency ${start}`} base={base} mayEdit={mayEdit} onSaved={setBase} />
        <LanesPanel mayEdit={rights.can('plan.edit')} />
        <PhasesPanel mayEdit={rights.can('plan.edit')} />
        <MilestonesPanel mayEdit={rights.can('plan.edit')} />
        <DeclaredPathsPanel settings={settings} mayEdit={mayEdit} onSaved={setBase} />
        <ExportPanel />
        <BundlePanel />
        {rights.can('plan.edit') ? <ImportPanel /> : null}
        <DangerPanel mayBaseline={mayEdit} mayDelete={rights.can('program.delete')} />
      </div>
    </div>
  )
}
