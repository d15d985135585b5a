import type { BlockRecogniser, HeadingRecogniser } from '../recogniser.ts'
import { readFirstHeading } from './read-first-heading.ts'

export const headHeadingRecognisers: readonly HeadingRecogniser[] = [readFirstHeading]
export const headRecognisers: readonly BlockRecogniser[] = []
