import { routes } from '@gatehouse/contracts'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { DocumentReading } from '../../app-data/use-plan-reading.ts'
import { callApi } from '../../lib/call-api.ts'
import { countOf } from '../../lib/format-plan.ts'
import { rememberCreated } from '../../lib/just-created.ts'
import { EMPTY_DOCUMENT, keepDocument } from '../../lib/plan-reading/keep-reading.ts'
import { linesToDecide, writeReport } from '../../lib/plan-reading/reading.ts'
import { Button, ErrorState, toast } from '../../ui/index.ts'
import { saveTextFile } from '../../lib/save-text-file.ts'
import { headOfPlan } from './plan-summary.ts'
import { useEnterProgram } from './use-enter-program.ts'

const whyNotYet = (work: DocumentReading): string | null => {
  switch (work.state) {
    case 'empty':
      return 'Paste or drop a document first.'
    case 'reading':
      return 'The document is being read.'
    case 'bad':
      return `${countOf(work.problems.length, 'problem')} to mend first.`
    case 'failed':
      return 'The document could not be read.'
    case 'good': {
      const open = work.reading ? linesToDecide(work.reading).length : 0
      return open > 0
        ? `${countOf(open, 'line')} ${open === 1 ? 'needs' : 'need'} your decision: map each, set it aside, or keep the rest as notes.`
        : null
    }
  }
}

/** The report to take away, and the program to create: the text goes to the server with the decisions, and is read there again. */
export const CreateFoot = ({ work }: { work: DocumentReading }) => {
  const enter = useEnterProgram()
  const { document, reading } = work
  const create = useMutation({
    mutationFn: () =>
      callApi(routes.programs.import, {
        body: {
          text: document.text,
          ...(document.fileName ? { fileName: document.fileName } : {}),
          head: document.head,
          decisions: document.decisions.map(({ decision }) => decision),
        },
      }),
    onSuccess: async ({ slug }) => {
      const { name } = headOfPlan(reading?.plan ?? {})
      rememberCreated({ slug, name: name || slug, at: Date.now() })
      // undo brings it back
      keepDocument('created', document)
      await enter(slug, 'timeline')
      work.clear()
      keepDocument('new', EMPTY_DOCUMENT)
      toast('The program is created.')
    },
  })
  // a refusal is about the document as it was
  const { reset } = create
  useEffect(() => {
    if (document.text !== '') reset()
  }, [document, reset])
  const refusal = whyNotYet(work)
  const open = reading && work.state === 'good' ? reading.report.unresolved.length : 0
  return (
    <>
      {create.error ? (
        <div className="src-msg">
          <ErrorState error={create.error} />
        </div>
      ) : null}
      <div className="res-foot">
        <Button
          refusal={reading ? null : 'There is no report yet.'}
          onClick={() =>
            reading &&
            saveTextFile(
              `${(document.fileName ?? 'document').replace(/\.\w+$/, '')}.report.txt`,
              writeReport(reading, document.fileName ?? 'Document'),
            )
          }
        >
          Download report
        </Button>
        <span className="t12 sec r">
          {refusal?.split(':')[0] ?? (open > 0 ? `You become its lead. ${countOf(open, 'reference')} still open.` : 'You become its lead.')}
        </span>
        <Button kind="primary" busy={create.isPending} refusal={refusal} onClick={() => create.mutate()}>
          Create program
        </Button>
      </div>
    </>
  )
}
