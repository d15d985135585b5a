import { type Html, html } from './html.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** An instant in UTC, to the second, without help of the reader's language: the page is the same bytes everywhere. */
export const sayInstant = (instant: string): string => {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(instant) ?? []
  if (year === undefined) return instant
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year} ${time} UTC`
}
export const time = (instant: string): Html => html`<time datetime="${instant}">${sayInstant(instant)}</time>`
export const code = (text: string): Html => html`<code>${text}</code>`
export const orNone = (text: string | null): Html => (text === null || text === '' ? html`<span class="dim">none</span>` : html`${text}`)
/** `3 gates`, `1 gate`. */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** Only http(s) becomes something to click on; whatever else stands in a link's place is shown as text. */
export const link = (url: string): Html =>
  /^https?:\/\//i.test(url) ? html`<a href="${url}" rel="noopener noreferrer nofollow">${url}</a>` : html`${url}`

/** Names and what they are, as a list. Values that are null are left out; `wide` ones have a line of their own. */
export const facts = (rows: readonly (readonly [name: string, value: Html | string | number | null, wide?: 'wide'])[]): Html =>
  html`<dl>${rows.map(
    ([name, value, wide]) =>
      value !== null && html`<div${wide !== undefined && html` class="${wide}"`}><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`

/** A table with a caption that is read out and not shown; wide ones scroll by themselves. */
export const table = (
  caption: string,
  heads: readonly string[],
  rows: readonly Html[],
): Html => html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
`
