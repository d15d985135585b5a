import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runStep, tsNode } from '../../run/steps.ts'
import { type EvidenceStep, StepFailed } from '../step.ts'

const PATH = 'performance/bench.json'

export const benchStep: EvidenceStep = {
  name: 'bench',
  command: 'pnpm bench',
  artifacts: [
    {
      path: PATH,
      what: 'Every figure of the benchmarks, with the ratio that it must keep to and whether it does.',
      proves: ['PERF.1'],
      kept: 'git',
    },
  ],
  run: async (folder) => {
    const file = join(folder, PATH)
    mkdirSync(dirname(file), { recursive: true })
    const { code } = await runStep(...tsNode('packages/testing/src/run-bench.ts', '--json', file))
    if (code !== 0) throw new StepFailed('a benchmark broke or misses its target')
    const { figures } = JSON.parse(readFileSync(file, 'utf8')) as { figures: readonly { pass?: boolean | null }[] }
    return { figures: figures.length, targetsMet: figures.filter((each) => each.pass === true).length }
  },
}
