/** Longest line on which a map or list is written in one piece. */
const FLOW_WIDTH = 140

/** A plain value as readable YAML 1.2: short maps and lists on one line, long ones in block style. The same value gives the same text. */
export function writeYaml(value: Readonly<Record<string, unknown>>): string {
  return `${mapLines(value, 0, false).join('\n')}\n`
}

function mapLines(map: Readonly<Record<string, unknown>>, indent: number, isInline: boolean): string[] {
  return Object.entries(map).flatMap(([key, value], index) => {
    const lead = isInline && index === 0 ? '' : ' '.repeat(indent)
    return withValue(`${lead}${writeScalar(key)}:`, value, indent, indent === 0)
  })
}

function withValue(head: string, value: unknown, indent: number, isTopLevel: boolean): string[] {
  const flow = writeFlow(value)
  const isLongList = isTopLevel && isFilledList(value) && value.some(isFilledCollection)
  const isHead = isTopLevel && isFilledCollection(value)
  if (!isFilledCollection(value) || (!isLongList && !isHead && head.length + 1 + flow.length <= FLOW_WIDTH)) return [`${head} ${flow}`]
  if (isFilledList(value)) return [head, ...value.flatMap((item) => itemLines(item, indent + 2))]
  return [head, ...mapLines(value as Record<string, unknown>, indent + 2, false)]
}

function itemLines(item: unknown, indent: number): string[] {
  const lead = `${' '.repeat(indent)}- `
  const flow = writeFlow(item)
  if (!isFilledCollection(item) || lead.length + flow.length <= FLOW_WIDTH) return [`${lead}${flow}`]
  const lines = isFilledList(item)
    ? item.flatMap((inner) => itemLines(inner, indent + 2))
    : mapLines(item as Record<string, unknown>, indent + 2, true)
  const [first = '', ...rest] = lines
  return [`${lead}${first.trimStart()}`, ...rest]
}

function writeFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeFlow).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([key, inner]) => `${writeScalar(key)}: ${writeFlow(inner)}`)
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
  }
  return writeScalar(value)
}

/** Every JSON string is also a double-quoted YAML scalar; only what no YAML reader could take for something else goes unquoted. */
function writeScalar(value: unknown): string {
  if (typeof value === 'string') return isPlain(value) ? value : quote(value)
  return JSON.stringify(value ?? null)
}

const PLAIN_TEXT = /^[A-Za-z](?:[\w ./()+%;-]*[\w./()+%])?$/
const PLAIN_PATH = /^\.[A-Za-z][\w./-]*\.ya?ml$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
/** Words that one YAML version or another reads as something other than text. */
const RESERVED = /^(?:true|false|yes|no|on|off|y|n|null)$/i

const isPlain = (text: string): boolean =>
  text.length <= 1_000 && (PLAIN_PATH.test(text) || DATE.test(text) || (PLAIN_TEXT.test(text) && !RESERVED.test(text)))

/** Control and format signs are escaped, so that none of them changes or hides the layout. */
const quote = (text: string): string =>
  JSON.stringify(text).replace(/[\u007F-\u009F\u2028\u2029\uFEFF]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

const isFilledList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0
const isFilledCollection = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : typeof value === 'object' && value !== null && Object.keys(value).length > 0
