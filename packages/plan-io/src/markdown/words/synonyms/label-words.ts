import type { WordGroup } from './word-group.ts'

/** Head words of tables, and labels in front of a colon. */
export const LABEL_WORDS = {
  period: {
    en: 'day, days, week, weeks, sprint, iteration, period, timeframe, time frame, timing, when, window, at, time slot, schedule',
    de: 'tag, tage, tagen, woche, wochen, kw, kalenderwoche, zeitraum, wann, zeitfenster, zeitpunkt, zeit',
  },
  date: {
    en: 'date, deadline, due date, due, due by, target date, by when, planned',
    de: 'datum, termin, frist, fällig, fällig am, fälligkeit, bis wann, stichtag, zieldatum',
  },
  start: { en: 'start, begin, begins, starts, start date, start week, start day, from', de: 'start, beginn, anfang, startdatum, ab, von' },
  finish: { en: 'end, finish, ends, end date, end week, end day, completion, to, until', de: 'ende, bis, enddatum, fertig bis, abschluss' },
  duration: { en: 'duration, length, effort days', de: 'dauer, länge' },
  estimate: {
    en: 'estimate, effort, size, points, story points, sp, hours, days of work, person days',
    de: 'aufwand, schätzung, punkte, personentage, pt, stunden',
  },
  lane: {
    en: 'platform, lane, workstream, work stream, stream, squad, track, team, swimlane, area, product, module, component, department',
    de: 'plattform, bahn, arbeitsstrang, strang, teilprojekt, team, gruppe, bereich, arbeitspaket, gewerk, modul, produkt, spur, arbeitsbereich, abteilung, teilbereich',
  },
  owner: {
    en: 'resp, resource, resources, author, owner, owners, responsible, accountable, lead, assignee, assigned to, assigned, who, dri, point of contact, contact, driver, owned by, person',
    de: 'ressource, ressourcen, zugewiesen an, verfasser, autor, verantwortlich, verantwortliche, verantwortlicher, verantwortung, zuständig, zuständige, zuständigkeit, besitzer, leitung, wer, ansprechpartner, bearbeiter, person, verantw',
  },
  reviewer: {
    en: 'reviewer, reviewers, reviewed by, approver, approvers, approved by, approval, signs off, sign off by, signed by, signatory, sign off',
    de: 'prüfer, prüferin, geprüft von, freigabe, freigabe durch, freigeber, abnahme durch, abgenommen von, unterschrift, gegenzeichnung',
  },
  mission: {
    en: 'mission, purpose of lane, mandate, charter, responsibility, responsibilities, scope, objective, objectives, goal, focus area',
    de: 'auftrag, mission, ziel, ziele, zielsetzung, umfang, aufgabenbereich',
  },
  deliverable: {
    en: 'deliverable, deliverables, primary deliverables, key deliverables, output, outputs, artifact, artifacts, result',
    de: 'ergebnis, ergebnisse, liefergegenstand, liefergegenstände, lieferobjekt, lieferobjekte, lieferergebnis, lieferergebnisse, artefakt, artefakte, arbeitsergebnis',
  },
  gate: {
    en: 'gate, gates, quality gate, stage gate, decision point, exit gate, gate title, gate name',
    de: 'tor, tore, gate, gates, freigabepunkt, qualitätstor, entscheidungspunkt, prüfpunkt, freigabetor, meilensteintor',
  },
  task: {
    en: 'epic, steps to do, task, tasks, activity, activities, work item, work, story, ticket, issue, action, to do, todo, what, feature, work package, action item',
    de: 'arbeitspaket, ticket, paket, aufgabe, aufgaben, tätigkeit, tätigkeiten, aktivität, aktivitäten, arbeit, vorgang, maßnahme, was, arbeitsschritt, vorhaben',
  },
  title: {
    en: 'title, name, summary, description, topic, subject',
    de: 'titel, name, bezeichnung, beschreibung, thema, betreff, kurzbeschreibung',
  },
  id: {
    en: 'id, key, no, nr, number, ref, code, abbreviation, abbr, short',
    de: 'nr, nummer, kennung, kürzel, schlüssel, lfd nr, kennziffer, abkürzung',
  },
  priority: { en: 'priority, prio, importance, urgency, p', de: 'priorität, prio, wichtigkeit, dringlichkeit' },
  status: {
    en: 'signed, status, state, progress, done, complete, completed, health',
    de: 'fertig, erfüllt, status, stand, zustand, fortschritt, erledigt, stand der dinge',
  },
  depends_on: {
    en: 'depends on, dependency, dependencies, predecessor, predecessors, blocked by, requires, needs, after, prerequisite, prerequisites, waits for, waiting on',
    de: 'abhängig von, abhängigkeit, abhängigkeiten, vorgänger, voraussetzung, voraussetzungen, braucht, benötigt, nach, blockiert von, hängt ab von, wartet auf',
  },
  blocks: {
    en: 'blocks, blocking, successor, successors, enables, unblocks, required by',
    de: 'blockiert, nachfolger, ermöglicht, gebraucht von',
  },
  evidence: {
    en: 'evidence link, proof link, evidence, required evidence, proof, evidence required, proof required, definition of done, evidence link',
    de: 'nachweis, nachweise, beleg, belege, erforderliche nachweise, geforderter nachweis, geforderte nachweise, beweis',
  },
  criteria: {
    en: 'criteria, criterion, exit criteria, exit criterion, acceptance criteria, acceptance criterion, success criteria, conditions, requirement, requirements, entry criteria, pass criteria',
    de: 'kriterium, kriterien, abnahmekriterium, abnahmekriterien, ausstiegskriterien, erfolgskriterien, bedingung, bedingungen, anforderung, anforderungen',
  },
  milestone: { en: 'milestone, milestones', de: 'meilenstein*, etappe, etappen, etappenziel' },
  phase: { en: 'phase, phases, stage', de: 'phase, phasen, projektphase, abschnitt, stufe' },
  focus: { en: 'focus, theme, emphasis, main focus', de: 'schwerpunkt, schwerpunkte, fokus, inhalt' },
  must_be_true: {
    en: 'must be true, what must be true, must hold, checkpoint, checkpoint criteria, expected state, exit state',
    de: 'muss gelten, muss wahr sein, muss erfüllt sein, was muss gelten, was gilt, kontrollpunkt, sollzustand, zu erfüllen',
  },
  verification: {
    en: 'how we check, how do we check, how checked, proven by, verification, verification method, verified by, how verified, how to verify, check, checked by, method, verify, validation, measured by',
    de: 'wie wir prüfen, wie geprüft wird, prüfung, prüfmethode, nachprüfung, geprüft durch, überprüfung, verifikation, wie geprüft, prüfverfahren, prüfweise, prüfung durch, kontrolle',
  },
  risk: { en: 'risk, risks, threat, risk description, concern', de: 'risiko, risiken, gefahr, bedrohung, risikobeschreibung' },
  trigger: {
    en: 'problem, if, failure, trigger, triggers, early warning, early warning sign, warning sign, indicator, symptom, condition, signal, cause',
    de: 'problem, wenn, störung, auslöser, frühwarnzeichen, anzeichen, indikator, ursache, warnsignal, frühindikator, eintrittszeichen',
  },
  impact: {
    en: 'how bad, harm, impact, effect, consequence, consequences, severity, damage',
    de: 'wie schlimm, auswirkung, auswirkungen, folge, folgen, wirkung, schaden, schadenshöhe, schadensausmaß, tragweite, konsequenz',
  },
  probability: { en: 'probability, likelihood, chance, prob, odds', de: 'wahrscheinlichkeit, eintrittswahrscheinlichkeit, eintritt, ew' },
  mitigation: {
    en: 'plan b, what then, mitigation, mitigations, response, countermeasure, countermeasures, contingency, contingency plan, fallback, action plan, remedy, what we do',
    de: 'plan b, was dann, gegenmaßnahme, gegenmaßnahmen, maßnahme, maßnahmen, minderung, abhilfe, vorsorge, reaktion, vorbeugung, milderung',
  },
  fte: {
    en: 'fte, ftes, total fte, headcount, total, people, count of people, capacity, team size',
    de: 'vzä, fte, summe, gesamt, personen, köpfe, kapazität, vollzeitstellen, stellen, summe vzä, gesamt fte',
  },
  role: {
    en: 'role, roles, function, position, staff, engineers, developers, specialists, testers, designers, members, team members',
    de: 'rolle, rollen, funktion, personal, entwickler, entwicklung, fachleute, spezialisten, tester, mitglieder',
  },
  metric: {
    en: 'metric, metrics, kpi, measure, indicator name, score, key figure, slo, sli',
    de: 'kennzahl, kennzahlen, messgröße, metrik, metriken, kpi, messwert',
  },
  key_result: { en: 'key result, key results, kr', de: 'schlüsselergebnis, schlüsselergebnisse, kernergebnis' },
  baseline: {
    en: 'baseline, current, today, as is, current value, actual',
    de: 'ausgangswert, ist, istwert, heute, aktuell, ausgangslage, ausgangspunkt',
  },
  target: { en: 'target, target value, goal value, objective value, to be', de: 'ziel, zielwert, soll, sollwert, vorgabe' },
  threshold: {
    en: 'threshold, limit, alert at, alarm at, red line, escalate at, escalates when',
    de: 'schwelle, schwellwert, schwellenwert, grenzwert, grenze, alarmgrenze',
  },
  tracking: {
    en: 'tracking, tracked in, source, data source, measured in, dashboard, where',
    de: 'messung, quelle, datenquelle, erfasst in, wo, gemessen mit, gemessen in, messstelle',
  },
  unit: { en: 'unit, units', de: 'einheit' },
  tool: { en: 'tool, tools, technology, software, service used, system', de: 'werkzeug, werkzeuge, technik, software, system, programm' },
  category: { en: 'category, type, kind, class, group', de: 'kategorie, art, typ, klasse, einsatzgebiet' },
  purpose: { en: 'purpose, use, used for, why, usage', de: 'zweck, einsatz, verwendung, wozu, wofür' },
  ritual: {
    en: 'meeting, meetings, ritual, ceremony, ceremonies, event, sync, session, forum',
    de: 'besprechung, treffen, termin, ritual, sitzung, regeltermin, runde, meeting',
  },
  cadence: {
    en: 'cadence, frequency, rhythm, how often, recurrence, interval',
    de: 'takt, rhythmus, häufigkeit, turnus, frequenz, wie oft, intervall',
  },
  weekday: { en: 'weekday, weekdays', de: 'wochentag, wochentage' },
  time: { en: 'time, time of day, hour, clock time', de: 'uhrzeit, zeit' },
  attendees: { en: 'attendees, participants, audience, who attends', de: 'teilnehmer, teilnehmende, teilnehmerkreis' },
  agenda: { en: 'agenda, topics, content', de: 'tagesordnung, agenda, inhalt, inhalte, themen' },
  level: { en: 'level, tier, escalation level, rung', de: 'stufe, ebene, eskalationsstufe' },
  from: { en: 'from, escalated by, raised by, hands over', de: 'von, meldender, gemeldet von' },
  to: {
    en: 'to, escalates to, escalate to, escalated to, takes over, next',
    de: 'an, geht an, eskaliert an, eskalation an, nächste stufe',
  },
  within: {
    en: 'within, hours, response time, resolve in, resolve within, sla, time limit, time to resolve, max time, reaction time',
    de: 'innerhalb, reaktionszeit, stunden, lösung in, lösungszeit, zeitlimit, spätestens nach, binnen',
  },
  offset: { en: 'offset, t, t minus, relative time, countdown, t offset', de: 'versatz, t, relativ, relative zeit, zeitversatz' },
  step: { en: 'step, steps, instruction, procedure', de: 'schritt, schritte, anweisung, ablauf' },
  item: { en: 'item, items, check item, checklist item, point, question to check', de: 'punkt, punkte, prüfpunkt, eintrag, position' },
  decision: { en: 'decision, decisions, outcome, resolution', de: 'entscheidung, entscheidungen, beschluss, beschlüsse' },
  options: { en: 'options, alternatives', de: 'optionen, alternativen, möglichkeiten' },
  reason: { en: 'reason, rationale, justification, why so', de: 'grund, begründung, warum' },
  question: { en: 'question, what you want, open question', de: 'frage, offene frage' },
  note: {
    en: 'note, notes, comment, comments, remark, remarks, details, dependencies parallelism notes, parallelism, parallelism notes, parallel work',
    de: 'bemerkung, bemerkungen, anmerkung, anmerkungen, notiz, notizen, kommentar, hinweis, hinweise, parallelität',
  },
  meaning: { en: 'meaning, definition, means', de: 'bedeutung, definition, bedeutet' },
  count: {
    en: 'count, counts, quantity, amount, open, closed, planned count, share, percentage',
    de: 'anzahl, menge, offen, geschlossen, anteil, prozent',
  },
  link: { en: 'link, url, where to look, reference, location', de: 'verweis, link, fundstelle, ort, wo zu finden' },
  signoff: { en: 'sign off, signoff, signature', de: 'unterschrift, freizeichnung' },
  field: { en: 'field, property, attribute, setting', de: 'feld, eigenschaft, merkmal, angabe' },
  value: { en: 'value, entry', de: 'wert, inhalt' },
  raci: { en: 'raci, rasci, responsible accountable consulted informed', de: 'raci, rasci' },
} as const satisfies WordGroup
