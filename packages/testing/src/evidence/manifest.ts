import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan, Requirement } from '@gatehouse/core'
import { z } from 'zod'
import type { EvidenceStep } from './step.ts'

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)

/** `evidence/manifest.json`: what was made, by which command, when, from which commit, with which digest, and what it proves. */
export const manifestSchema = z.strictObject({
  version: z.literal(1),
  /** By path. */
  artifacts: z.array(
    z.strictObject({
      path: z.string().regex(/^[a-z0-9-]+\/[a-z0-9.-]+$/),
      what: z.string().min(1),
      step: z.string().min(1),
      command: z.string().min(1),
      madeAt: z.iso.datetime(),
      commit: z.string().regex(/^[0-9a-f]{40}$/),
      /** Whether the tree was exactly that commit. */
      clean: z.boolean(),
      size: z.int().positive(),
      sha256: sha256Hex,
      /** `local`: too large for git; whoever made it has it. */
      kept: z.enum(['git', 'local']),
      proves: z.array(z.string()).min(1),
      figures: z.record(z.string(), z.number()),
    }),
  ),
  /** Every requirement of the plan that artifacts prove. */
  requirements: z.array(
    z.strictObject({
      gate: z.string(),
      key: z.string(),
      text: z.string(),
      artifacts: z.array(z.strictObject({ path: z.string(), sha256: sha256Hex.nullable() })).min(1),
      /** What is missing, in one sentence; null: everything is here. */
      unmet: z.string().nullable(),
    }),
  ),
})
export type Manifest = z.infer<typeof manifestSchema>
export type ArtifactEntry = Manifest['artifacts'][number]

/** Bytes of the largest file that git is to keep. */
export const LARGEST_KEPT = 300_000

export const EMPTY_MANIFEST: Manifest = { version: 1, artifacts: [], requirements: [] }

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** What was made below `folder` (`evidence/artifacts`) for one artifact; null: nothing is there, or it is empty. */
export const measureArtifact = (folder: string, path: string): { readonly size: number; readonly sha256: string } | null => {
  const file = join(folder, path)
  if (!existsSync(file)) return null
  const { size } = statSync(file)
  return size === 0 ? null : { size, sha256: digestOf(readFileSync(file)) }
}

/** The manifest after a step: what it made before is out, what it made now is in. A step that failed made nothing. */
export const withStep = (manifest: Manifest, step: string, made: readonly ArtifactEntry[]): Manifest => ({
  ...manifest,
  artifacts: [...manifest.artifacts.filter((each) => each.step !== step), ...made].sort((a, b) => (a.path < b.path ? -1 : 1)),
})

/** A requirement that files prove; the others are computed by the board or written by people. */
const takesArtifacts = ({ accepts }: Requirement): boolean => accepts.includes('artifact') || accepts.includes('test')

/** Which artifacts each requirement of the plan needs, with the digests of those that the manifest has. One that is missing leaves it unmet. */
export const bindRequirements = (
  plan: Plan,
  steps: readonly EvidenceStep[],
  artifacts: readonly ArtifactEntry[],
): Manifest['requirements'] => {
  const made = new Map(artifacts.map((each) => [each.path, each.sha256]))
  return plan.gates.flatMap((gate) =>
    gate.requirements.filter(takesArtifacts).map((requirement) => {
      const needed = steps
        .flatMap((step) => step.artifacts.map((artifact) => ({ step, artifact })))
        .filter(({ artifact }) => artifact.proves.includes(requirement.key))
      const missing = needed.filter(({ artifact }) => !made.has(artifact.path))
      const commands = [...new Set(missing.map(({ step }) => step.name))]
      return {
        ...{ gate: gate.key, key: requirement.key, text: requirement.text },
        artifacts: needed.map(({ artifact: { path } }) => ({ path, sha256: made.get(path) ?? null })),
        unmet:
          missing.length === 0
            ? null
            : `${missing.map(({ artifact }) => artifact.path).join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing: pnpm evidence --only ${commands.join(',')}`,
      }
    }),
  )
}

/** `sha256sum --check` reads it from `evidence/artifacts`. */
export const sumsText = (artifacts: readonly ArtifactEntry[]): string =>
  artifacts.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('')
