import { type PlanHeadChange, routes } from '@gatehouse/contracts'
import type { Issue } from '@gatehouse/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { isApiProblem } from '../lib/api-problem.ts'
import { callApi } from '../lib/call-api.ts'
import { addDecisions, type KeptDecision, moveDecisions, removeDecision } from '../lib/plan-reading/decisions.ts'
import { EMPTY_DOCUMENT, isKeepable, keepDocument, keptDocument, type WorkedDocument } from '../lib/plan-reading/keep-reading.ts'
import type { PlanReading } from '../lib/plan-reading/reading.ts'

const PAUSE_MS = 350

export interface DocumentReading {
  readonly document: WorkedDocument
  /** `bad`: it was read, and there are problems that stop it. `failed`: the server could not be asked. */
  readonly state: 'empty' | 'reading' | 'good' | 'bad' | 'failed'
  /** What the server read last, also while it reads again. */
  readonly reading: PlanReading | null
  /** What stops it, by line; empty unless `bad`. */
  readonly problems: readonly Issue[]
  readonly error: unknown
  /** Decisions that went with the lines that they were about. */
  readonly dropped: readonly KeptDecision[]
  /** A reload of the tab would lose it. */
  readonly isTooLargeToKeep: boolean
  readonly setText: (text: string, fileName?: string | null) => void
  readonly clear: () => void
  readonly decide: (made: readonly KeptDecision[]) => void
  readonly undo: (gone: KeptDecision) => void
  readonly setHead: (head: PlanHeadChange) => void
  readonly retry: () => void
}

/** A document under work: its text, what was settled about it, and what the server makes of both. `place` tells several apart in one tab. */
export const usePlanReading = (place: string): DocumentReading => {
  const [document, setDocument] = useState(() => keptDocument(place))
  const [dropped, setDropped] = useState<readonly KeptDecision[]>([])
  // the text goes to the server a moment after the last key; a decision goes at once
  const [sent, setSent] = useState({ document, version: 0 })
  useEffect(() => {
    if (sent.document === document) return
    const send = () => setSent((before) => ({ document, version: before.version + 1 }))
    if (sent.document.text === document.text) return send()
    const timer = setTimeout(send, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [document, sent.document])
  useEffect(() => keepDocument(place, sent.document), [place, sent.document])

  const { text, fileName, decisions, head } = sent.document
  const query = useQuery({
    // the version stands for the text, which may be megabytes
    queryKey: ['parse', place, sent.version],
    enabled: text.trim() !== '',
    gcTime: 0,
    // a server that is busy with another document has time in a moment
    retry: (failures, error) => failures < 2 && isApiProblem(error, 'unavailable'),
    retryDelay: 700,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      callApi(routes.programs.parse, {
        body: { text, ...(fileName ? { fileName } : {}), head, decisions: decisions.map(({ decision }) => decision) },
        signal,
      }),
  })

  const latest = useRef(document)
  latest.current = document
  const actions = useMemo(
    () => ({
      setText: (next: string, name?: string | null) => {
        const before = latest.current
        const moved = moveDecisions(before.decisions, next)
        setDropped(moved.dropped)
        setDocument({ ...before, text: next, decisions: moved.kept, ...(name === undefined ? {} : { fileName: name }) })
      },
      clear: () => {
        setDropped([])
        setDocument(EMPTY_DOCUMENT)
      },
      decide: (made: readonly KeptDecision[]) => setDocument((before) => ({ ...before, decisions: addDecisions(before.decisions, made) })),
      undo: (gone: KeptDecision) => setDocument((before) => ({ ...before, decisions: removeDecision(before.decisions, gone) })),
      setHead: (head: PlanHeadChange) => setDocument((before) => ({ ...before, head })),
    }),
    [],
  )

  const isEmpty = document.text.trim() === ''
  const refusal = isApiProblem(query.error, 'plan_invalid') ? query.error : null
  const isFresh = sent.document === document && !query.isPlaceholderData && !query.isFetching
  const reading = isEmpty ? null : (query.data ?? null)
  const state = isEmpty
    ? 'empty'
    : refusal
      ? 'bad'
      : query.error
        ? 'failed'
        : !isFresh || reading === null
          ? 'reading'
          : reading.plan === null
            ? 'bad'
            : 'good'
  return {
    document,
    state,
    reading,
    problems: state !== 'bad' ? [] : (refusal?.issues ?? reading?.report.warnings ?? []),
    error: state === 'failed' ? query.error : null,
    dropped,
    isTooLargeToKeep: !isKeepable(document),
    retry: () => void query.refetch(),
    ...actions,
  }
}
