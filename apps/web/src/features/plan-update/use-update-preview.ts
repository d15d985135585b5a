import { routes } from '@gatehouse/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useBoard, useSlug } from '../../app-data/program.ts'
import type { DocumentReading } from '../../app-data/use-plan-reading.ts'
import { callApi } from '../../lib/call-api.ts'

export interface Rename {
  readonly kind: 'task' | 'gate'
  readonly from: string
  readonly to: string
}

/** What the document would change in the program as it is now; asked again when the document, a choice or the program changes. */
export const useUpdatePreview = (work: DocumentReading) => {
  const slug = useSlug()
  const { revision } = useBoard().program
  const [progress, setProgress] = useState<'keep' | 'document'>('keep')
  const [renames, setRenames] = useState<readonly Rename[]>([])
  const { document, state } = work
  const body = useMemo(
    () => ({
      text: document.text,
      ...(document.fileName ? { fileName: document.fileName } : {}),
      decisions: document.decisions.map(({ decision }) => decision),
      progress,
      renames: [...renames],
    }),
    [document, progress, renames],
  )
  const query = useQuery({
    // the body is compared as what it is: the same document under work is the same object
    queryKey: ['plan-update', slug, revision, body],
    queryKeyHashFn: ([, program, at]) => `plan-update ${String(program)} ${String(at)} ${identify(body)}`,
    enabled: state === 'good',
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => callApi(routes.planUpdate.preview, { params: { slug }, body, signal }),
  })
  return {
    body,
    query,
    progress,
    setProgress,
    renames,
    setRenames,
    isFresh: state === 'good' && !query.isFetching && !query.isPlaceholderData,
  }
}

const ids = new WeakMap<object, number>()
let nextId = 1
/** A number per object: a text of megabytes is no key. */
const identify = (object: object): number => {
  const known = ids.get(object)
  if (known !== undefined) return known
  ids.set(object, nextId)
  return nextId++
}
