import { createHash } from 'node:crypto'
import { type Board, buildBoard, type Evidence, type ProgramState } from '@gatehouse/core'
import { aDependency, hoursAfter, minutesBefore, NOW } from '@gatehouse/core/testing'
import { describe, expect, it } from 'vitest'
import { aBundleInput, aBundleState, EVIDENCE, plain } from '../testing/a-bundle.ts'
import { escapeHtml, html } from './html.ts'
import { type BundlePageInput, renderBundlePage } from './render-page.ts'

const pageOf = (state: ProgramState, over: Partial<BundlePageInput> = {}): string =>
  renderBundlePage({ ...aBundleInput(), board: buildBoard(state, NOW), evidence: state.evidence, ...over })
const textOf = (page: string): string =>
  page
    .replace(/<(style|title)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

describe('the page of a bundle', () => {
  const text = textOf(pageOf(aBundleState()))

  it.each([
    ['the verdict and its reasons', 'NO-GO Missing G2 Operations ready was returned 1 gap open: The log is cut'],
    ['the release', '9f3c1ab27d04e8856fb1c9a3e27740d5c1889a6e'],
    ['the end of the record', aBundleInput().head.hash],
    ['a requirement with its state', 'R1 Threats are written down Fresh'],
    ['a digest', EVIDENCE[0]?.digest ?? ''],
    ['a file', 'screen.png, 1300 bytes, image/png'],
    ['who signed, when', 'Approved Rita Roe , 25 Feb 2026 08:30:00 UTC'],
    ['the identity used', 'rita@example.org, session, vouched for by password; asked again to sign'],
    ['the role', 'In the role security'],
    ['the run that was signed', 'run 1412, attempt 1: success'],
    [
      'a waiver with its end',
      'Waived R2 : Second region comes later Granted by user-lead on 24 Feb 2026 23:00:00 UTC , until 27 Feb 2026 09:00:00 UTC',
    ],
    ['a gap', 'Open gap The log is cut'],
    ['what was withdrawn, and why', 'Withdrawn 25 Feb 2026 08:10:00 UTC: Wrong commit'],
    ['the answer of a lane', 'L2 Support No-go Bo Berg'],
    ['dissent', 'Dissent: Support (Bo Berg)'],
    ['an override', 'Override. Lea Lund decided GO although the verdict was NO-GO.'],
    ['how to verify', 'gatehouse verify sample-bundle.tar --key gatehouse.pub'],
  ])('shows %s', (_what, words) => {
    expect(text).toContain(escapeHtml(words))
  })

  it('is the same text each time, whatever the language and zone', () => {
    const before = process.env.TZ
    const one = pageOf(aBundleState())
    process.env.TZ = 'Pacific/Auckland'
    try {
      expect(pageOf(aBundleState())).toBe(one)
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
  })

  it('holds nothing that runs or is fetched, and says so to the browser', () => {
    const page = pageOf(aBundleState())
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? ''
    const digest = createHash('sha256').update(style).digest('base64')
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    )
    expect(style).not.toMatch(/url\(|@import|<\//)
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|form|base)\b/i)
  })

  it('takes a program in which nothing happened yet', () => {
    const bare = { ...aBundleState(), gates: [], evidence: [], goNoGo: [], releaseTarget: null, ci: null }
    const said = textOf(pageOf(bare, { releaseSha: null, repository: null }))
    for (const words of ['The plan has no gates.', 'Nothing was attached.', 'The plan names no workflows.', 'Release commit none'])
      expect(said).toContain(words)
    expect(said).not.toContain('Go or no-go')
  })

  it('tells a waiver that is over from one that holds', () => {
    const state = aBundleState()
    const over = (fields: object) =>
      textOf(
        pageOf({
          ...state,
          gates: state.gates.map((gate) => ({ ...gate, waivers: gate.waivers.map((waiver) => ({ ...waiver, ...fields })) })),
        }),
      )
    expect(over({ expiresAt: minutesBefore(NOW, 1) })).toContain('No longer in force R2')
    const back = { revokedAt: minutesBefore(NOW, 5), revokedBy: { userId: 'l', name: 'Lea' }, revokeReason: 'Second region is here' }
    expect(over({ ...back, expiresAt: hoursAfter(NOW, 9) })).toContain(
      'taken back by Lea on 25 Feb 2026 08:55:00 UTC : Second region is here',
    )
  })
})

describe('hostile words', () => {
  const CORPUS = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</style><script>alert(1)</script>',
    '<!--',
    ']]>',
    '&lt;b&gt;',
    '`${alert(1)}`',
    'javascript:alert(1)',
    '<a href="javascript:alert(1)">x</a>',
    '\u202egnp.exe',
    'a\u0000b',
  ]
  /** Every text of a person, everywhere in the program, is hostile; what is chosen from a list, or is a digest or an instant, stays. */
  const KEPT =
    /^(id|state|face|type|decision|vote|word|verdict|code|weight|status|freshness|rule|via|mediaType|cadence|timeZone|holidays|kind|severity|conclusion|event|sha|headSha|releaseSha|signedSha|repository|sha256|digest|sectionDigest|frozenDigest|fileSha256|path|workflow|key|gateKey|requirementKey|laneKey|lane|from|to|ref|handle|slug|accepts|at|.*At|.*On|until|deadline|priority|oneOf)$/
  const poison = (value: unknown, word: string, name = ''): unknown => {
    if (typeof value === 'string') return KEPT.test(name) || value === '' ? value : word
    if (Array.isArray(value)) return value.map((each) => poison(each, word, name))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, poison(each, word, key)]))
  }
  const TAGS =
    /^(html|head|meta|title|style|body|header|main|section|div|span|p|ul|li|b|br|h[1-5]|dl|dt|dd|table|caption|thead|tbody|tr|th|td|article|code|pre|time|a|footer|svg|path|circle)$/
  const ATTRIBUTES =
    /^(lang|charset|http-equiv|content|name|class|id|aria-label|aria-hidden|focusable|role|tabindex|scope|datetime|href|rel|viewBox|d|cx|cy|r|fill|stroke|stroke-width|stroke-dasharray)$/

  it.each(CORPUS)('are only text: %j', (word) => {
    const state = { ...aBundleState(), dependencies: [aDependency('G1', 'G2', { note: word })] }
    const board = poison(plain(buildBoard(state, NOW)), word) as Board
    const evidence = (poison(plain(EVIDENCE), word) as Evidence[]).map((piece) => ({ ...piece, url: word }))
    const page = pageOf(state, { board, evidence, program: { id: 'p1', name: word }, repository: word })
    expect(page.split(escapeHtml(word)).length).toBeGreaterThan(30)
    for (const [, name = '', attributes = ''] of page.replace('<!doctype html>', '').matchAll(/<\/?([^\s/>]*)((?:[^>"]|"[^"]*")*)>/g)) {
      expect(name).toMatch(TAGS)
      for (const [, attribute = '', value = ''] of attributes.matchAll(/([^\s=/]+)(?:="([^"]*)")?/g)) {
        expect(attribute).toMatch(ATTRIBUTES)
        if (attribute === 'href') expect(value).toMatch(/^https?:/)
      }
    }
    expect(page).not.toContain('\u0000')
    expect(page).not.toContain('\u202e')
  })

  it('become HTML only by the template', () => {
    expect(html`<b title="${'"'}">${['<', html`<i>${'&'}</i>`, null, false, 5]}</b>`.text).toBe('<b title="&quot;">&lt;<i>&amp;</i>5</b>')
  })
})
