import type { HeadingRecogniser } from '../recogniser.ts'

export const headingRecognisers: readonly HeadingRecogniser[] = []
