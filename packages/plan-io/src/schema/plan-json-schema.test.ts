import { PLAN_SECTIONS } from '@gatehouse/core'
import { describe, expect, it } from 'vitest'
import { planJsonSchema } from './plan-json-schema.ts'

type Schema = { [key: string]: unknown; properties?: Record<string, Schema>; items?: Schema; required?: string[] }

describe('the published JSON Schema', () => {
  const schema = planJsonSchema() as Schema
  const entryOf = (list: string): Schema => schema.properties?.[list]?.items ?? {}

  it('is draft 2020-12 of the file as it may be written: what has a default is not required', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(schema.title).toBe('Gatehouse plan file')
    expect(schema.required).toEqual(['gatehouse', 'program'])
    expect(entryOf('tasks').required).toEqual(['key', 'lane', 'title', 'start', 'finish'])
    expect(entryOf('gates').required).toEqual(['key', 'title', 'at'])
  })

  it('refuses unknown keys where the format is pinned, and takes them in the free lists', () => {
    for (const list of ['tasks', 'gates', 'lanes', 'owners', 'phases', 'milestones', 'dependencies', 'criticalPaths', 'risks']) {
      expect(entryOf(list).additionalProperties).toBe(false)
    }
    expect(schema.additionalProperties).toBe(false)
    expect(entryOf('notes').additionalProperties).not.toBe(false)
  })

  it('has a title and a description for each list’s entries', () => {
    for (const list of ['tasks', 'gates', 'lanes', 'owners', 'phases', 'milestones', 'dependencies', 'criticalPaths', ...PLAN_SECTIONS]) {
      expect(entryOf(list).title).toBeTypeOf('string')
      expect(entryOf(list).description).toMatch(/\.$/)
    }
  })
})
