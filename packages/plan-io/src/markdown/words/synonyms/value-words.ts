import type { WordGroup } from './word-group.ts'

/** Status of work and of everything else that has one. Emoji and check marks are in read-status.ts, as they belong to no language. */
export const STATUS_WORDS = {
  todo: {
    en: 'todo, to do, not started, pending, planned, open, new, queued, backlog, scheduled, upcoming, ready, not yet started, ready to start',
    de: 'offen, geplant, ausstehend, nicht begonnen, neu, noch nicht begonnen, vorgesehen, anstehend, bereit, nicht gestartet',
  },
  in_progress: {
    en: 'in progress, doing, started, ongoing, wip, active, underway, under way, running, in flight, in review, on track, in work, partially done, partial, at risk',
    de: 'in arbeit, läuft, begonnen, laufend, in bearbeitung, aktiv, in umsetzung, gestartet, in prüfung, im plan, teilweise, teilweise erledigt',
  },
  blocked: {
    en: 'blocked, on hold, stuck, waiting, paused, impeded, halted, delayed, late, overdue',
    de: 'blockiert, angehalten, wartet, gesperrt, pausiert, wartend, verzögert, überfällig, hängt, zurückgestellt',
  },
  done: {
    en: 'decided, accepted, agreed, done, complete, completed, finished, closed, shipped, delivered, resolved, merged, signed off, approved, released, achieved, met, passed',
    de: 'entschieden, beschlossen, angenommen, erledigt, fertig, abgeschlossen, geschlossen, ausgeliefert, geliefert, abgenommen, freigegeben, umgesetzt, erreicht, erfüllt, bestanden, beendet',
  },
  moved: {
    en: 'moved, moved to, deferred, postponed, carried over, shifted',
    de: 'verschoben, verschoben auf, vertagt, verlegt, verlagert',
  },
  dropped: {
    en: 'dropped, cancelled, canceled, removed, out of scope, wont do, will not do, obsolete, rejected, descoped, skipped',
    de: 'gestrichen, abgebrochen, entfallen, entfällt, verworfen, storniert, abgelehnt, hinfällig',
  },
} as const satisfies WordGroup

export const PRIORITY_WORDS = {
  P0: { en: 'p0, critical, blocker, highest, must, must have, showstopper, urgent', de: 'kritisch, höchste, muss, sehr hoch, dringend' },
  P1: { en: 'p1, high, major, should, should have, important', de: 'hoch, soll, wichtig' },
  P2: { en: 'p2, medium, normal, could, could have, moderate', de: 'mittel, normal, kann' },
  P3: { en: 'p3, low, minor, trivial, nice to have, lowest, wont have', de: 'niedrig, gering, wünschenswert, unwichtig' },
} as const satisfies WordGroup

export const LEVEL_WORDS = {
  critical: {
    en: 'critical, severe, very high, extreme, catastrophic, almost certain, certain',
    de: 'kritisch, sehr hoch, katastrophal, extrem, fast sicher, existenzbedrohend',
  },
  high: { en: 'high, major, likely, significant, probable', de: 'hoch, groß, wahrscheinlich, erheblich' },
  medium: { en: 'medium, moderate, med, possible, mid', de: 'mittel, möglich, mäßig' },
  low: {
    en: 'low, minor, unlikely, small, rare, negligible, very low',
    de: 'niedrig, gering, klein, unwahrscheinlich, selten, sehr niedrig, sehr gering',
  },
} as const satisfies WordGroup

export const MARK_WORDS = {
  same: {
    en: 'same, same as left, same as above, ditto, as above, likewise, as left, see above, see left',
    de: 'dito, wie oben, ebenso, gleich, wie links, dasselbe, siehe oben, desgleichen, siehe links, wie vor',
  },
  none: {
    en: 'none, n a, na, nil, not applicable, no gate, nothing, tbd, tba, tbc, to be decided, to be defined, to be determined, unassigned, open owner, unknown',
    de: 'keine, keiner, keines, kein, entfällt, offen zu klären, noch offen, unbekannt, nichts, noch zu klären, wird noch benannt, n n',
  },
  yes: { en: 'yes, y, x', de: 'ja, j' },
  no: { en: 'no, n', de: 'nein' },
  /** A row or column that adds up the others. */
  sum: { en: 'total, totals, sum, all', de: 'summe, gesamt, insgesamt' },
  /** Letters that head columns of a register of risks. */
  probability_letter: { en: 'p, l', de: 'w, ew' },
  impact_letter: { en: 'i, s', de: 'a' },
} as const satisfies WordGroup

