import type { WordGroup } from './word-group.ts'

/** What a heading says that its section is about. Where several fit, the longest phrase wins, then the one that comes first here. */
export const TOPIC_WORDS = {
  critical_path: {
    en: 'critical path, critical paths, critical chain',
    de: 'kritischer pfad, kritische pfade, kritischer weg, kritische kette',
  },
  contingency_playbooks: {
    en: 'contingency playbook, playbook, playbooks, contingency plan, contingency plans, incident response, fallback plans, if it goes wrong, if something goes wrong, when things go wrong, rollback plan, back out plan',
    de: 'notfallpläne, notfallplan, notfallhandbuch, ausweichplan, ausweichpläne, rückfallplan, rückfallpläne, playbook*, wenn etwas schiefgeht, im notfall, rückbauplan',
  },
  risks: {
    en: 'risk, risks, risk register, risk radar, top risks, threats, risks and mitigations, blocker, blockers, what might go wrong, what can go wrong, what could go wrong, what worries us, what can kill us, worries',
    de: 'risiko*, risiken, gefahren, risiken und gegenmaßnahmen, was schiefgehen kann, was uns sorgen macht, sorgen',
  },
  launch_gate: {
    en: 'launch gate, launch gate checklist, release gate checklist, go no go checklist, go no go criteria, go live criteria, entry criteria for go live, launch criteria, launch checklist, go live checklist, launch sign off',
    de: 'startfreigabe, freigabe checkliste, freigabecheckliste, go live checkliste, abnahmecheckliste, startfreigabe checkliste',
  },
  gates: {
    en: 'gate, gates, evidence gate, quality gates, stage gates, definition of done, gate criteria, release gates',
    de: 'tor, tore, gates, freigabetore, qualitätstore, freigaben, freigabepunkte, entscheidungspunkte, nachweistore',
  },
  defects: {
    en: 'defects, defect list, known issues, known defects, bugs, bug list, deviations, findings, open findings, issues found',
    de: 'fehler, fehlerliste, mängel, mängelliste, abweichungen, befunde, bekannte fehler, feststellungen',
  },
  evidence_model: {
    en: 'evidence model, evidence types, proof model, how evidence works',
    de: 'nachweismodell, nachweisarten, belegarten, belegmodell',
  },
  status_taxonomy: {
    en: 'status taxonomy, status model, status definitions, status legend, state machine, statuses, lifecycle, life cycle, status meanings, legend',
    de: 'statusmodell, statuswerte, zustandsmodell, zustände, legende, statuslegende, lebenszyklus, statusbegriffe',
  },
  signoff_process: {
    en: 'how signoff happens, sign off process, signoff flow, how sign off works, sign off, approval process, review process, sign offs, signoffs, final approvals, acceptance',
    de: 'wie freigegeben wird, freigabeprozess, abnahmeprozess, freigabeverfahren, freigabeablauf, abnahmeverfahren, abnahme, abnahmen, unterschriften',
  },
  completed: {
    en: 'completed, done so far, finished, what is done, completed items, delivered',
    de: 'abgeschlossen, erledigt, fertiggestellt, bereits erledigt, bisher erreicht',
  },
  open_items: {
    en: 'outstanding items, open items, outstanding, remaining work, open points, still open, backlog',
    de: 'offene punkte, offene aufgaben, noch offen, ausstehend, restarbeiten, rückstand',
  },
  snapshot: {
    en: 'current snapshot, snapshot, current status, status today, where we are, current state',
    de: 'momentaufnahme, aktueller stand, stand heute, istzustand, stand',
  },
  in_progress: {
    en: 'in progress, implementation execution, work in progress, under way, underway',
    de: 'in arbeit, laufende arbeiten, in umsetzung',
  },
  dependencies: { en: 'dependency, dependencies, dependency map, dependency graph, prerequisites', de: 'abhängigkeit*, voraussetzungen' },
  hard_dependencies: {
    en: 'hard dependency, hard dependencies, blocking dependencies',
    de: 'harte abhängigkeit, harte abhängigkeiten, zwingende abhängigkeiten, blockierende abhängigkeiten',
  },
  soft_dependencies: {
    en: 'soft dependency, soft dependencies, non blocking dependencies',
    de: 'weiche abhängigkeit, weiche abhängigkeiten, lose abhängigkeiten',
  },
  checkpoints: {
    en: 'checkpoint, checkpoints, weekly checkpoint, weekly checkpoints, checkpoint criteria',
    de: 'kontrollpunkt*, prüfpunkte, wochenprüfpunkte, wöchentliche kontrollpunkte, zwischenprüfungen',
  },
  milestones: {
    en: 'milestone, milestones, milestone summary, key milestones, key dates',
    de: 'meilenstein*, wichtige termine, etappen, etappenziele',
  },
  gantt: { en: 'gantt, gantt chart, bar chart, timeline chart', de: 'gantt*, balkenplan' },
  allocations: {
    en: 'allocation, allocations, resource allocation, resources, staffing, staffing by phase, headcount, capacity, team allocation, fte, people plan',
    de: 'personal*, ressourcen*, besetzung, kapazität*, stellenplan, einsatzplan, personaleinsatz',
  },
  scorecard: { en: 'scorecard, scorecards, workstream scorecard, reporting cadence', de: 'scorecard*, bewertungsbogen, wochenbericht' },
  metrics: {
    en: 'metric, metrics, success metrics, okr, okrs, kpi, kpis, key results, success criteria, slo, slos, goals and metrics, measures of success',
    de: 'kennzahl*, erfolgskennzahlen, messgrößen, okrs, kpis, schlüsselergebnisse, erfolgskriterien, zielwerte',
  },
  baseline: {
    en: 'baseline assessment, baseline, starting point, current grade, readiness score',
    de: 'ausgangslage, ausgangsbewertung, bewertung, ausgangspunkt, bestandsaufnahme, reifegrad',
  },
  tools: {
    en: 'tool, tools, tools and infrastructure, tooling, tech stack, technical stack, tooling snapshot, technology',
    de: 'werkzeug*, werkzeuge und infrastruktur, technik, technologien, hilfsmittel',
  },
  escalation: { en: 'escalation, escalation path, escalations, escalation triggers, escalation matrix', de: 'eskalation*' },
  rituals: {
    en: 'ritual, rituals, communication, communication plan, governance, governance and reporting, meetings, cadence, weekly cadence, daily standups, stand up, standup, ceremonies, demo reviews, reporting, steering, weekly rhythm, rhythm',
    de: 'kommunikation*, besprechungen, regeltermine, termine, berichtswesen, governance, steuerung, lenkungskreis, treffen, sitzungen, berichte, wochenrhythmus, rhythmus',
  },
  runbook: {
    en: 'runbook, runbook timeline, run book, countdown, cutover plan, cutover runbook, launch sequence, hour by hour, release day, launch day, go live day, cutover day',
    de: 'ablaufplan, runbook, umschaltplan, countdown, drehbuch, umstellungsplan, stundenplan, einführungstag, umstellungstag, tag der umstellung',
  },
  kickoff: { en: 'kickoff, kick off, kickoff playbook, kickoff agenda', de: 'auftakt*, kickoff, kick off' },
  rehearsals: {
    en: 'rehearsal, rehearsals, rehearsal plan, integration rehearsal, dry run, dry runs, drills',
    de: 'probe, proben, generalprobe, probelauf, probeläufe, übungen, probenplan',
  },
  checklists: {
    en: 'checklist, checklists, readiness checklist, readiness checklists, check list',
    de: 'checkliste*, prüfliste*, bereitschaftsliste, bereitschaftslisten, abhakliste',
  },
  decisions: {
    en: 'decision, decisions, decision log, decision register, adr, open questions, open decisions',
    de: 'entscheidung*, beschlüsse, beschlussprotokoll, offene fragen, offene entscheidungen',
  },
  raci: {
    en: 'raci, rasci, raci matrix, responsibility matrix, responsibilities',
    de: 'raci*, verantwortungsmatrix, zuständigkeiten, zuständigkeitsmatrix',
  },
  next_actions: {
    en: 'next action, next actions, next step, next steps, immediate next actions, immediate actions, immediate next steps, action items, to do next, first actions',
    de: 'nächste schritte, sofortmaßnahmen, nächste aktionen, nächste maßnahmen, unmittelbare schritte, als nächstes, sofort zu tun',
  },
  assumptions: {
    en: 'assumption, assumptions, planning assumptions, constraints',
    de: 'annahme*, planungsannahmen, rahmenbedingungen, randbedingungen',
  },
  daily_notes: {
    en: 'daily notes, daily execution notes, execution notes, daily log, notes per day',
    de: 'tagesnotizen, tägliche hinweise, hinweise je tag, tageshinweise, tagesprotokoll',
  },
  exit_criteria: {
    en: 'exit criteria, exit criterion, acceptance criteria, done when, completion criteria, ready when, entry criteria, go live criteria, entry criteria for go live, definition of ready',
    de: 'ausstiegskriterien, abnahmekriterien, fertig wenn, abschlusskriterien, austrittskriterien, eintrittskriterien, einstiegskriterien',
  },
  deliverables: {
    en: 'deliverable, deliverables, outputs, artifacts',
    de: 'ergebnisse, liefergegenstände, lieferobjekte, liefergegenstand, artefakte, lieferergebnisse',
  },
  objectives: { en: 'objective, objectives, goal, goals, mission, purpose, aims', de: 'ziel, ziele, zielsetzung, auftrag, zweck' },
  features: { en: 'feature, features, scope, scope items', de: 'funktionen, umfang, leistungsumfang, merkmale' },
  tests: {
    en: 'unit test, unit tests, integration tests, property tests, test cases, tests, crypto property tests, test plan',
    de: 'tests, testfälle, komponententests, integrationstests, prüfungen',
  },
  schedule: {
    en: 'schedule, timeline, day by day, day by day timeline, master timeline, week by week, calendar, daily plan, weekly plan, delivery schedule, plan by day, roadmap',
    de: 'zeitplan, ablauf, tagesplan, wochenplan, tag für tag, woche für woche, terminplan, fahrplan, kalender, terminübersicht',
  },
  lanes: {
    en: 'lane, lanes, workstream, workstreams, parallel workstream overview, squads, squad, tracks, teams, owners, lanes and owners, streams, swimlanes',
    de: 'bahnen, arbeitsstränge, stränge, teams, gruppen, teilprojekte, bereiche, arbeitspakete, spuren, teilprojekt*, zuständige',
  },
  phases: { en: 'phase, phases, phase definitions, stages', de: 'phase, phasen, projektphasen, abschnitte, phasenplan' },
  tasks: {
    en: 'task, tasks, task list, activities, work items, work breakdown, backlog items, issues',
    de: 'aufgabe, aufgaben, aufgabenliste, tätigkeiten, arbeiten, vorgänge, maßnahmen',
  },
  hypercare: {
    en: 'follow through, hypercare, post launch, post release, after release, aftercare, post day follow through',
    de: 'nachbetreuung, nach dem start, nachlauf, hypercare, nachsorge',
  },
  references: {
    en: 'reference, references, cross reference, cross references, source, sources, appendix, links, see also, further reading',
    de: 'verweise, querverweise, quellen, anhang, literatur, siehe auch, quelle',
  },
  summary: {
    en: 'summary, overview, executive summary, abstract, at a glance, introduction, background, context',
    de: 'zusammenfassung, überblick, übersicht, einleitung, kurzfassung, hintergrund, kontext',
  },
  notes: { en: 'note, notes, additional notes, remarks, comments, misc', de: 'hinweise, anmerkungen, bemerkungen, notizen, sonstiges' },
} as const satisfies WordGroup
