import { describe, expect, it } from 'vitest'
import { conceptsOf, labelOf, topicOf } from './concepts-of.ts'
import { foldText, foldWords } from './fold.ts'
import { findWords, wholeWord } from './find-words.ts'
import { isNone, isSame } from './read-marks.ts'
import { SYNONYMS } from './synonyms.ts'

describe('words', () => {
  it('are compared without case, accents, punctuation and endings', () => {
    expect(foldText('Maßnahmen: FÄLLIG!')).toBe('massnahmen fallig')
    expect(foldWords('phases Phase Phasen').map(({ stem }) => stem)).toEqual(['phas', 'phas', 'phas'])
    expect(foldText('won’t do')).toBe('wont do')
  })

  it('are bounded', () => {
    expect(foldWords('word '.repeat(5_000)).length).toBe(400)
  })

  it('find the longest phrase, and every concept of it', () => {
    expect(findWords('status', 'nicht begonnen').map(({ concept }) => concept)).toEqual(['todo'])
    expect(wholeWord('status', 'In Progress.')).toBe('in_progress')
    expect(wholeWord('status', 'in progress since May')).toBeNull()
    expect(conceptsOf('Verantwortliche / Teams')).toEqual(['owner', 'lane'])
  })

  it('are written so that they can be found: no empty entry anywhere', () => {
    for (const [group, concepts] of Object.entries(SYNONYMS))
      for (const [concept, { en, de }] of Object.entries(concepts as Record<string, { en: string; de: string }>))
        for (const word of `${en},${de}`.split(',')) expect(foldText(word.replace('*', '')), `${group} ${concept} “${word}”`).not.toBe('')
  })
})

describe('column heads', () => {
  it.each([
    ['Required Evidence', 'evidence'],
    ['Geforderter Nachweis', 'evidence'],
    ['Eintrittswahrscheinlichkeit', 'probability'],
    ['Gegenmassnahmen', 'mitigation'],
    ['Abhaengig von', 'depends_on'],
    ['Must Be True', 'must_be_true'],
    ['Muss gelten', 'must_be_true'],
    ['Due by', 'date'],
    ['Fällig', 'date'],
    ['Verantw.', 'owner'],
  ])('%s is %s', (head, concept) => expect(conceptsOf(head)).toContain(concept))

  it('stand for one concept only when they say nothing else', () => {
    expect(labelOf('Owner')).toBe('owner')
    expect(labelOf('Owner of the month')).toBeNull()
  })
})

describe('topics of headings', () => {
  it.each([
    ['6) Top Risks, Triggers, Mitigations', 'risks'],
    ['Harte Abhängigkeiten', 'hard_dependencies'],
    ['Launch gate checklist', 'launch_gate'],
    ['Contingency Playbooks', 'contingency_playbooks'],
    ['Nächste Schritte (heute)', 'next_actions'],
    ['Wöchentliche Kontrollpunkte', 'checkpoints'],
    ['Risikoregister & Gegenmaßnahmen', 'risks'],
    ['Meilensteinübersicht', 'milestones'],
    ['Escalation path', 'escalation'],
    ['Entscheidungsprotokoll', 'decisions'],
  ])('%s: %s', (heading, topic) => expect(topicOf(heading)).toBe(topic))

  it('are null where nothing is known', () => expect(topicOf('Lorem ipsum')).toBeNull())
})

describe('marks', () => {
  it('know what stands for another cell', () => {
    for (const text of ['Same', 'same.', 'ditto', 'dito', '〃', '"', 'wie oben', '(same)']) expect(isSame(text), text).toBe(true)
    for (const text of ['Same tests again', '', '—']) expect(isSame(text), text).toBe(false)
  })
  it('know what says nothing', () => {
    for (const text of ['', '—', '-', ' – ', 'n/a', 'TBD', 'keine', '...']) expect(isNone(text), text).toBe(true)
    for (const text of ['0', '✅', 'x', 'none of the tests']) expect(isNone(text), text).toBe(false)
  })
})
