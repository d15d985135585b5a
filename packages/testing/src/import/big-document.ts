const LANES = ['Signals', 'Tracks', 'Depots', 'Tickets', 'Power', 'Safety']
const DAYS = 60

/** A Markdown plan of at least this many bytes: matrices, gates, risks, checkbox trees, diagrams, code and prose, in turn. The same every time. */
export function writeBigDocument(bytes: number): string {
  const parts = ['# Every line of the network (D0..D59)\n\n**Start:** 2026-03-02\n**Goal:** Move all lines to the new control room.\n']
  let length = parts[0]?.length ?? 0
  for (let chapter = 1; length < bytes; chapter += 1) {
    const part = writeChapter(chapter)
    parts.push(part)
    length += part.length
  }
  return parts.join('\n')
}

function writeChapter(chapter: number): string {
  const days = Array.from({ length: DAYS }, (_, day) => day)
  // One chapter in five is a plan; the others are the prose around it, as in grown documents.
  if (chapter % 5 !== 1) return `## ${chapter}. Notes on line ${chapter}\n\n${days.map((day) => writeProse(chapter, day)).join('\n\n')}\n`
  return [
    `## ${chapter}. Timeline of line ${chapter}`,
    '',
    `| Day | ${LANES.join(' | ')} | Gate |`,
    `|---|${'---|'.repeat(LANES.length + 1)}`,
    ...days.map((day) => `| **D${day}** | ${LANES.map((lane) => `${lane} step ${day} of line ${chapter}`).join(' | ')} | — |`),
    '',
    `## ${chapter}. Risks of line ${chapter}`,
    '',
    '| Risk | Trigger | Impact | Probability | Mitigation | Owner |',
    '|---|---|---|---|---|---|',
    ...days
      .slice(0, 12)
      .map((day) => `| Fault ${day} of line ${chapter} | Alarm ${day} | High | Low | Spare part ${day} | @line-${chapter} |`),
    '',
    `## ${chapter}. Checklist of line ${chapter}`,
    '',
    ...days.slice(0, 20).flatMap((day) => [`- [ ] Check ${day} of line ${chapter}`, `  - [x] Lamp ${day}`, `  - [ ] Cable ${day}`]),
    '',
    '```mermaid',
    'flowchart LR',
    ...days.slice(0, 10).map((day) => `  N${chapter}x${day}[Step ${day}] --> N${chapter}x${day + 1}`),
    '```',
    '',
  ].join('\n')
}

const writeProse = (chapter: number, day: number): string =>
  `On day ${day} the crew of line ${chapter} meets at the depot, walks the track with the *inspector* and writes down what it finds in \`log-${chapter}-${day}.md\`. Whoever finds a broken lamp replaces it at once and tells the control room.`
