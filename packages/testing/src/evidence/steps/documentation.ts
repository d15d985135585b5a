import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { ROOT, runStep, tsNode } from '../../run/steps.ts'
import { findBrokenLinks } from '../find-broken-links.ts'
import { type EvidenceStep, StepFailed } from '../step.ts'
import { jsonText, writeArtifact } from './write-artifact.ts'

export const openapiStep: EvidenceStep = {
  name: 'openapi',
  command: 'pnpm openapi',
  artifacts: [
    {
      path: 'documentation/openapi.json',
      what: 'The description of the API, made from the routes as the server registers them.',
      proves: ['DOC.1'],
      kept: 'local',
    },
  ],
  run: async (folder) => {
    const { code } = await runStep(...tsNode('apps/api/src/write-openapi.ts', '--check'))
    if (code !== 0) throw new StepFailed('the committed description of the API is not what the routes say')
    const text = readFileSync(join(ROOT, 'apps/api/openapi.json'), 'utf8')
    const { paths } = JSON.parse(text) as { paths: Readonly<Record<string, object>> }
    writeArtifact(folder, 'documentation/openapi.json', text)
    return { paths: Object.keys(paths).length }
  },
}

const listDocuments = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return listDocuments(path)
    return entry.name.endsWith('.md') ? [path] : []
  })

export const documentsStep: EvidenceStep = {
  name: 'documents',
  command: 'pnpm evidence --only documents',
  artifacts: [
    {
      path: 'documentation/documents.json',
      what: 'Every document with its digest; all their links to files of the repository lead somewhere.',
      proves: ['DOC.2'],
      kept: 'git',
    },
  ],
  run: async (folder) => {
    const paths = ['README.md', 'evidence/README.md', ...listDocuments('docs')].sort()
    const documents = paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
    const leadsSomewhere = (from: string, to: string): boolean => existsSync(join(ROOT, relative(ROOT, join(ROOT, dirname(from), to))))
    const broken = documents.flatMap(({ path, text }) =>
      findBrokenLinks(text, (to) => leadsSomewhere(path, to)).map((to) => `${path} → ${to}`),
    )
    if (broken.length > 0) throw new StepFailed(`links that lead nowhere: ${broken.join(', ')}`)
    const rows = documents.map(({ path, text }) => ({ path, sha256: createHash('sha256').update(text).digest('hex') }))
    writeArtifact(folder, 'documentation/documents.json', jsonText(rows))
    return { documents: rows.length }
  },
}
