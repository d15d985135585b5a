import type { Issue } from '@gatehouse/core'
import { describe, expect, it } from 'vitest'
import { parsePlanFile, writePlanFile } from './index.ts'
import { lineOf, PLAN_TEXT } from './testing/plan-text.ts'

const issuesOf = (text: string, options = {}): readonly Issue[] => {
  const parsed = parsePlanFile(text, options)
  return parsed.ok ? [] : parsed.issues
}
/** The plan text with one fragment changed, and what is found in it. */
const change = (from: string, to: string): { text: string; issues: readonly Issue[] } => {
  if (!PLAN_TEXT.includes(from)) throw new Error(`no ${from}`)
  const text = PLAN_TEXT.replace(from, to)
  return { text, issues: issuesOf(text) }
}

describe('a good plan file', () => {
  it('gives a plan with every default filled in', () => {
    const parsed = parsePlanFile(PLAN_TEXT)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
    const { plan } = parsed
    expect(parsed.warnings).toEqual([])
    expect(plan.program).toEqual({
      slug: 'demo',
      name: 'Demo',
      goal: '',
      cadence: 'day',
      prefix: 'D',
      first: 0,
      last: 9,
      startsOn: '2026-02-20',
      timeZone: 'Asia/Kolkata',
      workingDays: [1, 2, 3, 4, 5, 6, 7],
      holidays: [],
      stepUp: false,
    })
    expect(plan.releaseTarget?.workflows).toEqual([{ path: '.github/workflows/ci.yml', required: true, events: [] }])
    expect(plan.contingency).toEqual({ from: 8, to: 9, tolerance: 0, target: 'G2' })
    expect(plan.tasks[1]).toMatchObject({
      priority: 'P1',
      status: 'todo',
      parent: null,
      gate: null,
      after: [{ ref: 'T1', kind: 'hard', lag: 0 }],
      movedTo: null,
      note: '',
    })
    expect(plan.gates[0]?.requirements).toEqual([
      {
        key: 'G1.1',
        text: 'CI is green',
        accepts: ['ci_run'],
        min: 1,
        oneOf: [],
        freshness: 'release_sha',
        maxAgeHours: null,
        warnHours: null,
        workflow: '.github/workflows/ci.yml',
        rule: null,
      },
    ])
    expect(plan.sections.risks).toEqual([{ key: 'R1', title: 'Nobody looks' }])
    expect(Object.keys(plan.sections)).toHaveLength(11)
  })

  it('is the same in JSON, with spaces, tabs or neither', () => {
    const yaml = parsePlanFile(PLAN_TEXT)
    if (!yaml.ok) throw new Error('not ok')
    const json = writePlanFile(yaml.plan, 'json')
    for (const text of [json, JSON.stringify(JSON.parse(json)), JSON.stringify(JSON.parse(json), null, '\t')]) {
      expect(parsePlanFile(text)).toEqual(yaml)
      expect(parsePlanFile(text, { format: 'json' })).toEqual(yaml)
      expect(parsePlanFile(text, { fileName: 'plan.json' })).toEqual(yaml)
    }
  })

  it('may begin with a byte order mark, end its lines with CRLF and hold comments', () => {
    const plain = parsePlanFile(PLAN_TEXT)
    expect(parsePlanFile(`\uFEFF${PLAN_TEXT}`)).toEqual(plain)
    expect(parsePlanFile(PLAN_TEXT.replaceAll('\n', '\r\n'))).toEqual(plain)
    expect(parsePlanFile(`# a plan\n---\n${PLAN_TEXT.replace('first: 0', 'first: 0 # the first')}...\n`)).toEqual(plain)
    expect(issuesOf(PLAN_TEXT.replace('last: 9', 'last: x').replaceAll('\n', '\r\n'))[0]?.line).toBe(lineOf(PLAN_TEXT, 'last: 9'))
  })

  it('takes an anchor that is used with measure', () => {
    const text = PLAN_TEXT.replace('owners: ["@owner-qa"]}', 'owners: &qa ["@owner-qa"]}').replace(
      'reviewers: ["@owner-qa"]',
      'reviewers: *qa',
    )
    expect(parsePlanFile(text)).toEqual(parsePlanFile(PLAN_TEXT))
  })

  it('warns of fields that nobody knows in lists without rules, keeps them, and of workflows that nobody reads', () => {
    const text = PLAN_TEXT.replace('text: Bring cake', 'text: Bring cake\n    catgory: food').replace(
      'workflow: .github/workflows/ci.yml',
      'workflow: .github/workflows/other.yml',
    )
    const parsed = parsePlanFile(text)
    expect(parsed).toMatchObject({
      ok: true,
      plan: { sections: { notes: [{ key: 'N1', text: 'Bring cake', catgory: 'food' }] } },
      warnings: [
        { code: 'workflow_not_read', line: lineOf(text, 'workflow: .github/workflows/other.yml') },
        { code: 'unknown_field', line: lineOf(text, 'catgory'), path: 'notes.N1.catgory', hint: 'Did you mean `category`?' },
      ],
    })
  })
})

