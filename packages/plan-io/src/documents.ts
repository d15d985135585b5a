/**
 * Reading documents that people wrote. An entry point of its own, because the importer is most of this package and a server that starts does
 * not need it until somebody brings a document.
 */
export { applyDecisions } from './decisions/apply-decisions.ts'
export { readExportedMarkdown } from './markdown-export/read-exported-markdown.ts'
export { parsePlanText } from './parse-plan-text.ts'
