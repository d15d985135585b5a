import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ArtifactEntry, LARGEST_KEPT, type Manifest, measureArtifact } from './manifest.ts'
import { type EvidenceStep, StepFailed } from './step.ts'

export interface MadeFrom {
  /** 40 hex. */
  readonly commit: string
  readonly clean: boolean
  /** ISO instant. */
  readonly madeAt: string
}

/**
 * Runs one step and puts what it made below `folder` (`evidence/artifacts`). What the step made earlier is taken away first: after a failure
 * nothing of it is left that could be taken for proof. Throws `StepFailed` when it does not make everything it should.
 */
export const makeArtifacts = async (step: EvidenceStep, folder: string, from: MadeFrom): Promise<readonly ArtifactEntry[]> => {
  for (const { path } of step.artifacts) rmSync(join(folder, path), { force: true })
  mkdirSync(folder, { recursive: true })
  // Beside the artifacts, so that moving them is one rename.
  const draft = mkdtempSync(join(folder, '.draft-'))
  try {
    const figures = await step.run(draft)
    const missing = step.artifacts.filter(({ path }) => measureArtifact(draft, path) === null)
    if (missing.length > 0) throw new StepFailed(`it did not make ${missing.map(({ path }) => path).join(', ')}`)
    const large = step.artifacts.filter(({ path, kept }) => kept === 'git' && (measureArtifact(draft, path)?.size ?? 0) > LARGEST_KEPT)
    if (large.length > 0) throw new StepFailed(`too large for git: ${large.map(({ path }) => path).join(', ')}`)
    return step.artifacts.map(({ path, what, proves, kept }) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      renameSync(join(draft, path), join(folder, path))
      const measured = measureArtifact(folder, path)
      if (measured === null) throw new Error(`${path} is gone`)
      return {
        path,
        what,
        step: step.name,
        command: step.command,
        ...from,
        ...measured,
        kept,
        proves: [...proves],
        figures: { ...figures },
      }
    })
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** The entries that still hold: a file that differs from its digest, or is gone though git keeps it, proves nothing. */
export const stillThere = (folder: string, artifacts: Manifest['artifacts']): readonly ArtifactEntry[] =>
  artifacts.filter(({ path, sha256, kept }) => {
    const measured = measureArtifact(folder, path)
    return measured === null ? kept === 'local' : measured.sha256 === sha256
  })
