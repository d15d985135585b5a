import { ShellError } from '../../app/problems.ts'
import type { ProgramContext } from '../../app/route-context.ts'

/** What goes wrong in the store is neither the caller's fault nor a bug here: told to whoever runs the server, and as "not now" to the caller. */
export const fromStore = <T>({ shell, log }: Pick<ProgramContext, 'shell' | 'log'>, work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    if (error instanceof ShellError) throw error
    shell.metrics.fileStoreErrors.inc()
    log.error({ err: error }, 'the store of files failed')
    throw new ShellError('unavailable', 'Files can neither be kept nor read just now. Try again in a moment.', {
      headers: { 'retry-after': '30' },
    })
  })
