import { useState } from 'react'
import type { DocumentReading } from '../../app-data/use-plan-reading.ts'
import { countOf } from '../../lib/format-plan.ts'
import type { KeptDecision } from '../../lib/plan-reading/decisions.ts'
import {
  type InferredFact,
  linesToDecide,
  type OpenReference,
  type PlanReading,
  type ReadLine,
  sayField,
  sayKind,
} from '../../lib/plan-reading/reading.ts'
import { sayGuess } from '../../lib/plan-reading/say-guess.ts'
import { Button } from '../button.tsx'
import { Message } from '../messages.tsx'
import { IssueSection } from './issue-section.tsx'
import { type KindByHand, MapLineDialog } from './map-line-dialog.tsx'
import { keepAsNote, MapMenu } from './map-menu.tsx'
import { ReferencePicker } from './reference-picker.tsx'

/** What people call such a line decides what is offered first. */
const firstOffer = (line: ReadLine): KindByHand | null => (/\brepo(?:sitory)?\b/i.test(`${line.text} ${line.reason}`) ? 'repository' : null)

const judge = (fact: InferredFact, keep: boolean): KeptDecision => ({
  decision: { inferred: fact.id, keep },
  text: '',
  label: `${sayField(fact.field)} of ${sayKind(fact.entity.kind)} ${fact.entity.key}: ${keep ? `${sayGuess(fact)} is right` : `not ${sayGuess(fact)}`}`,
})

const linkTo = (reference: OpenReference, to: string | null): KeptDecision => ({
  decision: { reference: reference.id, to },
  text: '',
  label: to === null ? `“${reference.text}” refers to nothing` : `“${reference.text}” means ${to}`,
})

/** Everything in a reading that wants a person: what was not understood, what is open, what was concluded; and what was settled already. */
export const OpenItems = ({
  work,
  reading,
  selected,
  onLine,
}: {
  work: DocumentReading
  reading: PlanReading
  selected: number | null
  onLine: (line: number) => void
}) => {
  const [mapping, setMapping] = useState<{ line: ReadLine; kind: KindByHand } | null>(null)
  const { report } = reading
  const unmapped = linesToDecide(reading)
  const comments = report.lines.filter((line) => line.status === 'unmapped').length - unmapped.length
  const { decisions } = work.document
  const standing = report.unresolved.filter((reference) => reference.stands !== null)
  return (
    <>
      {work.dropped.length > 0 ? (
        <Message tone="warn" title={`${countOf(work.dropped.length, 'decision')} went with the changed lines`}>
          <ul className="t12">
            {work.dropped.map((one) => (
              <li key={one.label}>{one.label}</li>
            ))}
          </ul>
        </Message>
      ) : null}
      <IssueSection
        tone="stop"
        title={`${countOf(unmapped.length, 'line')} unmapped`}
        aside="each needs a mapping or a reason"
        selected={selected}
        onLine={onLine}
        all={
          unmapped.length > 1 ? (
            <Button small onClick={() => work.decide(unmapped.map(keepAsNote))}>
              Keep the rest as notes
            </Button>
          ) : null
        }
        rows={unmapped.map((line) => {
          const offer = firstOffer(line)
          return {
            id: `${line.line}`,
            line: line.line,
            title: line.reason || 'Not understood.',
            hint: line.text.trim(),
            actions: (
              <>
                {offer ? (
                  <Button small onClick={() => setMapping({ line, kind: offer })}>
                    Set repository
                  </Button>
                ) : (
                  <Button small aria-label={`Keep line ${line.line} as a note`} onClick={() => work.decide([keepAsNote(line)])}>
                    Keep as note
                  </Button>
                )}
                <MapMenu work={work} reading={reading} line={line} />
              </>
            ),
          }
        })}
      />
      <IssueSection
        tone="warn"
        glyph="f-unk"
        title={`${countOf(report.unresolved.length, 'reference')} open`}
        aside="say what each means"
        selected={selected}
        onLine={onLine}
        all={
          standing.length > 1 ? (
            <Button small onClick={() => work.decide(standing.map((reference) => linkTo(reference, reference.stands)))}>
              Keep all that stand
            </Button>
          ) : null
        }
        rows={report.unresolved.map((reference) => ({
          id: reference.id,
          line: reference.line,
          title: `“${reference.text}”`,
          hint: `${sayField(reference.field)} of ${sayKind(reference.entity.kind)} ${reference.entity.key}${
            reference.stands === null ? '; left out for now' : `; ${reference.stands} stands there for now`
          }`,
          actions: (
            <>
              {reference.stands === null ? null : (
                <Button
                  small
                  aria-label={`Keep ${reference.stands} for “${reference.text}”`}
                  onClick={() => work.decide([linkTo(reference, reference.stands)])}
                >
                  Keep {reference.stands}
                </Button>
              )}
              <ReferencePicker reading={reading} reference={reference} onDecide={(to) => work.decide([linkTo(reference, to)])} />
            </>
          ),
        }))}
      />
      <IssueSection
        tone="warn"
        title={countOf(report.warnings.length, 'warning')}
        aside="they do not stop the import"
        selected={selected}
        onLine={onLine}
        rows={report.warnings.map((issue, index) => ({
          id: `${issue.code} ${index}`,
          line: issue.line,
          title: issue.message,
          hint: issue.hint,
        }))}
      />
      <IssueSection
        tone="work"
        glyph="f-pend"
        title={`${countOf(report.inferred.length, 'fact')} inferred`}
        aside="the document does not say these in so many words"
        selected={selected}
        onLine={onLine}
        all={
          report.inferred.length > 1 ? (
            <Button small onClick={() => work.decide(report.inferred.map((fact) => judge(fact, true)))}>
              Accept all
            </Button>
          ) : null
        }
        rows={report.inferred.map((fact, index) => ({
          id: `${fact.id} ${index}`,
          line: fact.line,
          title: `${sayField(fact.field)} of ${sayKind(fact.entity.kind)} ${fact.entity.key}: ${sayGuess(fact)}`,
          hint: fact.reason,
          actions: (
            <>
              <Button small aria-label={`Accept ${fact.field} of ${fact.entity.key}`} onClick={() => work.decide([judge(fact, true)])}>
                Accept
              </Button>
              {fact.clearable ? (
                <Button
                  small
                  aria-label={`Take back ${fact.field} of ${fact.entity.key}`}
                  onClick={() => work.decide([judge(fact, false)])}
                >
                  Take back
                </Button>
              ) : null}
            </>
          ),
        }))}
      />
      {comments > 0 ? <p className="sec2 t12 sec">{countOf(comments, 'comment line')} of the plan file stay behind.</p> : null}
      <IssueSection
        tone="work"
        glyph="chk"
        title={`${countOf(decisions.length, 'decision')} of yours`}
        aside="kept while this tab is open"
        onLine={onLine}
        rows={decisions.map((one) => ({
          id: one.label,
          line: 'line' in one.decision ? one.decision.line : undefined,
          title: one.label,
          hint: one.text.trim(),
          actions: (
            <Button small aria-label={`Undo: ${one.label}`} onClick={() => work.undo(one)}>
              Undo
            </Button>
          ),
        }))}
      />
      {mapping ? (
        <MapLineDialog
          reading={reading}
          line={mapping.line}
          kind={mapping.kind}
          onClose={() => setMapping(null)}
          onDecide={(made) => {
            work.decide([made])
            setMapping(null)
          }}
        />
      ) : null}
    </>
  )
}
