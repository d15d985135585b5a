import { LIMITS, routes } from '@gatehouse/contracts'
import type { Issue } from '@gatehouse/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { callApi } from '../../lib/call-api.ts'
import { countOf } from '../../lib/format-plan.ts'
import { Button, ErrorState, Message, Panel, Status, toast } from '../../ui/index.ts'
import { PlanResult } from './plan-result.tsx'
import { type LineMark, SourceEditor, showLine } from './source-editor.tsx'
import { useEnterProgram } from './use-enter-program.ts'
import { type ParsedPlan, useParsedPlan } from './use-parsed-plan.ts'

const markLines = (parsed: ParsedPlan): ReadonlyMap<number, { mark: LineMark; text: string }> => {
  const marks = new Map<number, { mark: LineMark; text: string }>()
  const put = (issues: readonly Issue[], mark: LineMark) => {
    for (const { line, message } of issues) {
      if (line === undefined) continue
      const known = marks.get(line)
      marks.set(line, known ? { ...known, text: `${known.text} ${message}` } : { mark, text: message })
    }
  }
  put(parsed.problems, 'problem')
  put(parsed.warnings, 'warning')
  return marks
}

const whyNotYet = (parsed: ParsedPlan): string | null =>
  ({
    empty: 'Paste or drop a plan file first.',
    reading: 'The plan is being read.',
    bad: `${countOf(parsed.problems.length, 'problem')} to mend first.`,
    failed: 'The plan could not be read.',
    good: null,
  })[parsed.state]

/** Paste or drop a plan; every problem stands beside its line; nothing is stored before "Create program". */
export const ImportPlan = () => {
  const [text, setText] = useState('')
  const [fileName, setFileName] = useState<string | null>(null)
  const [tooBig, setTooBig] = useState<string | null>(null)
  const [over, setOver] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const enter = useEnterProgram()
  const parsed = useParsedPlan(text, fileName)
  const marks = useMemo(() => markLines(parsed), [parsed])
  const create = useMutation({
    mutationFn: () => callApi(routes.programs.import, { body: { text, ...(fileName ? { fileName } : {}) } }),
    onSuccess: async ({ slug }) => {
      await enter(slug, 'timeline')
      toast('The program is created.')
    },
  })
  const change = (next: string) => {
    setText(next)
    create.reset()
  }
  const take = async (file: File | undefined) => {
    if (!file) return
    if (file.size > LIMITS.planText) {
      setTooBig(`${file.name} has ${(file.size / 1e6).toFixed(1)} MB; a plan file has ${LIMITS.planText / 1e6} MB at most.`)
      return
    }
    setTooBig(null)
    setFileName(file.name)
    change(await file.text())
  }
  const jump = (line: number) => showLine(area.current, line)
  return (
    <div className="imp">
      <Panel
        title={fileName ?? 'Plan file'}
        aside={text ? countOf(text.split('\n').length, 'line') : 'YAML or JSON'}
        line
        className={over ? 'over' : ''}
        actions={
          <>
            {text ? (
              <Button
                small
                onClick={() => {
                  setFileName(null)
                  change('')
                }}
              >
                Clear
              </Button>
            ) : null}
            <Button small onClick={() => picker.current?.click()}>
              Choose file
            </Button>
            <input
              ref={picker}
              type="file"
              hidden
              aria-label="Plan file"
              accept=".yaml,.yml,.json,application/json,application/yaml,text/plain"
              onChange={(event) => {
                void take(event.currentTarget.files?.[0])
                event.currentTarget.value = ''
              }}
            />
          </>
        }
      >
        <div
          className="drop"
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            void take(event.dataTransfer.files[0])
          }}
        >
          <SourceEditor value={text} onChange={change} marks={marks} area={area} />
        </div>
      </Panel>
      <Panel title="Result" line aside={<StateWord parsed={parsed} />}>
        <div className="imp-body" aria-live="polite">
          {tooBig ? <Message tone="stop" title={tooBig} /> : null}
          <PlanResult parsed={parsed} onLine={jump} />
          {create.error ? <ErrorState error={create.error} /> : null}
        </div>
        <div className="imp-foot">
          <span className="t12 sec">{whyNotYet(parsed) ?? 'You become its lead.'}</span>
          <Button kind="primary" busy={create.isPending} refusal={whyNotYet(parsed)} onClick={() => create.mutate()}>
            Create program
          </Button>
        </div>
      </Panel>
    </div>
  )
}

const StateWord = ({ parsed }: { parsed: ParsedPlan }) => {
  switch (parsed.state) {
    case 'empty':
      return 'appears here as you type'
    case 'reading':
      return 'reading …'
    case 'good':
      return <Status look={{ glyph: 'chk', word: 'Reads as a plan', tone: 'work' }} size={14} />
    case 'bad':
      return <Status look={{ glyph: 'x', word: 'Has problems', tone: 'stop' }} size={14} />
    case 'failed':
      return <Status look={{ glyph: 'x', word: 'Not read', tone: 'stop' }} size={14} />
  }
}