describe('a bad plan file: what, where and how to mend it', () => {
  const cases: readonly (readonly [name: string, from: string, to: string, at: string, expected: Partial<Issue>])[] = [
    [
      'an unknown key',
      'finish: 4',
      'finnish: 4',
      'finnish',
      { code: 'unknown_key', path: 'tasks.T2.finnish', hint: 'Did you mean `finish`?' },
    ],
    [
      'an unknown key on top',
      'dependencies:',
      'dependancies:',
      'dependancies',
      { code: 'unknown_key', path: 'dependancies', hint: 'Did you mean `dependencies`?' },
    ],
    [
      'an unknown key that is like none',
      'priority: P0',
      'priority: P0\n    zebra: 1',
      'zebra',
      { code: 'unknown_key', path: 'tasks.T1.zebra' },
    ],
    ['two letters changed places', 'title: First', 'titel: First', 'titel', { code: 'unknown_key', hint: 'Did you mean `title`?' }],
    ['a wrong type', 'start: 0', 'start: soon', 'start: soon', { code: 'wrong_type', path: 'tasks.T1.start' }],
    ['a fraction for a period', 'start: 0', 'start: 0.5', 'start: 0.5', { code: 'wrong_type', path: 'tasks.T1.start' }],
    [
      'a number for a name',
      'name: Demo',
      'name: 12',
      'name: 12',
      { code: 'wrong_type', path: 'program.name', hint: 'Put it in quotes: "12".' },
    ],
    ['a missing field', '    title: First\n', '', '- key: T1', { code: 'missing', path: 'tasks.T1.title' }],
    ['a missing head field', '  cadence: day\n', '', 'program:', { code: 'missing', path: 'program.cadence' }],
    ['a missing version', 'gatehouse: 1\n', '', 'program:', { code: 'missing', path: 'gatehouse' }],
    ['another version', 'gatehouse: 1', 'gatehouse: 2', 'gatehouse: 2', { code: 'unsupported_version' }],
    ['an unknown word', 'priority: P0', 'priority: p0', 'priority: p0', { code: 'bad_value', hint: 'Did you mean `P0`?' }],
    ['a date that does not exist', '2026-02-20', '2026-02-30', 'startsOn', { code: 'bad_value', path: 'program.startsOn' }],
    ['a short SHA', 'sha: null', 'sha: 4d7e0c2', 'sha: 4d7e0c2', { code: 'bad_value', path: 'releaseTarget.sha' }],
    ['a SHA that reads as a number', 'sha: null', 'sha: 1234567890123456789012345678901234567890', 'sha: 12', { code: 'bad_number' }],
    [
      'a javascript: link',
      'text: Bring cake',
      'text: Bring cake\n    url: javascript:alert(1)',
      'url:',
      { code: 'bad_value', path: 'notes.N1.url' },
    ],
    ['a duplicate map key', 'title: First', 'title: First\n    title: Second', 'title: Second', { code: 'duplicate_key' }],
    ['a key used twice', 'key: T2', 'key: T1', 'key: T1\n    lane: L1\n    title: Second', { code: 'key_taken', path: 'tasks.T1' }],
    ['a key used by a task and a gate', 'key: G2', 'key: T2', 'key: T2\n    title: Done', { code: 'key_taken', path: 'gates.T2' }],
    ['an unknown reference', '{ref: T1}', '{ref: T9}', '{ref: T9}', { code: 'key_unknown', path: 'tasks.T2.after.T9' }],
    [
      'an unknown lane',
      'lane: L1\n    title: Second',
      'lane: L2\n    title: Second',
      'lane: L2',
      { code: 'key_unknown', path: 'tasks.T2.lane' },
    ],
    ['an unknown end of a dependency', 'to: G2', 'to: G3', 'to: G3', { code: 'key_unknown' }],
    ['a period out of range', 'at: 7', 'at: 12', 'at: 12', { code: 'period_out_of_range', path: 'gates.G2.at' }],
    ['a span the wrong way round', 'start: 3', 'start: 5', 'finish: 4', { code: 'span_reversed', path: 'tasks.T2.finish' }],
    ['a time zone that nobody has', 'Asia/Kolkata', 'Asia/Atlantis', 'timeZone', { code: 'time_zone_unknown' }],
    ['a forbidden key', 'risks:', '__proto__: {polluted: true}\nrisks:', '__proto__', { code: 'forbidden_key' }],
    [
      'a forbidden key, deep',
      'text: Bring cake',
      'text: Bring cake\n    more: {constructor: {prototype: 1}}',
      'more:',
      { code: 'forbidden_key' },
    ],
    ['a tag', 'name: Demo', 'name: !!js/function "x"', '!!js', { code: 'tag' }],
    ['an alias without its anchor', 'title: First', 'title: *nothing', '*nothing', { code: 'alias' }],
    ['a NUL', 'title: First', 'title: "a\\0b"', 'a\\0b', { code: 'bad_text' }],
    ['half a surrogate pair', 'title: First', 'title: "\\ud800"', '\\ud800', { code: 'bad_text' }],
    ['a text that is a list', 'title: First', 'title: [First]', 'title: [First]', { code: 'wrong_type' }],
    ['a list that is a word', 'reviewers: ["@owner-qa"]', 'reviewers: everyone', 'reviewers:', { code: 'wrong_type' }],
    ['a tab as indentation', '    start: 3', '\t\tstart: 3', '\t\tstart', { code: 'yaml_syntax' }],
    ['an open bracket', '{ref: T1}', '{ref: T1', '{ref: T1', { code: 'yaml_syntax' }],
    ['a second document', 'risks:', '---\nrisks:', '---', { code: 'several_documents' }],
  ]
  it.each(cases)('%s', (_name, from, to, at, expected) => {
    const { text, issues } = change(from, to)
    const issue = issues.find((each) => each.code === expected.code)
    expect(issue).toMatchObject(expected)
    if (expected.code !== 'yaml_syntax') expect(issue?.line).toBe(lineOf(text, at))
    else expect(Math.abs((issue?.line ?? 0) - lineOf(text, at))).toBeLessThanOrEqual(1)
    expect(issue?.message).toMatch(/\.$/)
    expect(issues.every((each) => (each.line ?? 0) >= 1 && each.message.length > 10)).toBe(true)
  })

  it('names a cycle with its whole path, on the line of one of its links', () => {
    const { text, issues } = change('    finish: 2\n', '    finish: 2\n    after: [{ref: G1}]\n')
    const cycle = issues.find((issue) => issue.code === 'dependency_cycle')
    expect(cycle?.message).toMatch(/T1 → T2 → G1 → T1|T2 → G1 → T1 → T2|G1 → T1 → T2 → G1/)
    expect([lineOf(text, 'after: [{ref: G1}]'), lineOf(text, '- {ref: T1}'), lineOf(text, 'after: [{ref: T2}]')]).toContain(cycle?.line)
  })

  it('lists everything at once, by line: notation, schema, references and cycles', () => {
    const text = PLAN_TEXT.replace('timeZone: Asia/Kolkata', 'timezone: Asia/Kolkata')
      .replace('finish: 2', 'finish: two')
      .replace('{ref: T1}', '{ref: T9}')
      .replace('at: 7', 'at: 70')
      .replace('to: G2', 'to: G1')
      .replace('text: Bring cake', 'text: Bring cake\n    text: Eat it')
    const issues = issuesOf(text)
    expect(issues.map((issue) => issue.code)).toEqual([
      'unknown_key',
      'wrong_type',
      'key_unknown',
      'period_out_of_range',
      'dependency_self',
      'duplicate_key',
    ])
    expect(issues.map((issue) => issue.line)).toEqual(
      ['timezone', 'finish: two', 'ref: T9', 'at: 70', 'from: G1', 'text: Eat it'].map((fragment) => lineOf(text, fragment)),
    )
  })

  it('does not blame the rest of the plan for a field that it had to leave out', () => {
    expect(change('  last: 9\n', '').issues.map((issue) => issue.code)).toEqual(['missing'])
    expect(change('    start: 3\n', '').issues.map((issue) => issue.path)).toEqual(['tasks.T2.start'])
    expect(change('    lane: L1\n    title: Second', '    title: Second').issues.map((issue) => issue.path)).toEqual(['tasks.T2.lane'])
    expect(change('tasks:\n', 'tasks: 5\nxs:\n').issues.map((issue) => issue.path)).toEqual(['tasks', 'xs'])
  })

  it('gives JSON lines too, and refuses what JSON does not allow', () => {
    const parsed = parsePlanFile(PLAN_TEXT)
    const json = parsed.ok ? writePlanFile(parsed.plan, 'json') : ''
    const wrong = json.replace('"title": "Second"', '"titel": "Second"')
    expect(issuesOf(wrong, { format: 'json' })).toMatchObject([
      { code: 'missing', path: 'tasks.T2.title' },
      { code: 'unknown_key', line: lineOf(wrong, '"titel"') },
    ])
    const twice = json.replace('"title": "Second"', '"title": "Second", "title": "Third"')
    expect(issuesOf(twice, { format: 'json' })).toMatchObject([{ code: 'duplicate_key', line: lineOf(twice, '"Third"') }])
    const broken = json.replace('"at": 4,', '"at": 4')
    expect(issuesOf(broken, { format: 'json' })).toMatchObject([{ code: 'json_syntax' }])
    expect(Math.abs((issuesOf(broken, { format: 'json' })[0]?.line ?? 0) - lineOf(broken, '"at": 4'))).toBeLessThanOrEqual(1)
    expect(issuesOf('{"gatehouse": 1, // one\n}', { fileName: 'x.json' })).toMatchObject([{ code: 'json_syntax', line: 1 }])
    expect(issuesOf('gatehouse: 1', { format: 'json' })).toMatchObject([{ code: 'json_syntax', line: 1 }])
  })

  it.each([
    ['nothing', ''],
    ['white space', ' \n\n'],
    ['a comment', '# later\n'],
  ])('says that %s is empty', (_name, text) => {
    expect(issuesOf(text)).toMatchObject([{ code: 'empty', line: 1 }])
  })

  it.each(['hello', '- 1\n- 2', '42', 'null', '[]', '"x"'])('refuses a text that is no map: %s', (text) => {
    const issues = issuesOf(text)
    expect(issues.length).toBeGreaterThan(0)
    expect(issues[0]?.line).toBe(1)
  })
})
