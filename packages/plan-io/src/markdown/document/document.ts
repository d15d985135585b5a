/**
 * A document as its grammar sees it: sections, tables, lists, paragraphs, diagrams. Knows lines, and no word of any language.
 * Every line of the text belongs to exactly one of these nodes, or is decoration.
 */
export interface Span {
  /** 1-based, both included. */
  readonly from: number
  readonly to: number
}

/** A piece of running text with its markup taken off. */
export interface Prose {
  /** Markup removed, white space collapsed (NBSP too), trimmed. `**G0 Freeze** by @ops` reads `G0 Freeze by @ops`. */
  readonly text: string
  /** What a label in front says, without its colon: `Goal` of `**Goal:** ship`, of `Goal: ship` and of `- **Goal** — ship`; else null. */
  readonly label: string | null
  /** The text after the label; all of it where there is none. */
  readonly rest: string
  /** Text of each strong (bold) run. */
  readonly strong: readonly string[]
  /** Text of each code span. */
  readonly codes: readonly string[]
  readonly links: readonly { readonly text: string; readonly url: string }[]
  /** Struck through as a whole: `~~dropped~~`. */
  readonly struck: boolean
}

export interface Cell extends Prose {
  /** As written, markup included. */
  readonly raw: string
  /** The cell's own pieces where it holds several: split at `<br>`, at line breaks of copied text and at list marks inside. At least one. */
  readonly parts: readonly Prose[]
}
export interface Row {
  /** Line on which it begins; copied tables go over several. */
  readonly span: Span
  readonly cells: readonly Cell[]
}
export interface Table {
  readonly kind: 'table'
  readonly span: Span
  /** Cell texts may be empty. */
  readonly head: Row
  /** A row may have fewer or more cells than the head. */
  readonly rows: readonly Row[]
}

export interface Item extends Prose {
  /** Its own lines, without those of what is nested in it. */
  readonly span: Span
  /** The number in front: 3 of `3. Deploy`. */
  readonly ordinal: number | null
  /** `[x]` is true, `[ ]` is false; null: no checkbox. */
  readonly checked: boolean | null
  /** Lists, code and paragraphs nested in it. */
  readonly blocks: readonly Block[]
}
export interface List {
  readonly kind: 'list'
  readonly span: Span
  readonly ordered: boolean
  readonly items: readonly Item[]
}

export interface Paragraph {
  readonly kind: 'paragraph'
  readonly span: Span
  /** All of it as one text. */
  readonly whole: Prose
  /** Line by line, as key–value paragraphs are written. */
  readonly lines: readonly (Prose & { readonly line: number })[]
  readonly quoted: boolean
}

export interface CodeBlock {
  readonly kind: 'code'
  /** Fences included. */
  readonly span: Span
  /** Lower-case info word, or ''. Diagrams have the kind `diagram` instead. */
  readonly language: string
  readonly lines: readonly { readonly line: number; readonly text: string }[]
}

export interface Edge {
  readonly line: number
  /** Node ids, or names where the diagram has no ids. */
  readonly from: string
  readonly to: string
  /** Text on the arrow, or ''. */
  readonly label: string
  /** Drawn dotted or dashed. */
  readonly dashed: boolean
}
export interface DiagramNode {
  readonly id: string
  readonly text: string
  /** `:::done` and the like, and the status words of a gantt task. */
  readonly classes: readonly string[]
  /** The line that gives it its text. */
  readonly line: number
}
export interface DiagramStatement {
  readonly line: number
  /** `style`: classDef, linkStyle, dateFormat, autonumber and others that say nothing about the plan. */
  readonly kind: 'head' | 'edge' | 'node' | 'title' | 'section' | 'bar' | 'message' | 'note' | 'style' | 'block' | 'other'
  readonly text: string
}
/** A bar of a gantt chart. */
export interface GanttBar {
  readonly line: number
  readonly section: string
  readonly text: string
  readonly id: string | null
  readonly classes: readonly string[]
  readonly after: readonly string[]
  /** ISO dates where it has them. */
  readonly start: string | null
  readonly end: string | null
  readonly days: number | null
}
export interface Diagram {
  readonly kind: 'diagram'
  readonly span: Span
  readonly type: 'flowchart' | 'state' | 'gantt' | 'sequence' | 'other'
  readonly title: string
  readonly nodes: readonly DiagramNode[]
  readonly edges: readonly Edge[]
  readonly bars: readonly GanttBar[]
  /** Every line between the fences that is not blank. */
  readonly statements: readonly DiagramStatement[]
}

export type Block = Table | List | Paragraph | CodeBlock | Diagram

export interface Heading extends Prose {
  readonly line: number
  /** Setext headings have two lines. */
  readonly span: Span
  /** 1 to 6. */
  readonly level: number
}
export interface Section {
  /** null: what stands before the first heading. */
  readonly heading: Heading | null
  readonly blocks: readonly Block[]
  readonly sections: readonly Section[]
}
export interface Document {
  readonly format: 'markdown' | 'text'
  readonly root: Section
  /** Every line as written, without its line end. Index 0 is line 1. */
  readonly lines: readonly string[]
  /** Lines that say nothing: blank, rules, fences, table separators. */
  readonly decoration: ReadonlySet<number>
}
