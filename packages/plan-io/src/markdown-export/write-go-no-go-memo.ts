import type { Board, BoardGate, BoardGoNoGo, GoNoGoFacts, GoNoGoVote } from '@gatehouse/core'
import { sayInstant } from '@gatehouse/core'
import { type MemoBlock, writeMemoHtml } from './write-memo-html.ts'
import { joinRow, writeText } from './inline-text.ts'

export interface MemoFacts {
  /** Where the program's record ends; null: nothing is recorded. */
  readonly recordHead: { readonly seq: number; readonly hash: string } | null
  /** ISO instant. */
  readonly writtenAt: string
}

const VOTES: Readonly<Record<GoNoGoVote['vote'], string>> = { go: '● go', no_go: '⊘ no-go', abstain: '○ abstains' }

/** What was decided on; before that, what the board says now. */
const factsNow = (board: Board): GoNoGoFacts => ({
  verdict: board.verdict.word,
  reasons: board.verdict.reasons,
  waivers: board.gates.flatMap((gate) =>
    gate.waivers.filter(({ state }) => state === 'active').map((waiver) => ({ ...waiver, gateKey: gate.key })),
  ),
  releaseSha: board.releaseTarget?.sha ?? null,
  repository: board.releaseTarget?.repository ?? null,
  readiness: board.readiness.score,
  gatesSigned: board.gates.filter(({ state }) => state === 'SignedOff').length,
  gatesTotal: board.gates.length,
  slip: board.schedule.slip,
  contingencyLeft: board.contingency?.left ?? null,
})

const decisionBlocks = ({ decision, deadline, state }: BoardGoNoGo): MemoBlock[] => {
  if (decision === null)
    return [
      { kind: 'heading', text: 'Not decided' },
      { kind: 'text', text: `${state === 'open' ? 'Lanes answer until' : 'The deadline was'} ${sayInstant(deadline)}.` },
    ]
  const { word, by, at, reason, override, facts } = decision
  return [
    { kind: 'heading', text: `Decision: ${word}` },
    { kind: 'text', text: `By ${by.name}, ${sayInstant(at)}.` },
    ...(override
      ? [{ kind: 'text', text: `Override: the verdict was ${facts.verdict}. ${by.name} decides against it by name.` } as const]
      : []),
    ...(reason === '' ? [] : [{ kind: 'text', text: `Reason: ${reason}` } as const]),
  ]
}

const factBlocks = (facts: GoNoGoFacts, isDecided: boolean): MemoBlock[] => [
  { kind: 'heading', text: `Verdict ${isDecided ? 'at the decision' : 'now'}: ${facts.verdict}` },
  facts.reasons.length === 0
    ? { kind: 'text', text: 'Everything that is due is proved and signed.' }
    : { kind: 'list', items: facts.reasons.map(({ title, detail }) => `${title}. ${detail}`) },
  { kind: 'heading', text: 'Figures' },
  {
    kind: 'table',
    header: ['What', 'Value'],
    rows: [
      ['Repository', facts.repository ?? 'none is named'],
      ['Release commit', facts.releaseSha ?? 'none is chosen'],
      ['Readiness', `${facts.readiness} of 100`],
      ['Gates signed', `${facts.gatesSigned} of ${facts.gatesTotal}`],
      ['Slip of the target, in periods', String(facts.slip)],
      ['Contingency left, in periods', facts.contingencyLeft === null ? 'the plan has none' : String(facts.contingencyLeft)],
    ],
  },
  { kind: 'heading', text: 'Waivers in force' },
  facts.waivers.length === 0
    ? { kind: 'text', text: 'None.' }
    : {
        kind: 'table',
        header: ['Gate', 'Requirement', 'Reason', 'Until'],
        rows: facts.waivers.map(({ gateKey, requirementKey, reason, expiresAt }) => [
          gateKey,
          requirementKey,
          reason,
          sayInstant(expiresAt),
        ]),
      },
]

