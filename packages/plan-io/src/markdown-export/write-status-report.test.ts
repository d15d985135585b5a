import { buildBoard, buildStatusReport, type LoggedEvent, type ProgramState } from '@gatehouse/core'
import { aBlocker, aCiRead, aGate, aProgram, aRequirement, aTarget, aTask, NOW, RELEASE_SHA } from '@gatehouse/core/testing'
import { describe, expect, it } from 'vitest'
import { writeStatusReport } from './write-status-report.ts'

const HOSTILE = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) a|b\n# top `code` **bold**'
const reportOf = (state: ProgramState, events: readonly LoggedEvent[] = []): string =>
  writeStatusReport(
    buildStatusReport({ board: buildBoard(state, NOW), risks: [{ key: 'R1', title: HOSTILE, mitigation: HOSTILE }], events }, NOW),
  )

const state = aProgram({
  tasks: [aTask({ title: HOSTILE })],
  gates: [aGate({ key: 'G1', at: 3, title: HOSTILE, requirements: [aRequirement({ text: HOSTILE })] })],
  blockers: [aBlocker({ title: HOSTILE })],
  releaseTarget: aTarget(),
  ci: aCiRead(),
})

describe('the status report as a page', () => {
  const page = reportOf(state, [
    {
      at: NOW,
      actor: HOSTILE,
      action: 'task.edited',
      subjectKind: 'task',
      subjectKey: 'T1',
      before: { title: 'x' },
      after: { title: HOSTILE },
    },
  ])

  it('has each part under its heading, in order', () => {
    expect(page.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      '# Sample: status on Wed 25 Feb 2026',
      expect.stringMatching(/^## ⊘ NO-GO: \d+ reasons?$/),
      '## Slip and buffer',
      '## Gates',
      '## Blockers',
      '## CI on the release commit',
      '## Risks',
      '## Changed since yesterday',
    ])
    expect(page).toContain('_14:30 (Asia/Kolkata), D5 of D0 to D14, revision 1._')
    expect(page).toContain(RELEASE_SHA)
  })

  it('lets no text of the program become markup', () => {
    for (const line of page.split('\n')) {
      expect(line).not.toMatch(/(?<!\\)<(?!br>)/)
      expect(line).not.toMatch(/(?<!\\)\]\(javascript/)
      expect(line).not.toMatch(/^# top/)
    }
    const rows = page.split('\n').filter((line) => line.startsWith('| **R1**'))
    expect(rows).toHaveLength(1)
    expect(rows[0]?.replaceAll('\\|', '').split('|')).toHaveLength(8)
  })

  it('says so where there is nothing', () => {
    const empty = writeStatusReport(buildStatusReport({ board: buildBoard(aProgram(), NOW), risks: [], events: [] }, NOW))
    for (const sentence of [
      'The plan has no gate.',
      'None is open.',
      'No workflow is named.',
      'The plan names none.',
      'Nothing since 24 Feb, 00:00.',
    ]) {
      expect(empty).toContain(sentence)
    }
  })
})
