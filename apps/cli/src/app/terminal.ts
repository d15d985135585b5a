/**
 * The two streams of the process. Answers go to stdout, everything said along the way to stderr. Nothing is written that holds the
 * token, and nothing from a document or a server can move the cursor or colour the terminal.
 */
import { styleText } from 'node:util'

/** Status is said in words; colour only repeats it. */
export type Tone = 'ok' | 'warn' | 'stop' | 'quiet' | 'strong'
const STYLES = { ok: 'green', warn: 'yellow', stop: 'red', quiet: 'dim', strong: 'bold' } as const

export interface Sink {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

export interface Terminal {
  /** A line of the answer, on stdout. */
  print(line?: string): void
  /** The answer as it is, without a line end of our own. */
  printRaw(text: string): void
  /** A line about the work, on stderr. */
  say(line?: string): void
  /** Colours text for stdout where it may be coloured. */
  tone(tone: Tone, text: string): string
  /** The same for stderr. */
  sayTone(tone: Tone, text: string): string
  /** Columns of stdout, or 100 where it is no terminal. */
  readonly width: number
}

const mayColour = (sink: Sink, env: Readonly<Record<string, string | undefined>>): boolean =>
  sink.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'

/** Text of others, on one line: control characters and those that turn the reading direction are shown as �. */
export const oneLine = (text: string): string => text.replace(/[\r\n\t]+/g, ' ').replace(/\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '�')

/** Cuts at `width` characters, with an ellipsis. */
export const cutTo = (text: string, width: number): string => {
  const letters = [...text]
  return letters.length <= width ? text : `${letters.slice(0, Math.max(1, width - 1)).join('')}…`
}

/** Shorter ones are no tokens of any server, and blanking them would blank half of every sentence. */
const SHORTEST_SECRET = 8

/** Every spelling in which a text could carry the secret. */
const spellingsOf = (secret: string): readonly string[] => [
  ...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), Buffer.from(secret).toString('base64')]),
]

export const blankSecrets = (text: string, secrets: readonly string[]): string =>
  secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap(spellingsOf)
    .reduce((clean, secret) => clean.replaceAll(secret, '[token]'), text)

/** `secrets` is asked at each write, because the token is read after the terminal is there. */
export const makeTerminal = (
  stdout: Sink,
  stderr: Sink,
  env: Readonly<Record<string, string | undefined>>,
  secrets: () => readonly string[],
): Terminal => {
  const colourOut = mayColour(stdout, env)
  const colourErr = mayColour(stderr, env)
  const paint = (isOn: boolean, tone: Tone, text: string): string =>
    isOn ? styleText(STYLES[tone], text, { validateStream: false }) : text
  return {
    print: (line = '') => void stdout.write(`${blankSecrets(line, secrets())}\n`),
    printRaw: (text) => void stdout.write(blankSecrets(text, secrets())),
    say: (line = '') => void stderr.write(`${blankSecrets(line, secrets())}\n`),
    tone: (tone, text) => paint(colourOut, tone, text),
    sayTone: (tone, text) => paint(colourErr, tone, text),
    width: stdout.isTTY === true ? Math.max(60, stdout.columns ?? 100) : 100,
  }
}
