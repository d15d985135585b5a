import type { BlockRecogniser } from '../recogniser.ts'

export const tableRecognisers: readonly BlockRecogniser[] = []
