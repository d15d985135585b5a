import type { WordGroup } from './word-group.ts'

/** Units of time in front of or behind a number. Single letters are read where the context is plain, see read-periods.ts. */
export const UNIT_WORDS = {
  day: { en: 'day, days, d', de: 'tag, tage, tagen, arbeitstag, arbeitstage, t' },
  week: { en: 'week, weeks, w, wk, wks, cw', de: 'woche, wochen, kw, kalenderwoche, kalenderwochen' },
  sprint: { en: 'sprint, sprints, iteration, iterations', de: 'sprint, sprints, iteration, iterationen' },
  hour: { en: 'hour, hours, h, hr, hrs', de: 'stunde, stunden, std, h' },
  minute: { en: 'minute, minutes, min, mins, m', de: 'minute, minuten, min' },
  month: { en: 'month, months', de: 'monat, monate, monaten' },
} as const satisfies WordGroup

/** ISO weekdays. */
export const WEEKDAY_WORDS = {
  '1': { en: 'monday, mon, mondays', de: 'montag, mo, montags' },
  '2': { en: 'tuesday, tue, tues, tuesdays', de: 'dienstag, di, dienstags' },
  '3': { en: 'wednesday, wed, weds, wednesdays', de: 'mittwoch, mi, mittwochs' },
  '4': { en: 'thursday, thu, thur, thurs, thursdays', de: 'donnerstag, do, donnerstags' },
  '5': { en: 'friday, fri, fridays', de: 'freitag, fr, freitags' },
  '6': { en: 'saturday, sat, saturdays', de: 'samstag, sa, samstags, sonnabend' },
  '7': { en: 'sunday, sun, sundays', de: 'sonntag, so, sonntags' },
} as const satisfies WordGroup

export const MONTH_WORDS = {
  '1': { en: 'january, jan', de: 'januar, jan, jänner' },
  '2': { en: 'february, feb', de: 'februar, feb, feber' },
  '3': { en: 'march, mar', de: 'märz, mrz' },
  '4': { en: 'april, apr', de: 'april, apr' },
  '5': { en: 'may', de: 'mai' },
  '6': { en: 'june, jun', de: 'juni, jun' },
  '7': { en: 'july, jul', de: 'juli, jul' },
  '8': { en: 'august, aug', de: 'august, aug' },
  '9': { en: 'september, sep, sept', de: 'september, sep, sept' },
  '10': { en: 'october, oct', de: 'oktober, okt' },
  '11': { en: 'november, nov', de: 'november, nov' },
  '12': { en: 'december, dec', de: 'dezember, dez' },
} as const satisfies WordGroup
