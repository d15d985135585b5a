import { routes } from '@gatehouse/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { meQuery, programKey, programsQuery, useSlug } from '../../app-data/program.ts'
import { callApi } from '../../lib/call-api.ts'
import { formatTime } from '../../lib/format-time.ts'
import { rememberCreated, UNDO_MS, useJustCreated } from '../../lib/just-created.ts'
import { keepDocument, keptDocument } from '../../lib/plan-reading/keep-reading.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button, ConfirmDialog, toast, useZone } from '../../ui/index.ts'
import './plan-update.css'

/** For ten minutes a program that was made in this tab can be taken back whole, with the document back on the import screen. */
export const UndoCreationBar = () => {
  const slug = useSlug()
  const created = useJustCreated()
  const now = useNow()
  const zone = useZone()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  if (created?.slug !== slug || now.getTime() > created.at + UNDO_MS) return null
  const undo = async () => {
    await callApi(routes.planUpdate.undoCreation, { params: { slug } })
    keepDocument('new', keptDocument('created'))
    rememberCreated(null)
    await navigate({ to: '/new' })
    client.removeQueries({ queryKey: programKey(slug) })
    await Promise.all([meQuery.queryKey, programsQuery.queryKey].map((queryKey) => client.invalidateQueries({ queryKey })))
    toast(`${created.name} is taken back. Nothing of it is stored.`)
  }
  return (
    <div className="undo-bar no-print" role="region" aria-label="New program">
      <span>
        <b>{created.name}</b> was created. It can be taken back until {formatTime(new Date(created.at + UNDO_MS).toISOString(), zone)},
        while nobody has changed it.
      </span>
      <span className="r">
        <Button small onClick={() => setAsking(true)}>
          Undo
        </Button>
        <Button small kind="bare" onClick={() => rememberCreated(null)}>
          Keep it
        </Button>
      </span>
      {asking ? (
        <ConfirmDialog title={`Take ${created.name} back`} confirmLabel="Take it back" onConfirm={undo} onClose={() => setAsking(false)}>
          <p>The program goes with everything in it. Your document comes back on the import screen.</p>
        </ConfirmDialog>
      ) : null}
    </div>
  )
}
