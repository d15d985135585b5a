import { headRecognisers, headHeadingRecognisers } from './head/index.ts'
import { headingRecognisers as namedHeadings } from './headings/index.ts'
import { noteStreams, proseRecognisers } from './prose/index.ts'
import type { BlockRecogniser, HeadingRecogniser } from './recogniser.ts'
import { tableRecognisers } from './tables/index.ts'

/** Asked in this order; the first that takes the block, or the heading, has it. */
export const headingRecognisers: readonly HeadingRecogniser[] = [...headHeadingRecognisers, ...namedHeadings]
export const blockRecognisers: readonly BlockRecogniser[] = [noteStreams, ...headRecognisers, ...tableRecognisers, ...proseRecognisers]
