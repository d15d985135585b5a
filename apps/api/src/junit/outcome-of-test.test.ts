import type { TestOutcome } from '@gatehouse/core'
import { describe, expect, it } from 'vitest'
import type { NamedTest } from './match-test.ts'
import { outcomeOfTest } from './outcome-of-test.ts'
import { MAX_REPORT_BYTES, ReportUnreadable } from './read-junit-report.ts'

async function* pieces(text: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const outcome = (report: string, suite: string, name: string): Promise<TestOutcome> => outcomeOfTest(pieces(report), { suite, name })

const SUREFIRE = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="com.acme.pay.RefundTest" tests="4" errors="0" skipped="1" failures="1">
  <properties><property name="os.name" value="Linux"/></properties>
  <testcase name="refundsOnce" classname="com.acme.pay.RefundTest" time="0.1"/>
  <testcase name="refundsTwice" classname="com.acme.pay.RefundTest" time="0.1"><failure message="expected 1" type="AssertionError">at &lt;init&gt;</failure></testcase>
  <testcase name="refundsLater" classname="com.acme.pay.RefundTest"><skipped message="PAY-7"/></testcase>
  <testcase name="refundsSlowly" classname="com.acme.pay.RefundTest"><flakyFailure message="late"/></testcase>
</testsuite>`
const JEST = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="jest tests" tests="2" failures="0">
  <testsuite name="login" tests="2"><testcase classname="login asks again" name="login asks again" time="0.01"></testcase>
  <testcase classname="login › gives up" name="gives up"><skipped/></testcase></testsuite>
</testsuites>`
const VITEST = `<?xml version="1.0" encoding="UTF-8" ?>
<testsuites name="vitest tests" tests="3" failures="1" errors="0" time="1.2">
  <testsuite name="src/login/login.test.ts" timestamp="2026-02-25T09:00:00.000Z" hostname="ci" tests="3">
    <testcase classname="src/login/login.test.ts" name="login &gt; with a password &gt; asks again" time="0.002"><system-out>password=&quot;x&quot;</system-out></testcase>
    <testcase classname="src/login/login.test.ts" name="login &gt; locks" time="0.002"><failure message="no" type="AssertionError"><![CDATA[<testcase name="fake"/>]]></failure></testcase>
    <testcase classname="src/login/login.test.ts" name="alone"/>
  </testsuite>
</testsuites>`
const PYTEST = `<testsuites name="pytest tests"><testsuite name="pytest" errors="1" tests="2"><testcase classname="tests.test_login.TestLogin" name="test_again[de-DE]" time="0.1"/>
<testcase classname="tests.test_login.TestLogin" name="test_setup"><error message="failed on setup">…</error></testcase></testsuite></testsuites>`
const GO = `<testsuites tests="3"><testsuite name="github.com/acme/pay/refund" tests="3"><testcase classname="refund" name="TestRefund" time="0.0"></testcase>
<testcase classname="refund" name="TestRefund/twice" time="0.0"><failure message="Failed" type=""></failure></testcase></testsuite></testsuites>`
const NESTED = `<testsuites><testsuite name="api" package="com.acme"><testsuite name="orders"><testcase name="posts" status="run" result="completed"/>
<testcase name="waits" status="notrun" result="suppressed"/><testcase name="breaks" status="failed"/></testsuite></testsuite></testsuites>`

describe('a test in its report', () => {
  it.each<[string, string, string, string, TestOutcome]>([
    ['surefire', SUREFIRE, 'com.acme.pay.RefundTest', 'refundsOnce', 'passed'],
    ['surefire, class alone', SUREFIRE, 'RefundTest', 'refundsTwice', 'failed'],
    ['surefire, skipped', SUREFIRE, 'RefundTest', 'refundsLater', 'skipped'],
    ['surefire, passed when run again', SUREFIRE, 'RefundTest', 'refundsSlowly', 'failed'],
    ['surefire, half a class name', SUREFIRE, 'fundTest', 'refundsOnce', 'missing'],
    ['jest', JEST, 'login', 'asks again', 'passed'],
    ['jest, skipped', JEST, 'login', 'gives up', 'skipped'],
    ['vitest, innermost suite', VITEST, 'with a password', 'asks again', 'passed'],
    ['vitest, path of suites', VITEST, 'login > with a password', 'asks again', 'passed'],
    ['vitest, whole title and file', VITEST, 'login.test.ts', 'login > locks', 'failed'],
    ['vitest, outside of suites', VITEST, 'src/login/login.test.ts', 'alone', 'passed'],
    ['vitest, what a message contains', VITEST, 'src/login/login.test.ts', 'fake', 'missing'],
    ['pytest', PYTEST, 'TestLogin', 'test_again[de-DE]', 'passed'],
    ['pytest, error', PYTEST, 'tests.test_login.TestLogin', 'test_setup', 'failed'],
    ['go', GO, 'github.com/acme/pay/refund', 'TestRefund', 'passed'],
    ['go, subtest', GO, 'refund', 'TestRefund/twice', 'failed'],
    ['nested suites', NESTED, 'orders', 'posts', 'passed'],
    ['an outer suite', NESTED, 'com.acme.api', 'posts', 'passed'],
    ['not run by attribute', NESTED, 'orders', 'waits', 'skipped'],
    ['failed by attribute', NESTED, 'orders', 'breaks', 'failed'],
    ['another suite', NESTED, 'invoices', 'posts', 'missing'],
    ['a name that only begins alike', NESTED, 'orders', 'post', 'missing'],
  ])('%s', async (_name, report, suite, name, expected) => {
    expect(await outcome(report, suite, name)).toBe(expected)
  })
  it('of several cases of one name the worst counts, wherever it stands', async () => {
    const cases = [
      '<testcase classname="s" name="t"/>',
      '<testcase classname="s" name="t"><failure/></testcase>',
      '<testcase classname="s" name="t"><skipped/></testcase>',
    ]
    const report = (order: readonly number[]) => `<testsuite name="s">${order.map((at) => cases[at]).join('')}</testsuite>`
    expect(await outcome(report([0, 1, 2]), 's', 't')).toBe('failed')
    expect(await outcome(report([1, 0]), 's', 't')).toBe('failed')
    expect(await outcome(report([0, 2]), 's', 't')).toBe('skipped')
  })
  it('is missing from an empty report', async () => {
    expect(await outcome('<testsuites/>', 's', 't')).toBe('missing')
  })
})

describe('what is no report', () => {
  const TEST: NamedTest = { suite: 's', name: 't' }
  const deep = '<testsuite>'.repeat(70) + '</testsuite>'.repeat(70)
  const bomb = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&${at === 0 ? 'lol' : `l${at}`};`.repeat(10)}">`).join('')}]><testsuite name="&l9;"/>`
  it.each<[string, string | Uint8Array, RegExp]>([
    ['an entity bomb', bomb, /document type/],
    ['an external entity', '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite name="&x;"/>', /document type/],
    ['a remote document type', '<!DOCTYPE t SYSTEM "http://127.0.0.1:1/x.dtd"><testsuite/>', /document type/],
    ['an unknown entity', '<testsuite name="&x;"/>', /well-formed/],
    ['deep nesting', deep, /nested/],
    ['a cut report', '<testsuite name="s"><testcase name="t" classname="s">', /well-formed/],
    ['a page', '<html><body/></html>', /begins with <html>/],
    ['a log', 'ok 1 - login', /well-formed/],
    ['nothing', '', /well-formed/],
    ['two roots', '<testsuite/><testsuite/>', /well-formed/],
    ['bytes', new Uint8Array([0xff, 0xfe, 0x3c]), /UTF-8/],
    ['the same attribute twice', '<testsuite name="a" name="b"/>', /well-formed/],
  ])('%s', async (_name, report, says) => {
    const reading = outcomeOfTest(pieces(report), TEST)
    await expect(reading).rejects.toThrow(ReportUnreadable)
    await expect(reading).rejects.toThrow(says)
  })
  it('is given up at its limit, not read to its end', async () => {
    let given = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('<testsuite><!--')
      for (;;) {
        given += 1_000_000
        yield new Uint8Array(1_000_000).fill(97)
      }
    }
    await expect(outcomeOfTest(endless(), TEST)).rejects.toThrow(/20 MB/)
    expect(given).toBeLessThanOrEqual(MAX_REPORT_BYTES + 1_000_000)
  })
})
