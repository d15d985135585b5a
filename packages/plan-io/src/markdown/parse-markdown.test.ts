import { checkPlan, PLAN_LIMITS, type Plan } from '@gatehouse/core'
import { describe, expect, it } from 'vitest'
import type { ParsedPlanText, ReadTextOptions } from '../report/parsed-plan-text.ts'
import { parseMarkdown } from './parse-markdown.ts'

type Read = ParsedPlanText['report'] & { readonly plan: Plan }
function read(text: string, options: ReadTextOptions = { today: '2026-01-05' }): Read {
  const { plan, report } = parseMarkdown(text, options)
  if (plan === null) throw new Error('no plan')
  expect(checkPlan(plan)).toEqual([])
  return { ...report, plan }
}
const GATES = '\n## Gates\n\n| Gate | Day | Owner | Required evidence |\n|---|---|---|---|\n'
const lineOf = (found: Read, fragment: string) => found.lines.find(({ text }) => text.includes(fragment))
const factsOf = (found: Read, field: string) => found.inferred.filter((fact) => fact.field === field).map(({ value }) => value)

describe('the head of a document', () => {
  it('gives the program its name, goal, start, zone and repository', () => {
    const found = read(
      `# Crane release 4 (D0..D3)\n\n**Repo:** \`acme/crane\`  \n**Start:** 2026-03-02 (MEZ)  \n**Goal:** Lift safely\n**Version:** 2\n${GATES}| G1 Ready | D3 | @ana | memo |\n`,
    )
    expect(found.plan.program).toMatchObject({
      slug: 'crane-release-4',
      name: 'Crane release 4',
      goal: 'Lift safely',
      cadence: 'day',
      prefix: 'D',
      first: 0,
      last: 3,
      startsOn: '2026-03-02',
      timeZone: 'Europe/Berlin',
    })
    expect(found.plan.releaseTarget).toEqual({ repository: 'acme/crane', sha: null, workflows: [] })
    expect(factsOf(found, 'timeZone')).toEqual(['Europe/Berlin'])
    expect(factsOf(found, 'startsOn')).toEqual([])
    expect(lineOf(found, 'Version')?.entities).toEqual([{ kind: 'fact', key: 'F1' }])
  })
  it('takes a path on a machine for no repository, and says so', () => {
    const found = read(`# Plan\n\n**Repo:** \`/home/me/crane\`\n${GATES}| G1 Ready | D3 | @ana | memo |\n`)
    expect(found.plan.releaseTarget).toBeNull()
    expect(lineOf(found, 'Repo')).toMatchObject({ status: 'unmapped', reason: expect.stringContaining('path on a machine') })
  })
  it('is what a person says where they say something, and marked as inferred where nobody does', () => {
    const text = `# Plan\n${GATES}| G1 Ready | D3 | @ana | memo |\n`
    expect(factsOf(read(text), 'startsOn')).toEqual(['2026-01-05'])
    const chosen = read(text, { head: { startsOn: '2026-07-01', timeZone: 'Asia/Tokyo', slug: 'mine', last: 9 } })
    expect(chosen.plan.program).toMatchObject({ slug: 'mine', startsOn: '2026-07-01', timeZone: 'Asia/Tokyo', last: 9 })
    expect(factsOf(chosen, 'startsOn')).toEqual([])
  })
  it('reaches as far as the document says it takes', () => {
    expect(
      read('# Plan\n\n- Planning horizon: 12 weeks\n\n## Milestones\n\n### Milestone A (Week 3)\n- done\n').plan.program,
    ).toMatchObject({
      cadence: 'week',
      first: 1,
      last: 12,
    })
  })
  it('starts on the Monday of its first calendar week', () => {
    const weeks = '\n\n| KW | Aufgabe |\n|---|---|\n| KW 3 | Kran prüfen |\n| KW 4–5 | Kran heben |\n'
    const found = read(`# Kranplan\n\nStand: 09.01.2026${weeks}`)
    expect(found.plan.program).toMatchObject({ cadence: 'week', first: 3, last: 5, startsOn: '2026-01-12' })
    expect(read(`# Kranplan\n\nStart: 13.01.2026${weeks}`).plan.program.startsOn).toBe('2026-01-13')
  })
  it('holds how ready the release is and must become', () => {
    const found = read(
      `# Plan\n\n## Baseline assessment\n\n- Current grade: **57/100**.\n- Target grade: **88+/100**.\n${GATES}| G1 Ready | D3 | @ana | memo |\n`,
    )
    expect(found.plan.sections.metrics).toMatchObject([{ key: 'readiness', baseline: 57, target: '88+', unit: '/100' }])
  })
})

describe('gates', () => {
  it('never get their only owner as reviewer while somebody else is there', () => {
    const found = read(`# Plan\n${GATES}| G1 Ready | D1 | @ana | memo |\n| G2 Go | D3 | @ben | memo |\n`)
    expect(found.plan.gates.map(({ reviewers }) => reviewers)).toEqual([['@ben'], ['@ana']])
    expect(factsOf(found, 'reviewers')).toHaveLength(2)
  })
  it('have no reviewer where nobody can be concluded, and say so', () => {
    const found = read(`# Plan\n${GATES}| G1 Ready | D1 | @ana | memo |\n`)
    expect(found.plan.gates[0]?.reviewers).toEqual([])
    expect(found.warnings.map(({ code }) => code)).toContain('no_reviewer')
  })
  it('ask for what their wording implies: types, freshness, workflow, rule', () => {
    const found = read(
      `# Plan\n\n**Repo:** acme/crane\n${GATES}| G1 Ready | D1 | @ana | CI run of \`crane-gate\` green on the release SHA; scan report not older than 24 h; all P0 done |\n`,
    )
    const [run, scan, rule] = found.plan.gates[0]?.requirements ?? []
    expect(run).toMatchObject({ key: 'G1.1', accepts: ['ci_run'], freshness: 'release_sha', workflow: '.github/workflows/crane-gate.yml' })
    expect(scan).toMatchObject({ freshness: 'max_age', maxAgeHours: 24 })
    expect(rule).toMatchObject({ rule: 'p0_done', accepts: [] })
    expect(found.plan.releaseTarget?.workflows.map(({ path }) => path)).toEqual(['.github/workflows/crane-gate.yml'])
  })
})

