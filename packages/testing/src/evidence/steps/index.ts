import type { EvidenceStep } from '../step.ts'
import { accessStep } from './access.ts'
import { benchStep } from './bench.ts'
import { checksStep } from './checks.ts'
import { documentsStep, openapiStep } from './documentation.ts'
import { journeysStep } from './journeys.ts'
import { licencesStep, sbomStep } from './supply-chain.ts'
import { testsStep } from './tests.ts'

/** Every step, the quick ones first. */
export const STEPS: readonly EvidenceStep[] = [
  sbomStep,
  licencesStep,
  accessStep,
  documentsStep,
  openapiStep,
  checksStep,
  testsStep,
  journeysStep,
  benchStep,
]
