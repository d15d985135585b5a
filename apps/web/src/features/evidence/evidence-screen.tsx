import type { Board, BoardEvidence, EvidenceType } from '@gatehouse/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import { useBoard, useSlug } from '../../app-data/program.ts'
import { listParam, textParam, useSearchState, wordsParam } from '../../lib/search-state.ts'
import { Button, CopyText, EmptyState, ErrorState, FilterSelect, ScrollX, Sha, TimeText } from '../../ui/index.ts'
import { evidenceQuery } from './evidence.queries.ts'
import { EvidenceDetail } from './evidence-detail.tsx'
import { EVIDENCE_STATES, lookOf, StateWord, stateOf } from './evidence-state.tsx'
import './evidence.css'

const TYPES = ['doc', 'contract', 'code', 'test', 'ci_run', 'artifact', 'link'] as const satisfies readonly EvidenceType[]
const search = z.object({
  item: textParam(),
  gate: listParam(),
  type: wordsParam(TYPES),
  state: wordsParam(EVIDENCE_STATES),
  q: textParam(),
})

/** Every proof that was attached, withdrawn ones too: type, commit, digest, age and where it is used. */
export const EvidenceScreen = () => {
  const board = useBoard()
  const [{ item, gate, type, state, q }, change] = useSearchState(search)
  const list = useQuery(evidenceQuery(useSlug()))
  // What counts is on the board already; withdrawn pieces follow.
  const all = newestFirst(list.data ?? board.gates.flatMap((gate) => gate.requirements.flatMap((requirement) => requirement.evidence)))
  const words = q?.trim().toLowerCase() ?? ''
  const shown = all.filter(
    (piece) =>
      (gate.length === 0 || gate.includes(piece.gateKey)) &&
      (type.length === 0 || type.includes(piece.type)) &&
      (state.length === 0 || state.includes(stateOf(piece))) &&
      (words === '' ||
        `${piece.title} ${piece.reference} ${piece.sha ?? ''} ${piece.digest} ${piece.file?.name ?? ''} ${piece.attachedBy.name}`
          .toLowerCase()
          .includes(words)),
  )
  const chosen = all.find((piece) => piece.id === item)
  return (
    <div className="page">
      <div className="ev-bar">
        <h1>Evidence</h1>
        <span className="t12 sec">
          {shown.length === all.length ? `${all.length} pieces` : `${shown.length} of ${all.length} pieces`}
          {all.length > 0 ? `, ${all.filter((piece) => piece.withdrawnAt === null && piece.freshness === 'fresh').length} fresh` : ''}
        </span>
        <span className="sp" />
        <input
          className="inp ev-q"
          type="search"
          placeholder="Title, commit, digest, person"
          aria-label="Find evidence"
          value={q ?? ''}
          onChange={(event) => change({ q: event.currentTarget.value || undefined })}
        />
        <FilterSelect
          label="Gate"
          options={board.gates.map((each) => ({ value: each.key, label: each.key, hint: each.title }))}
          selected={gate}
          onChange={(next) => change({ gate: [...next] })}
        />
        <FilterSelect
          label="Type"
          options={TYPES.map((each) => ({ value: each, label: each }))}
          selected={type}
          onChange={(next) => change({ type: [...next] })}
        />
        <FilterSelect
          label="State"
          options={EVIDENCE_STATES.map((each) => ({ value: each, label: lookOf(each).word }))}
          selected={state}
          onChange={(next) => change({ state: [...next] })}
        />
      </div>
      {list.isError ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {all.length === 0 ? (
        <EmptyState
          title="Nothing is attached yet"
          actions={
            <Link to="/p/$slug/gates" params={{ slug: board.program.slug }} className="btn">
              Open gates
            </Link>
          }
        >
          Evidence is attached to a requirement, on its gate’s page: paste a link or a commit, upload a file, or let a CI job post it.
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState
          title="No evidence matches"
          actions={<Button onClick={() => change({ gate: [], type: [], state: [], q: undefined })}>Show all</Button>}
        />
      ) : (
        <div className={chosen ? 'ev-two' : 'ev-one'}>
          <EvidenceTable
            board={board}
            pieces={shown}
            item={item}
            narrow={chosen !== undefined}
            onOpen={(id) => change({ item: id }, 'push')}
          />
          {chosen ? (
            <EvidenceDetail
              key={chosen.id}
              board={board}
              piece={chosen}
              all={all}
              onOpen={(id) => change({ item: id }, 'push')}
              onClose={() => change({ item: undefined })}
            />
          ) : null}
        </div>
      )}
      {item && !chosen && !list.isPending ? (
        <EmptyState title="This evidence is not here" actions={<Button onClick={() => change({ item: undefined })}>Show the list</Button>}>
          The link names a piece of evidence that this program does not have.
        </EmptyState>
      ) : null}
    </div>
  )
}

const newestFirst = (pieces: readonly BoardEvidence[]): readonly BoardEvidence[] =>
  [...pieces].sort((a, b) => (a.attachedAt < b.attachedAt ? 1 : a.attachedAt > b.attachedAt ? -1 : 0))

const EvidenceTable = ({
  board,
  pieces,
  item,
  narrow,
  onOpen,
}: {
  board: Board
  pieces: readonly BoardEvidence[]
  item: string | undefined
  /** Details stand beside it: what they say is left out here. */
  narrow: boolean
  onOpen: (id: string) => void
}) => {
  const texts = new Map(board.gates.flatMap((gate) => gate.requirements.map((requirement) => [requirement.key, requirement.text] as const)))
  return (
    <section className="pn ev-list" aria-label="Evidence">
      <ScrollX label="Evidence, table">
        <table className="tb">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Proof</th>
              <th scope="col">Type</th>
              <th scope="col">Commit</th>
              {narrow ? null : <th scope="col">SHA-256</th>}
              <th scope="col">Proves</th>
              <th scope="col">Attached</th>
              {narrow ? null : <th scope="col">By</th>}
            </tr>
          </thead>
          <tbody>
            {pieces.map((piece) => (
              <tr key={piece.id} aria-current={piece.id === item ? 'true' : undefined}>
                <td className="nw">
                  <StateWord piece={piece} />
                </td>
                <td>
                  <button type="button" className="lk" onClick={() => onOpen(piece.id)}>
                    {piece.title}
                  </button>
                </td>
                <td>
                  <span className="typ">{piece.type}</span>
                </td>
                <td>{piece.sha ? <Sha sha={piece.sha} label="Commit" /> : <span className="ter">none</span>}</td>
                {narrow ? null : (
                  <td>
                    <CopyText text={piece.digest} label="Digest" mono>
                      {piece.digest.slice(0, 8)}
                    </CopyText>
                  </td>
                )}
                <td className={narrow ? 'nw' : ''}>
                  <Link
                    to="/p/$slug/gates/$key"
                    params={{ slug: board.program.slug, key: piece.gateKey }}
                    search={{ requirement: piece.requirementKey }}
                    className="lk"
                  >
                    {piece.requirementKey}
                  </Link>{' '}
                  {narrow ? null : <span className="sec">{texts.get(piece.requirementKey)}</span>}
                </td>
                <td className="nw">
                  <TimeText at={piece.attachedAt} form="age" />
                </td>
                {narrow ? null : <td className="sec nw">{piece.attachedBy.name}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </section>
  )
}
