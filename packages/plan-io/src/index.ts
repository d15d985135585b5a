export { inferredId, isClearable } from './decisions/judge-inferred.ts'
export type { Decided, InferredDecision, LineDecision, PlanDecision, ReferenceDecision } from './decisions/plan-decision.ts'
export { MAX_PLAN_BYTES, MAX_PLAN_DEPTH } from './limits.ts'
export { type CsvCells, csvText } from './csv-export/csv-text.ts'
export { CSV_LISTS, type CsvList, writePlanCsv } from './csv-export/write-plan-csv.ts'
export { type MemoFacts, writeGoNoGoMemo } from './markdown-export/write-go-no-go-memo.ts'
export { writePlanMarkdown } from './markdown-export/write-plan-markdown.ts'
export { writeStatusReport } from './markdown-export/write-status-report.ts'
export { type ParsedPlanFile, parsePlanFile } from './parse-plan-file.ts'
export type { PlanEntity } from './report/map-lines.ts'
export { measureReport, type ReportMeasure } from './report/measure-report.ts'
export type {
  InferredFact,
  ParsedPlanText,
  ReadTextOptions,
  ReportLine,
  TextFormat,
  UnresolvedReference,
} from './report/parsed-plan-text.ts'
export { loadSamplePlans, type SamplePlan } from './samples/load-sample-plans.ts'
export { readSampleProgress, type SampleProgress, sampleProgressSchema } from './samples/sample-progress.ts'
export { readData } from './read-data.ts'
export { type PlanFile, type PlanFileInput, planFileSchema } from './schema/plan-file-schema.ts'
export { planJsonSchema } from './schema/plan-json-schema.ts'
export { shiftProgramStart } from './shift-program-start.ts'
export type { PlanFormat, ReadOptions } from './source/read-source.ts'
export { type PlanDocument, toPlanDocument } from './to-plan-document.ts'
export { writePlanFile } from './write-plan-file.ts'
