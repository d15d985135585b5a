import { describe, expect, it } from 'vitest'
import { parsePlanText } from './documents.ts'
import { loadSamplePlans, parsePlanFile, type ReportLine, writePlanFile } from './index.ts'
import { lineOf, PLAN_TEXT } from './testing/plan-text.ts'

const at = (lines: readonly ReportLine[], text: string, fragment: string): ReportLine | undefined => lines[lineOf(text, fragment) - 1]

describe('the line report', () => {
  it('maps every content line of a plan file to what it became', () => {
    const { plan, report } = parsePlanText(PLAN_TEXT)
    expect(plan).toEqual((parsePlanFile(PLAN_TEXT) as { plan: unknown }).plan)
    expect(report.lines.map((line) => line.text).join('\n')).toBe(PLAN_TEXT.trimEnd())
    expect(report.lines.every((line) => line.status === 'mapped' && line.entities.length > 0 && line.reason === '')).toBe(true)
    expect(at(report.lines, PLAN_TEXT, 'slug: demo')?.entities).toEqual([{ kind: 'program', key: 'demo' }])
    expect(at(report.lines, PLAN_TEXT, 'tasks:')?.entities).toEqual([{ kind: 'section', key: 'tasks' }])
    expect(at(report.lines, PLAN_TEXT, 'title: Second')?.entities).toEqual([{ kind: 'task', key: 'T2' }])
    expect(at(report.lines, PLAN_TEXT, '- {ref: T1}')?.entities).toEqual([{ kind: 'dependency', key: 'T1->T2' }])
    expect(at(report.lines, PLAN_TEXT, 'text: CI is green')?.entities).toEqual([{ kind: 'requirement', key: 'G1.1' }])
    expect(at(report.lines, PLAN_TEXT, '- path:')?.entities).toEqual([{ kind: 'workflow', key: '.github/workflows/ci.yml' }])
    expect(at(report.lines, PLAN_TEXT, 'title: Nobody looks')?.entities).toEqual([{ kind: 'risk', key: 'R1' }])
    expect(at(report.lines, PLAN_TEXT, 'from: G1')?.entities).toEqual([{ kind: 'dependency', key: 'G1->G2' }])
  })

  it('names everything that one line holds', () => {
    const text = PLAN_TEXT.replace(
      '- key: G2\n    title: Done\n    at: 7',
      '- {key: G2, title: Done, at: 7, requirements: [{key: G2.1, text: a}, {key: G2.2, text: b}], after: [{ref: T1}]}',
    )
    const line = at(parsePlanText(text).report.lines, text, 'key: G2,')
    expect(line?.entities).toEqual([
      { kind: 'gate', key: 'G2' },
      { kind: 'requirement', key: 'G2.1' },
      { kind: 'requirement', key: 'G2.2' },
      { kind: 'dependency', key: 'T1->G2' },
    ])
  })

  it('says that comments are not kept, and takes blank lines and rules for decoration', () => {
    const text = `# Our plan\n---\n\n${PLAN_TEXT.replace('first: 0', 'first: 0 # Friday').replace('text: Bring cake', 'text: |\n      Bring cake\n      # and tea\n      ---\n\n      Thanks')}`
    const { plan, report } = parsePlanText(text)
    expect(plan?.sections.notes[0]?.text).toBe('Bring cake\n# and tea\n---\n\nThanks\n')
    expect(report.lines[0]).toMatchObject({ status: 'unmapped', reason: 'A comment is not kept.' })
    expect(report.lines.slice(1, 3).map((line) => line.status)).toEqual(['decoration', 'decoration'])
    expect(at(report.lines, text, '# Friday')).toMatchObject({ status: 'mapped', reason: 'The comment at its end is not kept.' })
    expect(at(report.lines, text, '# and tea')).toMatchObject({ status: 'mapped', entities: [{ kind: 'note', key: 'N1' }] })
    expect(at(report.lines, text, '      ---')).toMatchObject({ status: 'mapped' })
  })

  it('reports JSON in the same way, brackets included', () => {
    const parsed = parsePlanFile(PLAN_TEXT)
    const json = parsed.ok ? writePlanFile(parsed.plan, 'json') : ''
    const { plan, report } = parsePlanText(json)
    expect(plan).not.toBeNull()
    expect(report.lines.every((line) => line.status === 'mapped')).toBe(true)
    expect(at(report.lines, json, '"title": "Second"')?.entities).toEqual([{ kind: 'task', key: 'T2' }])
  })

  it('keeps the lines when there are problems: no plan, issues as warnings, the line at fault unmapped', () => {
    const text = PLAN_TEXT.replace('{ref: T1}', '{ref: T9}')
    const { plan, report } = parsePlanText(text)
    expect(plan).toBeNull()
    expect(report.warnings).toMatchObject([{ code: 'key_unknown', line: lineOf(text, 'ref: T9') }])
    expect(at(report.lines, text, 'ref: T9')).toMatchObject({ status: 'unmapped', reason: expect.stringContaining('T9') })
    expect(report.lines.filter((line) => line.status === 'unmapped')).toHaveLength(1)
  })

  it('keeps the lines when the notation is broken', () => {
    const text = PLAN_TEXT.replace('at: 4', 'at: [4')
    const { plan, report } = parsePlanText(text)
    expect(plan).toBeNull()
    expect(report.lines).toHaveLength(PLAN_TEXT.trimEnd().split('\n').length)
    expect(report.lines.every((line) => line.status === 'unmapped' && line.reason !== '')).toBe(true)
    expect(report.warnings[0]).toMatchObject({ code: 'yaml_syntax' })
  })

  it('gives a reason for every line of a text that should be a plan file and is none', () => {
    const text = '# A plan\n\n| Day | Task |\n| --- | :--: |\n| D0 | Lock |\n\n---\n- [ ] one\n```yaml\nx: 1\n```\nDone.\n'
    const { plan, report } = parsePlanText(text, { format: 'yaml' })
    expect(plan).toBeNull()
    expect(report.warnings).toMatchObject([{ code: 'unknown_format' }])
    expect(report.lines.map((line) => line.status)).toEqual([
      'unmapped',
      'decoration',
      'unmapped',
      'decoration',
      'unmapped',
      'decoration',
      'decoration',
      'unmapped',
      'decoration',
      'unmapped',
      'decoration',
      'unmapped',
    ])
    expect(report.lines.filter((line) => line.status === 'unmapped').every((line) => line.reason.includes('not part of a plan file'))).toBe(
      true,
    )
  })

  it('reads any other text as a document, whatever its name, unless the name or the caller says plan file', () => {
    const text = '# Spring release\n\n| Gate | Day | Owner |\n|---|---|---|\n| G1 Ready | D3 | @ana |\n'
    for (const options of [{}, { fileName: 'plan.md' }, { fileName: 'notes.txt' }, { format: 'markdown' }] as const) {
      const { plan, report } = parsePlanText(text, options)
      expect(report.format).toBe('markdown')
      expect(plan?.program.name).toBe('Spring release')
    }
    expect(parsePlanText(text, { fileName: 'plan.yaml' }).report.format).toBe('yaml')
    expect(parsePlanText(PLAN_TEXT, { fileName: 'notes.txt' }).report.format).toBe('yaml')
  })

  it('refuses a document in which nothing of a plan is, with one clear issue', () => {
    const { plan, report } = parsePlanText('Dear all,\n\nlunch is at noon.\n')
    expect(plan).toBeNull()
    expect(report.warnings).toMatchObject([{ code: 'nothing_recognised', line: 1 }])
    expect(report.lines.map((line) => line.status)).toEqual(['unmapped', 'decoration', 'unmapped'])
  })

  it('accounts for every line of the sample plans', () => {
    for (const { planText } of loadSamplePlans()) {
      const { plan, report } = parsePlanText(planText)
      expect(plan).not.toBeNull()
      expect(report.warnings).toEqual([])
      expect(report.lines.filter((line) => line.status !== 'mapped')).toEqual([])
    }
  })

  it('strips carriage returns and the byte order mark from the lines', () => {
    const { report } = parsePlanText(`\uFEFF${PLAN_TEXT.replaceAll('\n', '\r\n')}`)
    expect(report.lines.map((line) => line.text).join('\n')).toBe(PLAN_TEXT.trimEnd())
    expect(report.lines.every((line) => line.status === 'mapped')).toBe(true)
  })
})
