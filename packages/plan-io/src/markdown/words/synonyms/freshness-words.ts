import type { WordGroup } from './word-group.ts'

/** How fresh a proof must be. */
export const FRESHNESS_WORDS = {
  release: {
    en: 'release sha, release commit, release revision, current sha, exact commit, release head, on the release',
    de: 'release sha, freigabe commit, auslieferungsstand, freigabestand, release stand, release commit',
  },
  young: {
    en: 'not older than, no older than, younger than, within the last, at most, max age, maximum age, last',
    de: 'nicht älter als, jünger als, höchstens, innerhalb der letzten, maximal, letzten',
  },
} as const satisfies WordGroup

/** Words that connect others and name nothing; two texts that share only these are not alike. */
export const FILLER_WORDS = {
  filler: {
    en: 'with, from, into, that, this, these, those, then, than, when, before, after, against, every, each, all, and, the, for, via, per, not, are, must, have, will, over, under, only, also, across, between, until, through, their, your, more, other, unless, full',
    de: 'eine, einer, einem, einen, eines, nach, nicht, alle, allen, aller, oder, über, unter, wird, werden, wurde, sind, sein, beim, durch, jede, jeder, jedes, auch, noch, aber, ohne, gegen, zwischen, dass, diese, dieser, dieses, vor',
  },
} as const satisfies WordGroup

/** Weeks that are numbered by the year. */
export const CALENDAR_WORDS = {
  calendar_week: { en: 'cw, calendar week, calendar weeks, iso week, iso weeks', de: 'kw, kalenderwoche, kalenderwochen' },
} as const satisfies WordGroup