const laneBlocks = ({ votes, silent, dissent, counts }: BoardGoNoGo): MemoBlock[] => [
  { kind: 'heading', text: 'What the lanes say' },
  { kind: 'text', text: `${counts.go} go, ${counts.noGo} no-go, ${counts.abstain} abstain, ${counts.silent} silent.` },
  {
    kind: 'table',
    header: ['Lane', 'Says', 'Who', 'When', 'Note'],
    rows: [
      ...votes.map(({ laneKey, laneName, vote, actor, handle, at, note }) => [
        `${laneKey} ${laneName}`,
        VOTES[vote],
        handle === null ? actor.name : `${actor.name} (${handle})`,
        sayInstant(at),
        note,
      ]),
      ...silent.map(({ laneKey, laneName, owners }) => [`${laneKey} ${laneName}`, '– nothing', owners.join(', '), '', '']),
    ],
  },
  { kind: 'heading', text: 'Dissent' },
  dissent.length === 0
    ? { kind: 'text', text: 'None.' }
    : {
        kind: 'list',
        items: dissent.map(({ laneKey, laneName, said, actor, note }) =>
          said === 'nothing' ? `${laneKey} ${laneName} said nothing.` : `${laneKey} ${laneName}, ${actor?.name ?? ''}: ${note}`,
        ),
      },
]

const signaturesOf = (gate: BoardGate): string =>
  gate.signOffs
    .filter((signOff) => signOff.round === gate.round && signOff.decision === 'approve')
    .map(({ actor, role, onBehalfOf, at }) => {
      const as = [...(role === null ? [] : [role]), ...(onBehalfOf === null ? [] : [`for ${onBehalfOf}`])]
      return `${actor.name}${as.length === 0 ? '' : ` (${as.join(', ')})`}, ${sayInstant(at)}`
    })
    .join('; ')

const gateBlocks = ({ gates }: Board): MemoBlock[] => [
  { kind: 'heading', text: 'Gates and signatures' },
  gates.length === 0
    ? { kind: 'text', text: 'The plan has no gate.' }
    : {
        kind: 'table',
        header: ['Gate', 'State', 'Proved', 'Signed on', 'By'],
        rows: gates.map((gate) => [
          `${gate.key} ${gate.title}`,
          gate.face,
          `${gate.proved} of ${gate.requirements.length}`,
          gate.signedSha ?? '',
          signaturesOf(gate),
        ]),
      },
]

/**
 * The memo of a go/no-go, written from the facts: those that were recorded with the decision, or the board's where nothing is decided. Gates
 * and signatures are as the board has them when it is written. `html` is one page that needs nothing else and can be printed.
 */
export function writeGoNoGoMemo(board: Board, asked: BoardGoNoGo, memo: MemoFacts, format: 'markdown' | 'html'): string {
  const { recordHead, writtenAt } = memo
  const isDecided = asked.decision !== null
  const title = `${board.program.name}: go/no-go ${asked.number}`
  const blocks: MemoBlock[] = [
    { kind: 'text', text: asked.question },
    { kind: 'text', text: `Asked by ${asked.openedBy.name}, ${sayInstant(asked.openedAt)}; answers until ${sayInstant(asked.deadline)}.` },
    ...decisionBlocks(asked),
    ...factBlocks(asked.decision?.facts ?? factsNow(board), isDecided),
    ...laneBlocks(asked),
    ...gateBlocks(board),
    { kind: 'heading', text: 'Record' },
    {
      kind: 'text',
      text:
        `Written ${sayInstant(writtenAt)} at revision ${board.program.revision}. ` +
        (recordHead === null ? 'Nothing is recorded.' : `The record ends with event ${recordHead.seq}, ${recordHead.hash}.`),
    },
  ]
  return format === 'html' ? writeMemoHtml(title, blocks) : writeMarkdown(title, blocks)
}

const markdownOf = (block: MemoBlock): string => {
  switch (block.kind) {
    case 'heading':
      return `## ${writeText(block.text)}`
    case 'text':
      return writeText(block.text)
    case 'list':
      return block.items.map((item, index) => `${index + 1}. ${writeText(item)}`).join('\n')
    case 'table':
      return [
        joinRow(block.header),
        joinRow(block.header.map(() => '---')),
        ...block.rows.map((row) => joinRow(row.map((cell) => writeText(cell)))),
      ].join('\n')
  }
}

const writeMarkdown = (title: string, blocks: readonly MemoBlock[]): string =>
  `${[`# ${writeText(title)}`, ...blocks.map(markdownOf)].join('\n\n')}\n`
