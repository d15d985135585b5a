const PLAIN = /^[A-Za-z][A-Za-z0-9 _./()+]*$/
const TAKEN = /^(?:true|false|null|yes|no|on|off|y|n)$/i

/** A text as it is where YAML reads it as that text, else in double quotes, which YAML reads as JSON does. */
const scalar = (value: unknown): string =>
  typeof value === 'string' && PLAIN.test(value) && !TAKEN.test(value) && !value.endsWith(' ') ? value : JSON.stringify(value ?? null)

const isShort = (value: readonly unknown[]): boolean => value.every((each) => typeof each !== 'object' || each === null)

/** A plan document as lines of YAML, to look at. */
export const planAsYaml = (value: unknown, indent = ''): readonly string[] => {
  const entriesOf = (fields: object, first: string): readonly string[] =>
    Object.entries(fields).flatMap(([name, each], index) => {
      const lead = index === 0 ? first : indent
      if (Array.isArray(each) && each.length > 0 && !isShort(each)) return [`${lead}${name}:`, ...planAsYaml(each, `${indent}  `)]
      if (Array.isArray(each)) return [`${lead}${name}: [${each.map(scalar).join(', ')}]`]
      if (typeof each === 'object' && each !== null) return [`${lead}${name}:`, ...planAsYaml(each, `${indent}  `)]
      return [`${lead}${name}: ${scalar(each)}`]
    })
  if (Array.isArray(value))
    return value.flatMap((each) => {
      if (typeof each !== 'object' || each === null) return [`${indent}- ${scalar(each)}`]
      const inner = planAsYaml(each, `${indent}  `)
      return [`${indent}- ${inner[0]?.trimStart() ?? '{}'}`, ...inner.slice(1)]
    })
  return typeof value === 'object' && value !== null ? entriesOf(value, indent) : [`${indent}${scalar(value)}`]
}
