import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataDirectoryInUse } from '../errors.ts'
import { migrate } from '../migrate/migrate.ts'
import { listAudit } from '../program/read-audit.repo.ts'
import { loadProgramState } from '../program/load-program-state.ts'
import { openDatabase } from './open-database.ts'

let dataDir: string
let children: ChildProcess[]
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-open-'))
  children = []
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(dataDir, { recursive: true, force: true })
})

const startWriter = (): ChildProcess => {
  const script = fileURLToPath(new URL('../testing/write-until-killed.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return child
}
const kill = async (child: ChildProcess): Promise<void> => {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

describe('the embedded database', () => {
  it('refuses a second process, and after SIGKILL shows every write that was acknowledged', async () => {
    const child = startWriter()
    if (child.stdout === null) throw new Error('no output')
    const acknowledged: string[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(line)
      if (acknowledged.length === 10) {
        const error = await openDatabase({ dataDir }).catch((caught: unknown) => caught)
        expect(error).toBeInstanceOf(DataDirectoryInUse)
        expect(error).toMatchObject({ pid: child.pid })
      }
      if (acknowledged.length === 40) break
    }
    expect(acknowledged).toHaveLength(40)
    await kill(child)
    const db = await openDatabase({ dataDir })
    expect(await migrate(db)).toEqual([])
    const state = await loadProgramState(db, 'killed')
    const events = await listAudit(db, state?.id ?? '', { limit: 10_000 })
    const kept = events.map(({ seq, revision }) => `${seq} ${revision}`).reverse()
    expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged)
    expect(state?.revision).toBe(events.length + 1)
    await db.close()
    expect(await readdir(dataDir)).toEqual(['pg'])
  }, 60_000)

  it('starts again after its very first start was killed', async () => {
    const child = startWriter()
    while (!existsSync(join(dataDir, 'pg.initialising'))) {
      expect(child.exitCode).toBeNull()
      await wait(10)
    }
    await wait(300)
    await kill(child)
    expect(existsSync(join(dataDir, 'pg'))).toBe(false)
    const db = await openDatabase({ dataDir })
    expect(await migrate(db)).not.toEqual([])
    await db.close()
  }, 60_000)

  it('gives the lock back when it cannot be opened', async () => {
    const first = await openDatabase({ dataDir })
    await first.close()
    await rm(join(dataDir, 'pg', 'global'), { recursive: true })
    await expect(openDatabase({ dataDir })).rejects.toThrow()
    expect(await readdir(dataDir)).toEqual(['pg'])
  }, 60_000)
})
