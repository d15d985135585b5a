import { ROOT, runStep, tsNode } from '../../run/steps.ts'
import { type EvidenceStep, StepFailed } from '../step.ts'
import { writeArtifact } from './write-artifact.ts'

export const checksStep: EvidenceStep = {
  name: 'checks',
  command: 'pnpm check',
  artifacts: [
    {
      path: 'quality/checks.txt',
      what: 'Format, lint, types, import directions and generated files, each with its outcome.',
      proves: ['QUA.4'],
      kept: 'git',
    },
  ],
  run: async (folder) => {
    const { code, output } = await runStep(...tsNode('packages/testing/src/run-checks.ts'))
    if (code !== 0) throw new StepFailed('a check does not hold')
    // Times are of one machine and one moment.
    const lines = output.replaceAll(ROOT, '').replaceAll(/ \([0-9.]+ s\)/g, '')
    writeArtifact(folder, 'quality/checks.txt', lines)
    return { checks: lines.split('\n').filter((line) => line.startsWith('ok ')).length }
  },
}
