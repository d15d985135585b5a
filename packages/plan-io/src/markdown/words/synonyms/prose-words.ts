import type { WordGroup } from './word-group.ts'

/** Words that tell in a sentence or a label what kind of statement it is. */
export const PROSE_WORDS = {
  slip: {
    en: 'slip, slips, slipping, slipped, is late, runs late, delayed, delay, falls behind',
    de: 'rutscht, verschiebt sich, verzögert, verzug, verspätet, verspätung, verzögerung, in verzug',
  },
  buffer: {
    en: 'contingency, contingency buffer, buffer, reserve',
    de: 'puffer, puffertage, pufferwochen, reserve, reservetage, zeitpuffer',
  },
  consume: {
    en: 'consume, consumes, consumed, use, uses, eat into, absorb, draw on, spend',
    de: 'verbraucht, verbrauchen, nutzen, nutzt, genutzt, aufgebraucht, beansprucht, zehrt',
  },
  peak: {
    en: 'peak, peak team size, peak headcount, peak staffing',
    de: 'spitze, spitzenbedarf, höchststand, spitzenbesetzung, maximale teamgröße',
  },
  average: { en: 'average, average team size, average headcount', de: 'durchschnitt, durchschnittlich, durchschnittliche teamgröße' },
  daily: { en: 'daily, every day, each day, end of day', de: 'täglich, tägliche, täglicher, tägliches, jeden tag, tagesende' },
  weekly: { en: 'weekly, every week, once a week', de: 'wöchentlich, wöchentliche, wöchentlicher, jede woche' },
  biweekly: { en: 'biweekly, fortnightly, every two weeks, every other week', de: 'zweiwöchentlich, vierzehntägig, alle zwei wochen' },
  monthly: { en: 'monthly, every month', de: 'monatlich, monatliche' },
  stream: {
    en: 'product, products, module, modules, stream, streams, workstream, workstreams, squad, squads, team, teams, track, tracks, lane, lanes',
    de: 'produkt, produkte, produkten, modul, module, modulen, strang, stränge, strängen, team, teams, gruppe, gruppen, teilprojekt, teilprojekte, teilprojekten, spur, spuren, bahn, bahnen, gewerk, gewerke, gewerken',
  },
  parallel: { en: 'parallel track, parallel tracks, parallel streams, in parallel', de: 'parallele spur, parallele stränge, parallel' },
  escalate: {
    en: 'escalate, escalates, escalation, escalation triggers, war room, triggers a war room, page',
    de: 'eskalation, eskalieren, eskaliert, krisenraum, krisensitzung, alarmieren',
  },
  coverage: { en: 'target coverage, coverage target, coverage', de: 'zielabdeckung, testabdeckung, abdeckung' },
  sign_off: {
    en: 'sign off, signoff, signs off, approval, approved by, approves',
    de: 'freigabe, abnahme, gibt frei, genehmigung, freizeichnung, unterschrift',
  },
  lead_time: { en: 'within, in less than, no later than', de: 'innerhalb, binnen, spätestens nach' },
} as const satisfies WordGroup
