/** One file that a step makes, and what it is proof of. */
export interface ArtifactSpec {
  /** Below `evidence/artifacts`, with `/`. */
  readonly path: string
  /** What it is, in one sentence. */
  readonly what: string
  /** Keys of the requirements of `evidence/plan.yaml` that need it. */
  readonly proves: readonly string[]
  /** `git`: committed. `local`: too large for that, so only its digest is committed. */
  readonly kept: 'git' | 'local'
}

/** Counts worth reading without opening the file: `passed`, `components` … */
export type Figures = Readonly<Record<string, number>>

/** One way of making proof. It leaves artifacts only when it succeeds. */
export interface EvidenceStep {
  readonly name: string
  /** What anybody can run to see the same. */
  readonly command: string
  readonly artifacts: readonly ArtifactSpec[]
  /** Writes its artifacts below `folder`, under the paths above; answers figures of the whole. Throws `StepFailed` with the reason. */
  readonly run: (folder: string) => Promise<Figures>
}

/** A step that did not come out well. Its message is one sentence for whoever ran it. */
export class StepFailed extends Error {}
