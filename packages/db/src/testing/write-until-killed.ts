/** For a test: writes to the embedded database in the folder it is given, one line of output per acknowledged write, until it is killed. */
import { randomUUID } from 'node:crypto'
import { migrate } from '../migrate/migrate.ts'
import { openDatabase } from '../open/open-database.ts'
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
  const by = { actor: null, correlationId: randomUUID(), at: new Date().toISOString() }
  const { result, revision } = await writeProgram(db, { slug: 'killed' }, by, (_, program, record) => {
    record({
      ...{ action: 'program.edited', subjectKind: 'program', subjectKey: 'killed' },
      ...{ before: null, after: { text: 'x'.repeat(500) } },
    })
    return program.revision
  })
  process.stdout.write(`${result} ${revision}\n`)
}
