import { type Response as Answer, routes } from '@gatehouse/contracts'
import { useBoard } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { countOf, spanLabel } from '../../lib/format-plan.ts'
import { LaneDialog } from './lane-dialog.tsx'
import { PlanList } from './plan-list.tsx'
import { SpanDialog } from './span-dialog.tsx'

export type LaneRow = Answer<typeof routes.lanes.list>[number]
export type PhaseRow = Answer<typeof routes.phases.list>[number]
export type MilestoneRow = Answer<typeof routes.milestones.list>[number]

export const LanesPanel = ({ mayEdit }: { mayEdit: boolean }) => (
  <PlanList<LaneRow>
    id="lanes"
    title="Lanes"
    noun="lane"
    mayEdit={mayEdit}
    read={(slug, signal) => callApi(routes.lanes.list, { params: { slug }, signal })}
    remove={(slug, row) => callApi(routes.lanes.remove, { params: { slug, key: row.key }, revision: row.revision })}
    describe={(row) => (
      <>
        <span className="t12 sec">{row.mission}</span>
        <span className="t12 ter">
          {' '}
          <span className="mono">{row.owners.join(' ')}</span>
          {row.deliverables.length > 0 ? ` ${countOf(row.deliverables.length, 'deliverable')}` : ''}
        </span>
      </>
    )}
    form={(row, onClose) => <LaneDialog lane={row} onClose={onClose} />}
    removal="A lane that still has tasks cannot be removed."
  />
)

export const PhasesPanel = ({ mayEdit }: { mayEdit: boolean }) => {
  const { program } = useBoard()
  return (
    <PlanList<PhaseRow>
      id="phases"
      title="Phases"
      noun="phase"
      mayEdit={mayEdit}
      read={(slug, signal) => callApi(routes.phases.list, { params: { slug }, signal })}
      remove={(slug, row) => callApi(routes.phases.remove, { params: { slug, key: row.key }, revision: row.revision })}
      describe={(row) => (
        <span className="t12 sec">
          {spanLabel(program, row.from, row.to)}. {row.focus}
        </span>
      )}
      form={(row, onClose) => <SpanDialog noun="phase" item={row ? { ...row, lines: row.exitCriteria } : null} onClose={onClose} />}
      removal="Tasks in its periods stay."
    />
  )
}

export const MilestonesPanel = ({ mayEdit }: { mayEdit: boolean }) => {
  const { program } = useBoard()
  return (
    <PlanList<MilestoneRow>
      id="milestones"
      title="Milestones"
      noun="milestone"
      mayEdit={mayEdit}
      read={(slug, signal) => callApi(routes.milestones.list, { params: { slug }, signal })}
      remove={(slug, row) => callApi(routes.milestones.remove, { params: { slug, key: row.key }, revision: row.revision })}
      describe={(row) => (
        <span className="t12 sec">
          {spanLabel(program, row.from, row.to)}
          {row.criteria.length > 0 ? `. ${row.criteria.join(' ')}` : ''}
        </span>
      )}
      form={(row, onClose) => (
        <SpanDialog noun="milestone" item={row ? { ...row, focus: '', lines: row.criteria } : null} onClose={onClose} />
      )}
      removal="Dependencies that name it go with it."
    />
  )
}
