import type { BlockRecogniser, HeadingRecogniser } from '../recogniser.ts'
import { readFirstHeading } from './read-first-heading.ts'
import { readGrades } from './read-grades.ts'
import { readHeadFields } from './read-head-fields.ts'
import { readSummary } from './read-summary.ts'

export const headHeadingRecognisers: readonly HeadingRecogniser[] = [readFirstHeading]
export const headRecognisers: readonly BlockRecogniser[] = [readGrades, readHeadFields, readSummary]