describe('references', () => {
  const TASKS =
    '# Plan\n\n| ID | Task | Day | Owner |\n|---|---|---|---|\n| T1 | Pour the slab | D1 | @ana |\n| T2 | Weld the frame | D2 | @ben |\n| T3 | Paint the frame red | D3 | @ben |\n'
  const dependencies = (lines: string) => read(`${TASKS}${GATES}| G1 Go/No-Go | D4 | @ana | memo |\n\n## Hard dependencies\n\n${lines}\n`)
  const pairs = ({ plan }: Read): readonly string[] => plan.dependencies.map(({ from, to, kind }) => `${from}>${to} ${kind}`)

  it('by key stand as written', () => {
    const found = dependencies('- T1 → blocks T2\n- T3 → blocks G1')
    expect(pairs(found)).toEqual(['T1>T2 hard', 'T3>G1 hard'])
    expect(found.unresolved).toEqual([])
  })
  it('by words are linked, marked and offered', () => {
    const found = dependencies('- Slab poured → blocks the final decision')
    expect(pairs(found)).toEqual(['T1>G1 hard'])
    expect(found.unresolved.map(({ field, stands }) => `${field} ${stands}`)).toEqual(['from T1', 'to G1'])
    expect(found.unresolved[0]?.candidates[0]).toEqual({ kind: 'task', key: 'T1', title: 'Pour the slab' })
    expect(factsOf(found, 'from')).toEqual(['T1'])
  })
  it('to nothing in the plan become a task before what they block', () => {
    const found = dependencies('- Harbour licence → blocks T2')
    expect(pairs(found)).toEqual(['X1>T2 hard'])
    expect(found.plan.tasks.find(({ key }) => key === 'X1')).toMatchObject({
      title: 'Harbour licence',
      start: 2,
      finish: 2,
      priority: 'P2',
    })
  })
  it('to a key that nobody has are left out, and listed', () => {
    const found = dependencies('- T9 → blocks T2')
    expect(pairs(found)).toEqual([])
    expect(found.unresolved).toMatchObject([{ field: 'from', text: 'T9', stands: null }])
    expect(found.warnings.map(({ code }) => code)).toContain('reference_unknown')
  })
  it('that were guessed never close a circle', () => {
    const found = dependencies('- T1 → blocks T3\n- T3 → blocks T2\n- Frame weld → blocks pour slab')
    expect(pairs(found).slice(0, 2)).toEqual(['T1>T3 hard', 'T3>T2 hard'])
    expect(found.warnings.map(({ code }) => code)).not.toContain('mended_dependency_cycle')
  })
  it('of a critical path have as many steps as the document, by period and words', () => {
    const found = read(
      `${TASKS}${GATES}| G1 Go/No-Go | D4 | @ana | memo |\n\n## Critical path\n\nD1 slab → D2 weld frame → D3 party → D4 decision\n\nIf it slips by more than 1 day, consume the D5-D6 contingency.\n`,
    )
    expect(found.plan.criticalPaths[0]?.steps).toEqual(['T1', 'T2', 'M1', 'G1'])
    expect(found.plan.milestones).toMatchObject([{ key: 'M1', from: 3, to: 3 }])
    expect(found.plan.contingency).toEqual({ from: 5, to: 6, tolerance: 1, target: 'G1' })
  })
})

describe('what a plan cannot hold', () => {
  it('is cut or left out with a warning, and the plan stays sound', () => {
    const long = 'very '.repeat(600)
    const rows = Array.from({ length: PLAN_LIMITS.gates + 20 }, (_, at) => `| K${at} ${long} | D${at % 3} | @ana | memo |`).join('\n')
    const found = read(`# Plan\n${GATES}${rows}\n`)
    expect(found.plan.gates).toHaveLength(PLAN_LIMITS.gates)
    expect(found.plan.gates[0]?.title.length).toBeLessThanOrEqual(PLAN_LIMITS.title)
  })
  it('is kept as a note where nobody knows it, and rejected where it says nothing', () => {
    const found = read(
      `# Plan\n${GATES}| G1 Ready | D3 | @ana | memo |\n\n<!-- hidden -->\n\n## Zebra\n\nStripes are black. Stripes are white.\n`,
    )
    expect(lineOf(found, 'hidden')).toMatchObject({ status: 'unmapped', reason: 'A comment is not kept.' })
    expect(lineOf(found, 'Stripes')?.status).toBe('mapped')
    expect(JSON.stringify(found.plan.sections.notes)).toContain('Stripes are black.')
  })
  it('of a text without any plan is nothing: no plan, one issue', () => {
    const { plan, report } = parseMarkdown('Hello there.\n')
    expect(plan).toBeNull()
    expect(report.warnings).toMatchObject([{ code: 'nothing_recognised' }])
  })
})
