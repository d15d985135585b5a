import { routes } from '@gatehouse/contracts'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useRefreshProgram, useRights, useSlug } from '../../app-data/program.ts'
import { usePlanReading } from '../../app-data/use-plan-reading.ts'
import { isApiProblem } from '../../lib/api-problem.ts'
import { callApi } from '../../lib/call-api.ts'
import { countOf } from '../../lib/format-plan.ts'
import { linesToDecide, showLines } from '../../lib/plan-reading/reading.ts'
import { Button, ConfirmDialog, EmptyState, Segmented, toast } from '../../ui/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { LineBecame } from '../../ui/plan-reading/line-became.tsx'
import { SourcePanel } from '../../ui/plan-reading/source-panel.tsx'
import { Tally } from '../../ui/plan-reading/tally.tsx'
import { useDocumentIntake } from '../../ui/plan-reading/use-document-intake.tsx'
import { useLineWalk } from '../../ui/plan-reading/use-line-walk.ts'
import { ApplySummary, ChangesPanel } from './changes-panel.tsx'
import { MovedNotice } from './moved-notice.tsx'
import { ReadingView } from './reading-view.tsx'
import { isNothing, sayCounts } from './say-change.ts'
import { useUpdatePreview } from './use-update-preview.ts'
import '../../ui/plan-reading/plan-reading.css'
import './plan-update.css'

/** Imports a document into the program that is there already: compares, then applies all of it or nothing. */
export const PlanUpdateScreen = () => {
  const slug = useSlug()
  const rights = useRights()
  if (!rights.can('plan.edit'))
    return (
      <div className="page narrow">
        <EmptyState
          level={1}
          title="Only a lead imports a document"
          actions={
            <Link to="/p/$slug/plan" params={{ slug }} className="btn">
              To the plan
            </Link>
          }
        >
          You may read the plan and export it.
        </EmptyState>
      </div>
    )
  return <Update />
}

const Update = () => {
  const slug = useSlug()
  const navigate = useNavigate()
  const refresh = useRefreshProgram()
  const work = usePlanReading(`program.${slug}`)
  const { reading } = work
  const lines = useMemo(() => (reading ? showLines(reading) : []), [reading])
  const walk = useLineWalk(work, lines)
  const intake = useDocumentIntake(work, () => walk.setView('lines'))
  const preview = useUpdatePreview(work)
  const [tab, setTab] = useState<'changes' | 'reading'>('changes')
  const [asking, setAsking] = useState(false)
  /** Revision that was looked at when the program turned out to have moved on. */
  const [movedSince, setMovedSince] = useState<number | null>(null)
  const data = preview.query.data
  const open = reading ? linesToDecide(reading).length : 0

  const refusal =
    work.state === 'empty'
      ? 'Give the changed document first.'
      : work.state === 'bad' || work.state === 'failed'
        ? 'The document could not be read.'
        : !preview.isFresh || !data
          ? 'The document is being compared.'
          : data.refusals.length > 0
            ? `${countOf(data.refusals.length, 'reason')} against it.`
            : open > 0
              ? `${countOf(open, 'line')} ${open === 1 ? 'needs' : 'need'} your decision, under Reading.`
              : isNothing(data.diff)
                ? 'There is nothing to apply.'
                : null
  const apply = async () => {
    if (!data) return
    try {
      const applied = await callApi(routes.planUpdate.apply, { params: { slug }, body: preview.body, revision: data.revision })
      work.clear()
      await refresh()
      toast(`Applied: ${sayCounts(applied.diff)}.`)
      await navigate({ to: '/p/$slug/timeline', params: { slug } })
    } catch (error) {
      if (!isApiProblem(error, 'stale_revision')) throw error
      setMovedSince(data.revision)
      await refresh()
    }
  }
  return (
    <div className="page upd">
      <div className="hd">
        <h1>Import again</h1>
        {reading ? (
          <Tally reading={reading} />
        ) : (
          <span className="t12 sec">Drop the changed document anywhere on this page, choose it, or paste it.</span>
        )}
        <span className="r">
          <Button small onClick={intake.choose}>
            Choose file
          </Button>
        </span>
        {intake.input}
      </div>
      {movedSince === null ? null : <MovedNotice since={movedSince} onClose={() => setMovedSince(null)} />}
      <div className="imp-sides">
        <Segmented
          label="Side"
          options={[
            { value: 'document', label: 'Document' },
            { value: 'result', label: 'Changes' },
          ]}
          value={walk.side}
          onChange={walk.setSide}
        />
      </div>
      <div className={`imp side-${walk.side}`}>
        <SourcePanel
          work={work}
          intake={intake}
          lines={lines}
          view={walk.view}
          onView={walk.setView}
          filter={walk.filter}
          onFilter={walk.setFilter}
          selected={walk.selected}
          onSelect={walk.select}
          onEnter={() => {
            setTab('reading')
            // the other tab is drawn first
            setTimeout(walk.jumpToResult)
          }}
          box={walk.box}
          area={walk.area}
          placeholder="Paste the changed document: Markdown, copied text, or a plan file"
        />
        <Panel
          title={tab === 'changes' ? 'What it changes' : 'How it reads'}
          aside={work.state === 'good' ? (preview.isFresh ? undefined : 'comparing …') : undefined}
          line
          className="res-panel"
          actions={
            <Segmented
              label="Show"
              options={[
                { value: 'changes', label: 'Changes' },
                { value: 'reading', label: open > 0 ? `Reading, ${open} open` : 'Reading' },
              ]}
              value={tab}
              onChange={setTab}
            />
          }
        >
          <div className="res-body" aria-busy={work.state === 'good' && !preview.isFresh ? true : undefined}>
            {tab === 'changes' ? (
              <ChangesPanel work={work} preview={preview} onLine={walk.goToLine} />
            ) : (
              <ReadingView work={work} selected={walk.selected} onLine={walk.goToLine} />
            )}
          </div>
          {reading && tab === 'reading' ? <LineBecame work={work} reading={reading} line={walk.selected} /> : null}
          <div className="res-foot">
            <span className="t12 sec r">{refusal ?? 'All of it is applied, or nothing.'}</span>
            <Button kind="primary" refusal={refusal} onClick={() => setAsking(true)}>
              Apply …
            </Button>
          </div>
        </Panel>
      </div>
      {intake.isOver ? (
        <div className="drop-all" aria-hidden="true">
          Drop the document to compare it
        </div>
      ) : null}
      {asking && data ? (
        <ConfirmDialog title="Apply the document to the program" confirmLabel="Apply" onConfirm={apply} onClose={() => setAsking(false)}>
          <ApplySummary diff={data.diff} />
        </ConfirmDialog>
      ) : null}
    </div>
  )
}
