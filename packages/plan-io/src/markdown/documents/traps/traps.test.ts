import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kindsAt, laneNamed, lineWith, readDocument, readText, spans, taskLike, tasksLike, warningsAt } from '../testing/read-document.ts'

describe('a D12 that is no day', () => {
  const document = readDocument('traps/d-is-no-day.md')
  const { plan } = document

  it('does not stretch the program', () => expect(plan.program).toMatchObject({ first: 0, last: 5 }))
  it('is a decision where decisions are listed', () => {
    expect(plan.sections.decisions.map((each) => each.key)).toEqual(['D12', 'D13'])
    expect(plan.sections.decisions.map((each) => each.status)).toEqual(['decided', 'open'])
  })
  it('moves no task that mentions it', () => {
    expect(taskLike(plan, /Review D12/)).toMatchObject({ start: 1, finish: 1 })
    expect(taskLike(plan, /Close defect D41/)).toMatchObject({ start: 2, finish: 2 })
    expect(taskLike(plan, /Update domain D7/)).toMatchObject({ start: 3, finish: 3 })
  })
  it('makes no period of defects', () => expect(lineWith(document, '| D99 |').status).toBe('mapped'))
})

describe('a weekday that disagrees with its date', () => {
  const document = readDocument('traps/weekday-disagrees.md')

  it('is a warning on its line, and the date is taken', () => {
    expect(document.plan.program.startsOn).toBe('2026-03-03')
    expect(warningsAt(document, '**Start:**').join()).toMatch(/Tuesday/)
    expect(warningsAt(document, '| D1 |').join()).toMatch(/Wednesday/)
  })
  it('is no warning where both agree', () => {
    expect(warningsAt(document, '| D0 |').join()).not.toMatch(/day/i)
    expect(taskLike(document.plan, /Test payment/)).toMatchObject({ start: 2, finish: 2 })
  })
})

describe('tables of counts and responsibilities', () => {
  const document = readDocument('traps/counts-and-raci.md')

  it('make no tasks, lanes or gates', () => {
    expect(document.plan.tasks).toHaveLength(6)
    expect(document.plan.lanes).toHaveLength(2)
    expect(document.plan.gates.map((gate) => gate.key)).toEqual(['G1'])
  })
  it('are accounted for', () => {
    for (const fragment of ['| Tasks | 6 |', '| Total | 9 |', '| Port receipts | C |']) {
      expect(lineWith(document, fragment).status).toBe('mapped')
      expect(kindsAt(document, fragment)).not.toContain('gate')
    }
  })
})

describe('ranges', () => {
  const { plan } = readDocument('traps/ranges.md')

  it('of weeks are spans, in every spelling', () => {
    expect(plan.program).toMatchObject({ cadence: 'week', first: 1, last: 12 })
    const epics = [/Dome control/, /Guide camera/, /Night plan/, /Archive/].map((words) => taskLike(plan, words))
    expect(spans(epics.map(({ start, finish }) => ({ from: start, to: finish })))).toEqual(['1-3', '4-6', '7-9', '10-12'])
  })
  it('of story numbers are no periods and lose nothing', () => {
    const kept = JSON.stringify(plan)
    for (const words of [/E8\.1/, /E8\.3/, /E10\.5/]) expect(kept).toMatch(words)
  })
})

describe('gates with the same title', () => {
  const { plan } = readDocument('traps/duplicate-gates.md')

  it('stay two gates with their own evidence and owner', () => {
    expect(plan.gates.map((gate) => `${gate.title}@${gate.at}`)).toEqual(['Review@1', 'Review@3', 'Go Live@5'])
    expect(plan.gates.map((gate) => gate.owners)).toEqual([['@kim'], ['@lou'], ['@kim']])
    expect(plan.gates.map((gate) => gate.requirements.map((each) => each.text).join())).toEqual([
      'Sketch accepted',
      'Seat map tested with 200 seats',
      'First ticket sold',
    ])
  })
})

describe('two gate tables', () => {
  const { plan } = readDocument('traps/two-gate-tables.md')

  it('are both read, in any order of columns', () => {
    expect(plan.gates.map((gate) => `${gate.key}@${gate.at} ${gate.title}`)).toEqual([
      'G1@1 Import checked',
      'G2@2 Cards printed',
      'G3@3 Fee decided',
      'G4@4 Open to readers',
    ])
    expect(plan.gates.map((gate) => gate.owners.join())).toEqual(['@reader', '@printer', '@lead', '@lead'])
  })
})

