import { useMemo } from 'react'
import { usePlanReading } from '../../app-data/use-plan-reading.ts'
import { showLines } from '../../lib/plan-reading/reading.ts'
import { Button, Segmented } from '../../ui/index.ts'
import { SourcePanel } from '../../ui/plan-reading/source-panel.tsx'
import { Tally } from '../../ui/plan-reading/tally.tsx'
import { useDocumentIntake } from '../../ui/plan-reading/use-document-intake.tsx'
import { useLineWalk } from '../../ui/plan-reading/use-line-walk.ts'
import '../../ui/plan-reading/plan-reading.css'
import { ResultPanel } from './result-panel.tsx'

const PLACEHOLDER = `# My release: fourteen days to production
**Goal:** …
| Day | L1 Program | L2 Web | Gate |
|---|---|---|---|
| D0 | Scope lock | Search rebuilt | G0 Scope locked |
…
or a plan file that begins with gatehouse: 1`

/** Drop, choose or paste a plan; every line is accounted for beside it; nothing is stored before "Create program". */
export const ImportPlan = () => {
  const work = usePlanReading('new')
  const { reading, state } = work
  const lines = useMemo(() => (reading ? showLines(reading) : []), [reading])
  const walk = useLineWalk(work, lines)
  const intake = useDocumentIntake(work, () => walk.setView('lines'))
  const trySample = async () => {
    const { sampleDocument, SAMPLE_NAME } = await import('./sample-document.ts')
    intake.put(sampleDocument(new Date().toISOString().slice(0, 10)), SAMPLE_NAME)
  }
  const paste = () => {
    walk.setView('text')
    walk.area.current?.focus()
  }
  return (
    <>
      <div className="imp-bar">
        {reading ? (
          <Tally reading={reading} />
        ) : (
          <span className="t12 sec">Drop a document anywhere on this page, choose it, or paste it.</span>
        )}
        <span className="r row">
          {state === 'empty' ? (
            <Button small onClick={paste}>
              Paste
            </Button>
          ) : null}
          <Button small onClick={intake.choose}>
            Choose file
          </Button>
          <Button small onClick={() => void trySample()}>
            Try a sample
          </Button>
        </span>
        {intake.input}
      </div>
      <div className="imp-sides">
        <Segmented
          label="Side"
          options={[
            { value: 'document', label: 'Document' },
            { value: 'result', label: 'Result' },
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
          onEnter={walk.jumpToResult}
          box={walk.box}
          area={walk.area}
          placeholder={PLACEHOLDER}
        />
        <ResultPanel work={work} selected={walk.selected} onLine={walk.goToLine} />
      </div>
      {intake.isOver ? (
        <div className="drop-all" aria-hidden="true">
          Drop the document to read it
        </div>
      ) : null}
    </>
  )
}
