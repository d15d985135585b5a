import { z } from 'zod'
import { describeProblems } from '../schema/describe-problems.ts'
import { evidenceType, handle, key, note, period, priority, SHA_PATTERN, sentence, taskStatus, title, url } from '../schema/fields.ts'
import { readSource } from '../source/read-source.ts'

const sha = z.string().regex(SHA_PATTERN, 'must be 40 digits of 0-9 and a-f')
const hoursAgo = z.number().min(0).max(10_000)

/**
 * How far a sample program has come. It is applied after the import through the same services that people use, oldest first, so
 * every time is hours before the moment of loading. What is said about the plan itself stays in the plan file.
 */
export const sampleProgressSchema = z.strictObject({
  sample: z.literal(1),
  /** Slug of the program that it belongs to. */
  program: z.string(),
  /** Period that is the current one when the sample is loaded; the plan's start is shifted to make it so. */
  today: period,
  /** Commits in the order in which they became the release. */
  releases: z.array(z.strictObject({ sha, hoursAgo, by: handle })).default([]),
  /** Tasks that are no longer `todo`. A finished one without actual periods kept to its plan. */
  tasks: z
    .array(
      z.strictObject({
        key,
        status: taskStatus,
        actualStart: period.optional(),
        actualFinish: period.optional(),
        /** How many items of its checklist are ticked, from the top. */
        ticked: z.int().min(0).optional(),
      }),
    )
    .default([]),
  blockers: z
    .array(
      z.strictObject({
        key,
        task: key,
        title,
        severity: priority,
        openedHoursAgo: hoursAgo,
        by: handle,
        escalationLevel: z.int().min(1).max(9).default(1),
        /** Waiting for an outsider: the clock stands still since then. */
        paused: z.strictObject({ hoursAgo, reason: sentence }).nullable().default(null),
      }),
    )
    .default([]),
  evidence: z
    .array(
      z.strictObject({
        gate: key,
        requirement: key,
        type: evidenceType,
        title,
        url: url.nullable().default(null),
        /** Path and heading, test name or run, as people write it. */
        reference: z.string().max(300).default(''),
        sha: sha.nullable().default(null),
        /** Of the type `test`: the one test that it is about. */
        test: z
          .strictObject({ suite: sentence, name: sentence, run: z.string().max(300).default('') })
          .nullable()
          .default(null),
        /** When it was made; it is attached then too. */
        hoursAgo,
        by: handle,
      }),
    )
    .default([]),
  waivers: z
    .array(z.strictObject({ gate: key, requirement: key, reason: sentence, by: handle, hoursAgo, expiresInHours: hoursAgo }))
    .default([]),
  /** Gates that were begun; one with `submitted` was handed in, and `approvals` are its signatures. */
  gates: z
    .array(
      z.strictObject({
        key,
        startedHoursAgo: hoursAgo,
        by: handle,
        submitted: z.strictObject({ by: handle, hoursAgo }).nullable().default(null),
        approvals: z.array(z.strictObject({ by: handle, hoursAgo, note: note.default('') })).default([]),
      }),
    )
    .default([]),
})
export type SampleProgress = z.output<typeof sampleProgressSchema>

/** Reads a progress file. It is part of the program, so a bad one is a bug and throws, with every problem and its line. */
export function readSampleProgress(text: string): SampleProgress {
  const { root, issues } = readSource(text)
  const parsed = root === null ? null : sampleProgressSchema.safeParse(root.value)
  const problems = parsed?.success === false && root !== null ? describeProblems(parsed.error.issues, root, sampleProgressSchema) : []
  const all = [...issues, ...problems]
  if (parsed?.success !== true || all.length > 0) {
    throw new Error(`The progress file is not right:\n${all.map((issue) => `line ${issue.line ?? 0}: ${issue.message}`).join('\n')}`)
  }
  return parsed.data
}
