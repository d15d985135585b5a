import type { Board, BoardGoNoGo } from '@gatehouse/core'
import { useState } from 'react'
import { useBoard, useRights } from '../../app-data/program.ts'
import { textParam, useSearchState } from '../../lib/search-state.ts'
import { Button, EmptyState, Menu, Panel, Status, TimeText, VERDICT_LOOK } from '../../ui/index.ts'
import { z } from 'zod'
import { LaneCard } from './lane-card.tsx'
import { DeadlineDialog, DecisionDialog, OpenRoundDialog } from './round-dialogs.tsx'
import { RoundSummary } from './round-summary.tsx'
import './go-no-go.css'

/** `?round=2`: one that was decided before; left out: the newest. */
const search = z.object({ round: textParam() })

type Opened = 'open' | 'deadline' | 'GO' | 'NO-GO' | null

/** Every lane says go or no-go; a lead decides; both stand beside the computed verdict, for good. */
export const GoNoGoScreen = () => {
  const board = useBoard()
  const rights = useRights()
  const [{ round }, change] = useSearchState(search)
  const [dialog, setDialog] = useState<Opened>(null)
  const leads = rights.can('go_no_go.lead')
  const newest = board.goNoGo.at(-1)
  const asked = board.goNoGo.find((each) => String(each.number) === round) ?? newest
  const maySoon = newest === undefined || newest.state === 'decided'
  const undecided = asked !== undefined && asked.state !== 'decided'
  const close = () => setDialog(null)
  const ask = (
    <Button kind="primary" onClick={() => setDialog('open')}>
      Ask every lane
    </Button>
  )
  return (
    <div className="page">
      <div className="hd">
        <h1>Go/no-go</h1>
        {asked && asked !== newest ? (
          <Button small onClick={() => change({ round: undefined })}>
            To the newest
          </Button>
        ) : null}
        <span className="r">
          {asked ? <MemoMenu board={board} asked={asked} /> : null}
          {leads && undecided ? <Button onClick={() => setDialog('deadline')}>Move the deadline</Button> : null}
          {leads && undecided ? (
            <>
              <Button glyph="v-nogo" onClick={() => setDialog('NO-GO')}>
                Decide NO-GO
              </Button>
              <Button glyph="v-go" kind={board.verdict.word === 'GO' ? 'primary' : 'plain'} onClick={() => setDialog('GO')}>
                Decide GO
              </Button>
            </>
          ) : null}
          {leads && maySoon && newest !== undefined ? ask : null}
        </span>
      </div>
      {asked === undefined ? (
        <EmptyState title="The lanes have not been asked yet" actions={leads ? ask : undefined}>
          Before a release each lane’s owner says go, no-go or abstain with a note. Dissent is shown beside the computed verdict, and a lead
          records the decision.{leads ? '' : ' A lead of the program asks.'}
        </EmptyState>
      ) : (
        <>
          <RoundSummary board={board} asked={asked} />
          <ul className="gn-lanes" aria-label="Lanes">
            {board.lanes.map((lane) => (
              <LaneCard key={lane.key} asked={asked} lane={lane} vote={asked.votes.find((vote) => vote.laneKey === lane.key)} />
            ))}
          </ul>
        </>
      )}
      {board.goNoGo.length > 1 ? <History board={board} shown={asked} onChoose={(number) => change({ round: String(number) })} /> : null}
      {dialog === 'open' ? <OpenRoundDialog board={board} onClose={close} /> : null}
      {asked && undecided && dialog === 'deadline' ? <DeadlineDialog asked={asked} onClose={close} /> : null}
      {asked && undecided && (dialog === 'GO' || dialog === 'NO-GO') ? (
        <DecisionDialog board={board} asked={asked} word={dialog} onClose={close} />
      ) : null}
    </div>
  )
}

const MemoMenu = ({ board, asked }: { board: Board; asked: BoardGoNoGo }) => {
  const { slug } = board.program
  const href = (format: string) => `/api/v1/programs/${encodeURIComponent(slug)}/go-no-go/${asked.id}/memo?format=${format}`
  const fileName = (ending: string) => `${slug}-go-no-go-${asked.number}.${ending}`
  return (
    <Menu
      label="Memo"
      align="right"
      sections={[
        {
          items: [
            { label: 'Memo to print', detail: 'One HTML page', download: { href: href('html'), fileName: fileName('html') } },
            { label: 'Memo as Markdown', detail: 'For a wiki or a ticket', download: { href: href('markdown'), fileName: fileName('md') } },
          ],
        },
      ]}
    >
      Memo
    </Menu>
  )
}

const History = ({ board, shown, onChoose }: { board: Board; shown: BoardGoNoGo | undefined; onChoose: (number: number) => void }) => (
  <Panel title="Asked so far" line>
    <ul className="gn-past">
      {[...board.goNoGo].reverse().map((each) => (
        <li key={each.id}>
          <Button small pressed={each === shown} onClick={() => onChoose(each.number)}>
            {`Go/no-go ${each.number}`}
          </Button>
          <span className="cut">{each.question}</span>
          {each.decision === null ? (
            <span className="sec">not decided</span>
          ) : (
            <Status
              look={each.decision.override ? { glyph: 'waiv', word: 'GO, by override', tone: 'warn' } : VERDICT_LOOK[each.decision.word]}
              size={14}
            />
          )}
          <span className="sec">
            <TimeText at={each.decision?.at ?? each.openedAt} />
          </span>
        </li>
      ))}
    </ul>
  </Panel>
)