/** `doc, contract, code, test, ci_run, artifact, link`, as in the plan. */
export const EVIDENCE_WORDS = {
  doc: {
    en: 'memo, document, documented, documentation, docs, doc, runbook, register, checklist, plan, board, minutes, policy, inventory, statement, guide, procedure, decision, tag, tags, initialized, spec, specification, playbook, release notes, lessons learned, retrospective, roster',
    de: 'dokument*, protokoll, protokolle, handbuch, register, checkliste, plan, richtlinie, verzeichnis, erklärung, anleitung, beschluss, konzept, niederschrift, liste, vermerk',
  },
  contract: {
    en: 'contract, contracts, openapi, asyncapi, schema, api contract, proto, interface, interface specification',
    de: 'vertrag, schnittstellenvertrag, schnittstelle*, schema, openapi, asyncapi',
  },
  code: {
    en: 'pr, prs, pull request, pull requests, merged, commit, commits, code, branch, migration, tag pushed, merge request',
    de: 'commit, commits, code, zusammengeführt, gemergt, eingespielt, quelltext, merge request',
  },
  test: {
    en: 'test, tests, tested, testing, e2e, regression, smoke, fuzz, benchmark, coverage, load test, rehearsal, drill, assertion, assertions, passes, passing, test report, replay',
    de: 'test*, getestet, regression*, abnahmetest, lasttest, probe, übung, abdeckung, testbericht, generalprobe',
  },
  ci_run: {
    en: 'ci, ci run, workflow, workflows, github actions, actions links, pipeline, build, hosted run, hosted ci, npm run, npm test, green run, ci links, launch gate, gate run',
    de: 'ci, ci lauf, pipeline*, workflow*, build, lauf, läufe, github actions',
  },
  artifact: {
    en: 'artifact, artifacts, log, logs, report, reports, bundle, manifest, sbom, scan, signed, image, export, index, screenshot, dashboard, package, proofs, proof, audit, transcript, recording, digest, evidence pack, dump',
    de: 'artefakt*, log, logs, bericht, berichte, paket, bündel, manifest, sbom, scan, signiert*, bildschirmfoto, auswertung, mitschnitt, messprotokoll, prüfbericht',
  },
  link: {
    en: 'link, links, url, status, indicators, incident count, slo, approval, approved, sign off, signoff, verified, confirmed, review, reviewed',
    de: 'link, verweis, freigabe, freigegeben, bestätigt, geprüft, abgenommen, abnahme, unterschrift',
  },
} as const satisfies WordGroup

export const LINK_WORDS = {
  blocks: {
    en: 'blocks, block, is required for, is needed for, needed by, required by, before, precedes, unblocks, enables, gates, must precede, feeds, feeds into',
    de: 'blockiert, blockieren, ist voraussetzung für, ist nötig für, vor, ermöglicht, sperrt, gebraucht von, liefert an',
  },
  depends_on: {
    en: 'depends on, depend on, dependent on, requires, require, needs, need, after, is blocked by, blocked by, waits for, waits on, hinges on, relies on, follows',
    de: 'hängt ab von, abhängig von, hängt an, benötigt, braucht, nach, wird blockiert von, blockiert von, wartet auf, setzt voraus, folgt auf',
  },
  affects: { en: 'affects, influences, impacts', de: 'betrifft, beeinflusst, wirkt auf' },
  spanning: { en: 'for', de: 'für, zu, zum, zur' },
  hard: { en: 'hard, blocking, mandatory, must, strict, sync', de: 'hart, harte, blockierend, zwingend, muss' },
  soft: {
    en: 'soft, async, asynchronous, advisory, nice to have, informs, related, non blocking, optional',
    de: 'weich, weiche, lose, optional, informiert, asynchron, nicht blockierend, verwandt',
  },
} as const satisfies WordGroup
