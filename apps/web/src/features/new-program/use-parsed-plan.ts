import { type parseReport, routes } from '@gatehouse/contracts'
import type { Issue } from '@gatehouse/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { isApiProblem } from '../../lib/api-problem.ts'
import { callApi } from '../../lib/call-api.ts'

const PAUSE_MS = 350
type Report = z.output<typeof parseReport>

export interface ParsedPlan {
  readonly state: 'empty' | 'reading' | 'good' | 'bad' | 'failed'
  readonly plan: Report['plan']
  /** What stops the import, by line. */
  readonly problems: readonly Issue[]
  /** What was noticed and does not stop it. */
  readonly warnings: readonly Issue[]
  /** Lines that became nothing, with the reason. */
  readonly unmapped: Report['report']['lines']
  /** Why it could not be read at all: no connection, too big. */
  readonly error: unknown
}

/** Reads the text on the server, a moment after the last key. */
export const useParsedPlan = (text: string, fileName: string | null): ParsedPlan => {
  const [settled, setSettled] = useState({ text: '', version: 0 })
  useEffect(() => {
    const timer = setTimeout(
      () => setSettled((before) => (before.text === text ? before : { text, version: before.version + 1 })),
      PAUSE_MS,
    )
    return () => clearTimeout(timer)
  }, [text])
  const wanted = settled.text.trim() !== ''
  const query = useQuery({
    // the version stands for the text, which may be megabytes
    queryKey: ['parse', settled.version],
    enabled: wanted,
    gcTime: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => callApi(routes.programs.parse, { body: { text: settled.text, ...(fileName ? { fileName } : {}) }, signal }),
  })
  const refusal = isApiProblem(query.error, 'plan_invalid') ? query.error : null
  const nothing = { plan: null, problems: [], warnings: [], unmapped: [], error: null }
  if (text.trim() === '') return { ...nothing, state: 'empty' }
  if (refusal) return { ...nothing, state: settled.text === text ? 'bad' : 'reading', problems: refusal.issues }
  if (query.error) return { ...nothing, state: 'failed', error: query.error }
  const report = query.data
  if (!report) return { ...nothing, state: 'reading' }
  const good = report.plan !== null
  const fresh = settled.text === text && !query.isPlaceholderData
  return {
    state: !fresh ? 'reading' : good ? 'good' : 'bad',
    plan: report.plan,
    problems: good ? [] : report.report.warnings,
    warnings: good ? report.report.warnings : [],
    // while there are problems they say it already, line by line
    unmapped: good ? report.report.lines.filter((line) => line.status === 'unmapped') : [],
    error: null,
  }
}
