import { routes } from '@gatehouse/contracts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useRights, useSlug } from '../../app-data/program.ts'
import { urlOf } from '../../lib/call-api.ts'
import { Button, ErrorState, type Look, Panel, Skeleton, Status, TimeText, toast } from '../../ui/index.ts'
import { type Checkpoint, type Checkpoints, checkpointsQuery, useMakeCheckpoint } from './log.queries.ts'

const FIRST = 6
const REASONS = { sign_off: 'at a sign-off', daily: 'daily', manual: 'by hand' } as const satisfies Record<Checkpoint['reason'], string>

/** Signed ends of the record: what was sent outside, and why not; each can be taken away as a file. */
export const CheckpointsPanel = () => {
  const slug = useSlug()
  const rights = useRights()
  const query = useInfiniteQuery(checkpointsQuery(slug))
  const make = useMakeCheckpoint()
  const [all, setAll] = useState(false)
  const first = query.data?.pages[0]
  const checkpoints = query.data?.pages.flatMap((page) => page.checkpoints) ?? []
  const isCurrent = first?.head !== null && checkpoints[0]?.seq === first?.head?.seq && checkpoints[0]?.hash === first?.head?.hash
  return (
    <Panel
      title="Checkpoints"
      line
      actions={
        rights.can('program.edit') ? (
          <Button
            small
            busy={make.isPending}
            refusal={first?.head === null ? 'Nothing is recorded yet.' : isCurrent ? 'The newest event has its checkpoint already.' : null}
            onClick={() => make.mutate(undefined, { onSuccess: ({ seq }) => toast(`Checkpoint made of event ${seq}`) })}
          >
            Make one now
          </Button>
        ) : null
      }
    >
      {make.isError ? (
        <div className="pb">
          <ErrorState error={make.error} />
        </div>
      ) : null}
      {query.isPending ? (
        <div className="pb">
          <Skeleton lines={4} label="Checkpoints" />
        </div>
      ) : first === undefined ? (
        <div className="pb">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      ) : (
        <>
          <p className="lg-note t12 sec">
            {sayDestinations(first.destinations)} {checkpoints.length === 0 ? 'None was made yet: the next sign-off makes one.' : ''}
          </p>
          {checkpoints.length > 0 ? (
            <ul className="lg-checkpoints">
              {(all ? checkpoints : checkpoints.slice(0, FIRST)).map((one) => (
                <Row key={`${one.seq} ${one.reason}`} slug={slug} checkpoint={one} destinations={first.destinations} />
              ))}
            </ul>
          ) : null}
          {checkpoints.length > FIRST || query.hasNextPage ? (
            <div className="pb row">
              {checkpoints.length > FIRST ? (
                <Button small aria-expanded={all} onClick={() => setAll(!all)}>
                  {all ? `Show the newest ${FIRST}` : `Show all ${checkpoints.length}`}
                </Button>
              ) : null}
              {all && query.hasNextPage ? (
                <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  Show older ones
                </Button>
              ) : null}
            </div>
          ) : null}
        </>
      )}
    </Panel>
  )
}

const sayDestinations = ({ webhook, mail }: Checkpoints['destinations']): string =>
  webhook || mail
    ? `Made at every sign-off and daily, and sent out by ${[...(webhook ? ['webhook'] : []), ...(mail ? ['mail'] : [])].join(' and ')}.`
    : 'Made at every sign-off and daily. This server sends them nowhere: download some and keep them elsewhere, or set up a webhook or mail.'

const DELIVERED: Look = { glyph: 'chk', word: 'Sent', tone: 'idle' }
const WAITING: Look = { glyph: 'f-pend', word: 'Waiting to be sent', tone: 'work' }
const FAILED: Look = { glyph: 'late', word: 'Not sent', tone: 'warn' }

const Row = ({
  slug,
  checkpoint: { seq, at, hash, reason, deliveredAt, deliveryError },
  destinations,
}: {
  slug: string
  checkpoint: Checkpoint
  destinations: Checkpoints['destinations']
}) => {
  const isSent = destinations.webhook || destinations.mail
  return (
    <li>
      <span className="b nw" title={hash}>
        Event {seq}
      </span>
      <span className="sec">
        <TimeText at={at} />, {REASONS[reason]}
      </span>
      <a
        className="lk t12"
        href={urlOf(routes.record.checkpoint, { slug, seq }, { reason })}
        download={`${slug}-checkpoint-${seq}.json`}
        aria-label={`Download the checkpoint of event ${seq}`}
      >
        Download
      </a>
      {deliveredAt !== null ? (
        <span className="lg-state t12">
          <Status look={DELIVERED} size={12} /> <TimeText at={deliveredAt} />
        </span>
      ) : deliveryError !== null ? (
        <span className="lg-state t12">
          <Status look={FAILED} size={12} /> <span className="wrap">{deliveryError}</span>
        </span>
      ) : isSent ? (
        <span className="lg-state t12">
          <Status look={WAITING} size={12} />
        </span>
      ) : null}
    </li>
  )
}
