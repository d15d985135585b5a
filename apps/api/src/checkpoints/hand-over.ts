import type { PendingCheckpoint } from '@gatehouse/db'

/** One way to hand a checkpoint over to whoever keeps it outside. Answers null when it was taken, or one sentence why it was not. Never throws. */
export type HandOver = (checkpoint: PendingCheckpoint, signal: AbortSignal) => Promise<string | null>

/** Name of a checkpoint's file. A slug holds nothing that could leave the folder. */
export const checkpointFileName = (slug: string, { seq, reason }: { readonly seq: number; readonly reason: string }): string =>
  `${slug}-${seq}-${reason.replaceAll('_', '-')}.checkpoint.json`
