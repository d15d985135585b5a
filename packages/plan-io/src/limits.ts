/** A plan file may be this long, in UTF-8 bytes. */
export const MAX_PLAN_BYTES = 5_000_000
/** Levels of lists and maps inside each other. A plan needs six. */
export const MAX_PLAN_DEPTH = 32
/** Words and signs that the reader takes before it gives up; 10,000 tasks with 20,000 dependencies need about a million. */
export const MAX_PLAN_LEXEMES = 2_000_000
/** Values that aliases (`*name`) may stand for in all, counted as if written out. */
export const MAX_ALIASED_VALUES = 10_000
/** Problems that one answer lists; the last one tells how many more there are. */
export const MAX_ISSUES = 500
