/** A part of a memo; all texts are plain. */
export type MemoBlock =
  | { readonly kind: 'heading' | 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)
/** Line breaks of notes are kept. */
const show = (text: string): string => escape(text).replaceAll('\n', '<br>')

const STYLE = `
:root { color-scheme: light dark; --ink: #14181f; --soft: #4b5563; --line: #c9ced6; --paper: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --soft: #a7afbc; --line: #3b4350; --paper: #14171c } }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem; color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem }
p { max-width: 46rem; margin: .5rem 0; overflow-wrap: anywhere }
table { width: 100%; border-collapse: collapse; font-size: .9375rem }
th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { color: var(--soft); font-weight: 600 }
@media print { :root { --ink: #000; --soft: #333; --line: #999; --paper: #fff } body { max-width: none; padding: 0 } h2 { break-after: avoid } tr { break-inside: avoid } }
`

const htmlOf = (block: MemoBlock): string => {
  switch (block.kind) {
    case 'heading':
      return `<h2>${show(block.text)}</h2>`
    case 'text':
      return `<p>${show(block.text)}</p>`
    case 'list':
      return `<ol>${block.items.map((item) => `<li>${show(item)}</li>`).join('')}</ol>`
    case 'table': {
      const header = block.header.map((cell) => `<th scope="col">${show(cell)}</th>`).join('')
      const rows = block.rows.map((row) => `<tr>${row.map((cell) => `<td>${show(cell)}</td>`).join('')}</tr>`)
      return `<table>\n<thead><tr>${header}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`
    }
  }
}

/** One page that loads nothing and runs nothing. */
export const writeMemoHtml = (title: string, blocks: readonly MemoBlock[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
${blocks.map(htmlOf).join('\n')}
</main>
</body>
</html>
`
