import { Html, html } from './html.ts'

const CIRCLE = '<circle cx="8" cy="8" r="6.6"'
const SOLID = 'fill="currentColor"'
const DIAMOND = '<path d="m8 1.2 6.8 6.8L8 14.8 1.2 8z"'
const DASHED = 'stroke-dasharray="2.2 1.95"'
const PAPER = 'stroke="#fff" stroke-width="1.8"'

/** The outline names the noun (diamond gate, circle proof, octagon or ring verdict), the inside the state: as on the screens. */
const SHAPES = {
  'v-go': `<circle cx="8" cy="8" r="7.2"/><circle cx="8" cy="8" r="5" ${SOLID} stroke="none"/><path d="m5.6 8.2 1.7 1.8 3.2-3.7" stroke="#fff"/>`,
  'v-waiv': '<circle cx="8" cy="8" r="7.2" stroke-dasharray="3.2 2.4"/><path d="m4.9 8.3 2.1 2.2 4.1-4.7" stroke-width="2"/>',
  'v-nogo': `<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" ${SOLID}/><path d="M4.5 8h7" stroke="#fff" stroke-width="2.5"/>`,
  'v-unk': '<circle cx="8" cy="8" r="7" stroke-dasharray="2.4 2"/><path d="M6 6.3a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.2M8 11.6v.1"/>',
  'g-none': `${DIAMOND}/>`,
  'g-prog': `${DIAMOND}/><path d="M8 1.2 1.2 8 8 14.8z" ${SOLID}/>`,
  'g-doc': `${DIAMOND}/><path d="M5.5 6.7h5M5.5 9.3h5"/>`,
  'g-ready': `${DIAMOND}/><path d="m8 5 3 3-3 3-3-3z" ${SOLID}/>`,
  'g-sign': `${DIAMOND} ${SOLID}/><path d="m5.4 8.2 1.8 1.8 3.4-3.7" ${PAPER}/>`,
  'g-reval': `${DIAMOND} stroke-dasharray="3 1.9"/><path d="m5.4 8.2 1.8 1.8 3.4-3.7" stroke-width="1.8"/>`,
  'f-fresh': `${CIRCLE} ${SOLID}/><path d="m5 8.2 2.1 2.2L11 5.8" ${PAPER}/>`,
  'f-stale': `${CIRCLE}/><path d="M8 4.2V8l2.7 2"/>`,
  'f-pend': `${CIRCLE} ${DASHED}/><path d="M5 8h.01M8 8h.01M11 8h.01" stroke-width="2"/>`,
  'f-fail': `${CIRCLE} ${SOLID}/><path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" ${PAPER}/>`,
  'f-unk': `${CIRCLE} ${DASHED}/><path d="M6.2 6.4a1.8 1.8 0 1 1 2.5 1.7c-.5.3-.7.5-.7 1M8 11.2v.1"/>`,
  'f-none': `${CIRCLE}/><path d="M5.5 8h5"/>`,
  waiv: '<path d="M3 1.5h7l3 3v10H3z"/><path d="m5.3 8 1.2 3.2L8 8l1.5 3.2L10.7 8"/>',
  gap: '<path d="M5.5 2H2.5v12h3M10.5 2h3v12h-3M6.5 8h3"/>',
  chk: '<path d="m3 8.4 3.2 3.2L13 4.4" stroke-width="2"/>',
  x: '<path d="m4 4 8 8m0-8-8 8" stroke-width="2"/>',
  late: `<path d="M8 1.8 15 14H1z" ${SOLID}/><path d="M8 6.3v3.4M8 11.9v.1" ${PAPER}/>`,
  block: '<circle cx="8" cy="8" r="6.2" stroke-width="2.2"/><path d="m3.8 3.8 8.4 8.4" stroke-width="2.2"/>',
} as const
export type GlyphName = keyof typeof SHAPES

export const glyph = (name: GlyphName): Html =>
  html`<svg class="g" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${new Html(SHAPES[name])}</svg>`
