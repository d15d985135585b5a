import { PLAN_LIMITS } from '@gatehouse/core'
import { z } from 'zod'

/** Names tasks, gates, lanes and so on; appears in URLs and dotted paths. */
export const KEY_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/
export const HANDLE_PATTERN = /^@[A-Za-z0-9][A-Za-z0-9._-]*$/
export const SLUG_PATTERN = /^[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$/
export const REPOSITORY_PATTERN = /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/
export const SHA_PATTERN = /^[0-9a-f]{40}$/
export const WORKFLOW_PATTERN = /^\.github\/workflows\/[^/\s]+\.ya?ml$/
export const OFFSET_PATTERN = /^T(?:[+-]\d+(?:\.\d+)?\s?(?:min|m|h|d|w)|[+-]?0)?$/
export const HTTP_PATTERN = /^https?:\/\/[^\s]+$/i

export const key = z.string().min(1).max(40).regex(KEY_PATTERN, 'must be letters, digits, and . _ - between them')
export const handle = z.string().min(2).max(60).regex(HANDLE_PATTERN, 'must be @ and then letters, digits, . _ -')
export const title = z.string().min(1).max(PLAN_LIMITS.title)
export const text = z.string().max(PLAN_LIMITS.text)
export const note = z.string().max(PLAN_LIMITS.note)
export const sentence = z.string().min(1).max(PLAN_LIMITS.text)
/** A period's index: 5 in `D5`. */
export const period = z.int().min(-1_000).max(10_000)
export const count = z.int().min(0).max(10_000)
export const isoDate = z.iso.date('must be a real date, written YYYY-MM-DD')
export const workflowPath = z.string().max(200).regex(WORKFLOW_PATTERN, 'must be a path such as .github/workflows/ci.yml')
export const url = z.string().max(2_000).regex(HTTP_PATTERN, 'must be a web address that begins with http:// or https://')
export const number = z.number()
export const dependencyKind = z.enum(['hard', 'soft'])
export const priority = z.enum(['P0', 'P1', 'P2', 'P3'])
export const taskStatus = z.enum(['todo', 'in_progress', 'blocked', 'done', 'moved', 'dropped'])
export const evidenceType = z.enum(['doc', 'contract', 'code', 'test', 'ci_run', 'artifact', 'link'])

/** A list that may be left out. */
export const listOf = <T extends z.ZodType>(item: T) => z.array(item).default([])
