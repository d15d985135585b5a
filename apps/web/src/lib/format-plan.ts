import type { Cadence, ProgramHead } from '@gatehouse/core'

/** `D5`. Beyond the plan's last period too, where a slip leads. */
export const periodLabel = (program: Pick<ProgramHead, 'prefix'>, index: number): string => `${program.prefix}${index}`
/** `D3`, `D3 to D5` */
export const spanLabel = (program: Pick<ProgramHead, 'prefix'>, from: number, to: number): string =>
  from === to ? periodLabel(program, from) : `${periodLabel(program, from)} to ${periodLabel(program, to)}`
/** `+1 d`, `+2 w`, `0 d` */
export const slipLabel = (cadence: Cadence, periods: number): string =>
  `${periods > 0 ? '+' : ''}${periods} ${cadence === 'day' ? 'd' : 'w'}`
/** `1 day`, `3 weeks` */
export const periodCount = (cadence: Cadence, count: number): string => `${count} ${cadence}${count === 1 ? '' : 's'}`
/** The seven digits that people compare. Never shown without a way to the full one. */
export const shortSha = (sha: string): string => sha.slice(0, 7)
/** `3 reasons`, `1 reason` */
export const countOf = (count: number, noun: string, plural = `${noun}s`): string => `${count} ${count === 1 ? noun : plural}`
/** `.github/workflows/launch-gate.yml` → `launch-gate` */
export const workflowName = (path: string): string => path.replace(/^.*\//, '').replace(/\.ya?ml$/, '')
