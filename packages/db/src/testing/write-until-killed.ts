/** For a test: writes to the embedded database in the folder it is given, one line of output per acknowledged write, until it is killed. */
import { migrate } from '../migrate/migrate.ts'
import { openDatabase } from '../open/open-database.ts'
import { appendAudit } from '../program/audit.repo.ts'
import { insertPlan } from '../program/insert-plan.ts'
import { writeProgram } from '../program/write-program.ts'
import { transact } from '../transact.ts'
import { samplePlan } from './sample-plan.ts'

const [dataDir] = process.argv.slice(2)
if (dataDir === undefined) throw new Error('give the data directory')
const db = await openDatabase({ dataDir })
await migrate(db)
await transact(db, (tx) => insertPlan(tx, samplePlan('killed'), { sample: false, now: new Date() }))
for (;;) {
  const { result, revision } = await writeProgram(db, { slug: 'killed' }, (tx, program) =>
    appendAudit(tx, {
      programId: program.id,
      actor: null,
      correlationId: `c${program.revision}`,
      action: 'program.edited',
      subject: { kind: 'program', key: 'killed' },
      before: null,
      after: { text: 'x'.repeat(500) },
      at: new Date().toISOString(),
      revision: program.revision + 1,
    }),
  )
  process.stdout.write(`${result} ${revision}\n`)
}
