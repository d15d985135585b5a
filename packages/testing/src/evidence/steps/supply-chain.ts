import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../run/steps.ts'
import { buildBom, bomText, findBomProblems } from '../build-bom.ts'
import { readInstalledLicences } from '../installed-licences.ts'
import { judgeLicences } from '../judge-licences.ts'
import { readProductionPackages } from '../production-packages.ts'
import { type EvidenceStep, StepFailed } from '../step.ts'
import { jsonText, writeArtifact } from './write-artifact.ts'

/** The workspaces that are shipped. What only tests and benches need is not. */
export const SHIPPED: readonly string[] = ['apps/api', 'apps/web', 'apps/cli']

const readPackages = () => readProductionPackages(readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8'), SHIPPED)
const readLicences = () => readInstalledLicences(join(ROOT, 'node_modules/.pnpm'))

export const sbomStep: EvidenceStep = {
  name: 'sbom',
  command: 'pnpm evidence --only sbom',
  artifacts: [
    {
      path: 'supply-chain/sbom.cdx.json',
      what: 'Bill of materials (CycloneDX 1.6): every package that the product runs with, with its digest and licence.',
      proves: ['SUP.1'],
      kept: 'git',
    },
  ],
  run: async (folder) => {
    const packages = readPackages()
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
    const text = bomText(buildBom(packages, readLicences(), version))
    const problems = await findBomProblems(text)
    if (problems.length > 0) throw new StepFailed(`the bill of materials does not fit its schema: ${problems.slice(0, 3).join('; ')}`)
    writeArtifact(folder, 'supply-chain/sbom.cdx.json', text)
    return { components: packages.length }
  },
}

export const licencesStep: EvidenceStep = {
  name: 'licences',
  command: 'pnpm evidence --only licences',
  artifacts: [
    {
      path: 'supply-chain/licences.json',
      what: 'The licence of every package that the product runs with; each is one that the project takes.',
      proves: ['SUP.2'],
      kept: 'git',
    },
  ],
  run: async (folder) => {
    const judged = judgeLicences(readPackages(), readLicences())
    if (judged.refused.length > 0)
      throw new StepFailed(
        `licences that the project does not take: ${judged.refused.map(({ key, licence }) => `${key} (${licence ?? 'unknown'})`).join(', ')}`,
      )
    writeArtifact(folder, 'supply-chain/licences.json', jsonText({ licences: judged.taken, notInstalled: judged.notInstalled }))
    return { packages: judged.taken.length, notInstalled: judged.notInstalled.length }
  },
}
