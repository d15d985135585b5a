import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, runStep } from '../../run/steps.ts'
import { type AxeFinding, axeReport, findAttachments, type JourneysReport } from '../axe-report.ts'
import { type EvidenceStep, StepFailed } from '../step.ts'
import { withoutPlace } from '../test-reports.ts'
import { jsonText, writeArtifact } from './write-artifact.ts'

export const journeysStep: EvidenceStep = {
  name: 'journeys',
  command: 'pnpm e2e',
  artifacts: [
    {
      path: 'tests/journeys.junit.xml',
      what: 'Every journey in Chromium on the built app, against a real server, with its outcome (JUnit XML).',
      proves: ['QUA.2', 'SEC.1', 'A11Y.2'],
      kept: 'git',
    },
    {
      path: 'accessibility/axe.json',
      what: 'What axe found on every screen, light and dark: rules passed, and violations by screen.',
      proves: ['A11Y.1'],
      kept: 'git',
    },
  ],
  run: async (folder) => {
    const reports = mkdtempSync(join(tmpdir(), 'gatehouse-evidence-'))
    try {
      const [json, junit] = [join(reports, 'journeys.json'), join(reports, 'journeys.xml')]
      const { code } = await runStep(
        bin('playwright', 'apps/e2e'),
        ['test', '--config', 'apps/e2e/playwright.config.ts', '--reporter=list,json,junit'],
        { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: json, PLAYWRIGHT_JUNIT_OUTPUT_FILE: junit } },
      )
      if (code !== 0) throw new StepFailed('the journeys do not all pass')
      const report = JSON.parse(readFileSync(json, 'utf8')) as JourneysReport
      const { expected, flaky, skipped } = report.stats
      const scans = findAttachments(report, 'axe').map((text) => JSON.parse(text) as AxeFinding)
      if (scans.length === 0) throw new StepFailed('no journey left a report of axe')
      const axe = axeReport(scans)
      writeArtifact(folder, 'tests/journeys.junit.xml', withoutPlace(readFileSync(junit, 'utf8')))
      writeArtifact(folder, 'accessibility/axe.json', jsonText(axe))
      return { passed: expected + flaky, skipped, screens: axe.screens.length, violations: axe.violations }
    } finally {
      rmSync(reports, { recursive: true, force: true })
    }
  },
}
