import type { HeadingRecogniser } from '../recogniser.ts'
import { readGateHeading, readMilestoneHeading } from './gates-and-milestones.ts'
import { readLaneHeading } from './lanes.ts'
import { readPeakHeading, readTopicHeading } from './topics.ts'
import { readPeriodHeading, readPhaseHeading } from './periods.ts'
import { readTaskHeading } from './tasks.ts'

/** What a heading makes, the surest first; the last only settles what its section is about. */
export const headingRecognisers: readonly HeadingRecogniser[] = [
  readPeakHeading,
  readMilestoneHeading,
  readGateHeading,
  readTaskHeading,
  readPhaseHeading,
  readPeriodHeading,
  readLaneHeading,
  readTopicHeading,
]
