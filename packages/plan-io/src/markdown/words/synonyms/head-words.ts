import type { WordGroup } from './word-group.ts'

/** Labels at the beginning or end of a document that say something about the program as a whole. */
export const HEAD_WORDS = {
  name: {
    en: 'program, programme, project, program name, project name, release, release name, plan name, title',
    de: 'programm, projekt, vorhaben, projektname, programmname, name, titel',
  },
  slug: { en: 'slug, short name', de: 'kurzname' },
  goal: {
    en: 'goal, goals, objective, aim, purpose, mission, target outcome, outcome, north star',
    de: 'ziel, ziele, zielsetzung, zweck, projektziel, auftrag',
  },
  repository: {
    en: 'repo, repository, repositories, git repository, source repository, code repository, github',
    de: 'repo, repository, quellcode, git repository, ablage, codeablage',
  },
  commit: {
    en: 'release sha, release commit, sha, commit, release revision',
    de: 'release sha, release commit, freigabestand, commit, auslieferungsstand',
  },
  start: {
    en: 'start, start date, starts, starts on, begin, begins, kickoff, kick off, project start, program start, programme start, release start, day 0, day 1, week 1',
    de: 'start, beginn, startdatum, projektstart, projektbeginn, ab, auftakt',
  },
  end: {
    en: 'end, end date, ends, deadline, launch date, release date, go live, target date, due date',
    de: 'ende, enddatum, frist, endtermin, abgabe, zieltermin, freigabetermin, go live',
  },
  date: { en: 'date, as of, dated, created', de: 'datum, stand, erstellt, stand vom' },
  time_zone: { en: 'time zone, timezone, zone, tz', de: 'zeitzone, zone' },
  horizon: {
    en: 'planning horizon, horizon, project period, program period, project window, program window, duration, length, timeline, time frame, timeframe, period, run time',
    de: 'planungshorizont, horizont, projektzeitraum, projektlaufzeit, dauer, laufzeit, zeitraum, zeitrahmen',
  },
  lead: {
    en: 'owner, program owner, program lead, lead, project lead, release manager, release lead, project manager, program manager, pm, responsible',
    de: 'leitung, projektleitung, projektleiter, projektleiterin, programmleitung, verantwortlich, verantwortung, gesamtverantwortung, freigabeleitung',
  },
  fact: {
    en: 'version, author, authors, prepared by, written by, status, next review, last updated, last snapshot, updated, reviewed by, approved by, document status, source, audience, classification, revision, location',
    de: 'version, autor, autoren, autorin, erstellt von, verfasst von, status, nächste überprüfung, nächste durchsicht, zuletzt geändert, aktualisiert, freigegeben von, quelle, verteiler, revision, ort, fassung',
  },
} as const satisfies WordGroup
