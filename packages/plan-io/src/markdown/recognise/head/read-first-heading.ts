import type { HeadingRecogniser } from '../recogniser.ts'

/** The document's first heading is the program's name, without the periods in brackets behind it. */
export const readFirstHeading: HeadingRecogniser = (section, place, { draft, account }) => {
  const { heading } = section
  if (heading === null || place.path.length > 1 || draft.head.name !== undefined) return null
  const name = heading.text.replace(/\s*[([][^()[\]]{0,40}\d[^()[\]]{0,40}[)\]]\s*$/, '').trim()
  if (name === '') return null
  draft.head.name = name
  draft.headLines.set('name', heading.line)
  account.map(heading.span, { kind: 'program', key: 'program' })
  return {}
}
