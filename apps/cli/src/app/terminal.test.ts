import { describe, expect, it } from 'vitest'
import { cutTo, makeTerminal, oneLine } from './terminal.ts'

const SECRET = 'to"ken\\with+odd/signs'
const sink = (isTTY: boolean) => {
  let text = ''
  return { isTTY, columns: 80, write: (more: string) => void (text += more), text: () => text }
}
const terminalOn = (out: ReturnType<typeof sink>, err: ReturnType<typeof sink>, env: Record<string, string> = {}) =>
  makeTerminal(out, err, env, () => [SECRET])

describe('the terminal', () => {
  it('never writes the token, however it is spelled', () => {
    const [out, err] = [sink(false), sink(false)]
    const terminal = terminalOn(out, err)
    for (const write of [terminal.print, terminal.say, terminal.printRaw]) {
      write(`a ${SECRET} b ${JSON.stringify({ SECRET })} c ${encodeURIComponent(SECRET)} d ${Buffer.from(SECRET).toString('base64')}`)
    }
    for (const text of [out.text(), err.text()]) {
      expect(text).not.toContain('odd')
      expect(text).toContain('a [token] b {"SECRET":"[token]"} c [token] d [token]')
    }
  })

  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
  ])('colours only on a terminal that wants it: terminal %s, %j', (isTTY, env, coloured) => {
    const terminal = terminalOn(sink(isTTY), sink(isTTY), env as Record<string, string>)
    expect(terminal.tone('ok', 'YES')).toBe(coloured ? '\u001B[32mYES\u001B[39m' : 'YES')
    expect(terminal.sayTone('stop', 'NO')).toBe(coloured ? '\u001B[31mNO\u001B[39m' : 'NO')
  })

  it('lets no text of others move the cursor, colour, break a line or turn its direction', () => {
    expect(oneLine('a\u001B[2Jb\r\nc\td\u202Ee\u0007')).toBe('a�[2Jb c d�e�')
  })

  it('cuts by letters, not halves of them', () => {
    expect(cutTo('🚀🚀🚀', 2)).toBe('🚀…')
    expect(cutTo('abc', 3)).toBe('abc')
  })
})
