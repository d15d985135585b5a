import type { BoardGoNoGo, BoardLane, GoNoGoVote, GoNoGoWord } from '@gatehouse/core'
import { useId, useState } from 'react'
import { useRights } from '../../app-data/program.ts'
import { Button, ErrorState, LANE_LOOK, Status, Tag, TextAreaField, TimeText, toast } from '../../ui/index.ts'
import { useGoNoGoCommand } from './go-no-go.queries.ts'
import { SILENT_LOOK, VOTE_LOOK } from './vote-look.ts'

const WORDS = ['go', 'no_go', 'abstain'] as const satisfies readonly GoNoGoWord[]

/** What one lane says, and (for its owners, until the deadline) the way to say it. */
export const LaneCard = ({ asked, lane, vote }: { asked: BoardGoNoGo; lane: BoardLane; vote: GoNoGoVote | undefined }) => {
  const rights = useRights()
  const mine = rights.can('go_no_go.vote') && lane.owners.some((handle) => rights.handles.includes(handle))
  const [changing, setChanging] = useState(false)
  const open = asked.state === 'open' && mine
  const look = vote === undefined ? SILENT_LOOK : VOTE_LOOK[vote.vote]
  return (
    <li className={`pn gn-lane tone-${look.tone}`} aria-label={`${lane.key} ${lane.name}`}>
      <div className="gn-lane-h">
        <span className="mono b">{lane.key}</span>
        <span className="b cut" title={lane.name}>
          {lane.name}
        </span>
        <span className="r">
          <Tag look={look} />
        </span>
      </div>
      <p className="t12 sec gn-lane-who">
        <Status look={LANE_LOOK[lane.status]} size={12} />
        <span className="mono cut" title={lane.owners.join(' ')}>
          {lane.owners.join(' ') || 'no owner'}
        </span>
      </p>
      {vote === undefined ? null : (
        <>
          {vote.note === '' ? null : <blockquote className="gn-note">{vote.note}</blockquote>}
          <p className="t12 sec">
            {vote.actor.name}
            {vote.handle ? <span className="mono"> {vote.handle}</span> : null}, <TimeText at={vote.at} />
          </p>
        </>
      )}
      {open && vote !== undefined && !changing ? (
        <div>
          <Button small onClick={() => setChanging(true)}>
            Change
          </Button>
        </div>
      ) : null}
      {open && (vote === undefined || changing) ? (
        <VoteForm asked={asked} lane={lane} vote={vote} onDone={() => setChanging(false)} />
      ) : null}
    </li>
  )
}

const VoteForm = ({
  asked,
  lane,
  vote,
  onDone,
}: {
  asked: BoardGoNoGo
  lane: BoardLane
  vote: GoNoGoVote | undefined
  onDone: () => void
}) => {
  const command = useGoNoGoCommand()
  const name = useId()
  const [word, setWord] = useState<GoNoGoWord | null>(vote?.vote ?? null)
  const [note, setNote] = useState(vote?.note ?? '')
  const refusal =
    word === null ? 'Choose go, no-go or abstain.' : word === 'no_go' && note.trim() === '' ? `Say why ${lane.key} is against it.` : null
  return (
    <form
      className="form gn-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (word === null || refusal !== null || command.isPending) return
        command.mutate(
          { do: 'vote', id: asked.id, laneKey: lane.key, vote: word, note: note.trim() },
          {
            onSuccess: () => {
              toast(`${lane.key} says: ${VOTE_LOOK[word].word.toLowerCase()}.`)
              onDone()
            },
          },
        )
      }}
    >
      <fieldset className="gn-words">
        <legend className="sr">What {lane.key} says</legend>
        {WORDS.map((each) => (
          <label key={each} className={`gn-word ${word === each ? 'on' : ''}`}>
            <input type="radio" name={name} value={each} checked={word === each} onChange={() => setWord(each)} />
            <Status look={VOTE_LOOK[each]} size={14} />
          </label>
        ))}
      </fieldset>
      <TextAreaField
        label="Note"
        optional={word !== 'no_go'}
        hint={word === 'no_go' ? 'What stands against it, and what would change that.' : undefined}
        rows={2}
        maxLength={4_000}
        value={note}
        onChange={setNote}
      />
      <div className="row">
        <Button type="submit" kind="primary" small busy={command.isPending} refusal={refusal}>
          Say it for {lane.key}
        </Button>
        {vote === undefined ? null : (
          <Button small onClick={onDone}>
            Keep as it is
          </Button>
        )}
      </div>
      {command.error ? <ErrorState error={command.error} /> : null}
    </form>
  )
}