describe('empty cells', () => {
  const { plan } = readDocument('traps/empty-cells.md')

  it('make no task and no gate', () => {
    expect(plan.tasks.map((task) => task.title).filter((title) => !/TBD/.test(title))).toEqual([
      'Glue sensors',
      'Draw the chart',
      'Leave for the winter',
    ])
    expect(plan.gates.map((gate) => `${gate.key}@${gate.at}`)).toEqual(['G1@2'])
  })
})

describe('ragged rows', () => {
  const document = readDocument('traps/ragged-row.md')

  it('lose no cell', () => {
    expect(taskLike(document.plan, /Wire readers/)).toMatchObject({ start: 1, finish: 1 })
    expect(taskLike(document.plan, /Test screens/)).toMatchObject({ start: 2, finish: 2 })
    expect(JSON.stringify(document.plan) + lineWith(document, '| D2 |').reason + warningsAt(document, '| D2 |').join()).toContain(
      'warm gloves',
    )
  })
  it('with more cells than the head are warned of', () => expect(warningsAt(document, '| D2 |')).not.toEqual([]))
})

describe('“Same”', () => {
  const document = readDocument('traps/same.md')
  const at = (lane: RegExp, day: number) => tasksLike(document.plan, /./, { lane, at: day }).map((task) => task.title)

  it('means the cell to its left, or the one above in the first column', () => {
    expect(at(/Sound/, 1)).toEqual(['Proof-read'])
    expect(at(/Tickets/, 1)).toEqual(['Proof-read'])
    expect(at(/Scores/, 2)).toEqual(['Proof-read'])
    expect(at(/Tickets/, 2)).toEqual(['Mix the recording'])
  })
  it('says so', () => {
    expect(warningsAt(document, '| D1 |').join()).toMatch(/same/i)
    expect(lineWith(document, '| D2 |').line).toBeGreaterThan(0)
    expect(warningsAt(document, '| D2 |').join()).toMatch(/ditto|″/i)
  })
})

describe('emoji', () => {
  const { plan } = readDocument('traps/emoji.md')

  it('decorate, and hide no lane, day or gate', () => {
    expect(plan.lanes.map((lane) => lane.key)).toEqual(['L1', 'L2'])
    expect(plan.lanes[0]).toMatchObject({ name: expect.stringContaining('Motors'), owners: ['@mo'] })
    expect(plan.gates.map((gate) => `${gate.key}@${gate.at}`)).toEqual(['G1@1', 'G2@3'])
    expect(taskLike(plan, /Mount spirals/)).toMatchObject({ lane: 'L1', start: 0 })
  })
  it('that are statuses are read', () => {
    expect(taskLike(plan, /Turn test/).status).toBe('done')
    expect(taskLike(plan, /Card test/).status).toBe('in_progress')
    expect(taskLike(plan, /Cold test/).status).toBe('blocked')
    expect(taskLike(plan, /Coin test/).status).toBe('todo')
  })
})

describe('the same document in another encoding', () => {
  const text = readFileSync(join(import.meta.dirname, '../grammar/day-matrix.md'), 'utf8')
  const { plan } = readText(text)

  it('reads the same with CRLF and a byte order mark', () => {
    expect(readText(`\uFEFF${text.replaceAll('\n', '\r\n')}`).plan).toEqual(plan)
  })
  it('reads the same with no-break spaces in its words', () => {
    const spaced = text
      .split('\n')
      .map((line) => (/^[|*]/.test(line) ? line.replaceAll(/(?<=\w) (?=\w)/g, '\u00A0') : line))
      .join('\n')
    expect(spaced).not.toBe(text)
    expect(readText(spaced).plan).toEqual(plan)
  })
  it('reads the same with tabs around its cells', () => {
    expect(readText(text.replaceAll(' | ', '\t|\t')).plan).toEqual(plan)
  })
  it('reads the same without bold marks', () => {
    const plain = readText(text.replaceAll('**', '')).plan
    expect(plain.gates).toEqual(plan.gates)
    expect(plain.lanes).toEqual(plan.lanes)
    expect(plain.tasks.map((task) => task.title)).toEqual(plan.tasks.map((task) => task.title))
    expect(laneNamed(plain, /Validators/).key).toBe('L3')
  })
})
