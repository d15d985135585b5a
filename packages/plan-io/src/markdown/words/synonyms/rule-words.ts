import type { WordGroup } from './word-group.ts'

/** Wording of a requirement that the board itself can tell, so that nobody need attach a proof. Signs between the words do not count. */
export const RULE_WORDS = {
  p0_done: {
    en: 'all p0 done, all p0 tasks done, all p0 closed, p0 done, every p0 done, no open p0, zero p0, no p0 open, zero open p0, all p0 are done, all p0 items done',
    de: 'alle p0 erledigt, alle p0 fertig, p0 erledigt, keine offenen p0, kein offenes p0, alle p0 aufgaben erledigt, alle p0 sind erledigt',
  },
  no_open_blockers: {
    en: 'blockers none, no blockers, no open blockers, zero blockers, no blocker open, zero open blockers, blockers zero, blockers 0, 0 blockers',
    de: 'keine blocker, keine offenen blocker, blocker keine, kein blocker, blocker 0, keine hindernisse, keine offenen hindernisse',
  },
  no_unresolved_high_findings: {
    en: 'no high critical unresolved, no unresolved high critical, no unresolved high or critical, no high or critical unresolved, no unresolved high, no unresolved critical, no critical findings, no open critical findings, no high or critical findings, zero critical findings, no open high or critical findings, zero high or critical findings',
    de: 'keine kritischen befunde, keine offenen kritischen befunde, keine hohen oder kritischen befunde, keine ungelösten kritischen befunde, keine offenen hohen oder kritischen befunde',
  },
  earlier_gates_signed: {
    en: 'all earlier gates signed, all previous gates signed, earlier gates signed, previous gates signed, all prior gates signed, all gates signed',
    de: 'alle früheren gates unterschrieben, alle vorherigen tore freigegeben, frühere tore freigegeben, alle vorigen gates freigegeben',
  },
} as const satisfies WordGroup

/** Titles of the gate that decides whether to go. */
export const FINAL_WORDS = {
  final: {
    en: 'go no go, go nogo, go live, go decision, launch decision, release decision, final decision, decision, launch gate, launch',
    de: 'go no go, freigabeentscheidung, startentscheidung, schlussentscheidung, entscheidung, startfreigabe, auslieferungsfreigabe',
  },
} as const satisfies WordGroup

/** How ready a release is as a whole, as a document grades it. `own` says of itself that it is about today. */
export const GRADE_WORDS = {
  grade: {
    en: 'grade, readiness, score, maturity, readiness score, rating, target',
    de: 'note, bewertung, reife, reifegrad, bereitschaft, punktzahl, zielwert, ziel',
  },
  own: {
    en: 'self assessment, self-assessment, assessment, current score, current grade, current readiness, baseline',
    de: 'selbsteinschätzung, selbstbewertung, einschätzung, ausgangswert, aktuelle bewertung, ausgangslage',
  },
} as const satisfies WordGroup
