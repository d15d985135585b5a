import type { BlockRecogniser } from '../recogniser.ts'

export const proseRecognisers: readonly BlockRecogniser[] = []
