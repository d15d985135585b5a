import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataDirectoryInUse } from '../errors.ts'
import { lockDataDirectory } from './data-directory-lock.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatehouse-lock-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const lockFile = (): string => join(dir, 'gatehouse.lock')
const readHolder = async (): Promise<Record<string, unknown>> => JSON.parse(await readFile(lockFile(), 'utf8'))
const writeHolder = async (changes: object): Promise<void> => {
  const lock = await lockDataDirectory(dir)
  const holder = await readHolder()
  await lock.release()
  await writeFile(lockFile(), JSON.stringify({ ...holder, token: 'other', ...changes }))
}
const expectTakenOver = async (): Promise<void> => {
  const lock = await lockDataDirectory(dir)
  expect((await readHolder())['pid']).toBe(process.pid)
  await lock.release()
  expect(await readdir(dir)).toEqual([])
}

describe('the lock of a data directory', () => {
  it('says who holds it, since when and what to do', async () => {
    const lock = await lockDataDirectory(dir, () => new Date('2026-02-20T08:00:00Z'))
    const error = await lockDataDirectory(dir).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(DataDirectoryInUse)
    expect(error).toMatchObject({ pid: process.pid, since: '2026-02-20T08:00:00.000Z', host: hostname() })
    expect(String(error)).toMatch(new RegExp(`process ${process.pid} .* since 2026-02-20T08:00:00.000Z.*Stop that process`))
    await lock.release()
    await expectTakenOver()
  })

  it('takes over from a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(child, 'spawn')
    await writeHolder({ pid: child.pid, processStart: null })
    await expect(lockDataDirectory(dir)).rejects.toMatchObject({ pid: child.pid })
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    await expectTakenOver()
  })

  it('takes over what was left from before the machine started', async () => {
    await writeHolder({ bootId: '00000000-0000-0000-0000-000000000000' })
    await expectTakenOver()
  })

  it('tells a reused process id from the holder, as after a container restart', async () => {
    await writeHolder({ processStart: '1' })
    await expectTakenOver()
  })

  it('believes a holder on another host while its heartbeat is young', async () => {
    await writeHolder({ host: 'elsewhere', pid: 1 })
    await expect(lockDataDirectory(dir)).rejects.toMatchObject({ host: 'elsewhere' })
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(lockFile(), longAgo, longAgo)
    await expectTakenOver()
  })

  it('takes over an empty file that a crash left, and waits for one that is being written', async () => {
    await writeFile(lockFile(), '')
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(lockFile(), longAgo, longAgo)
    await expectTakenOver()
    await writeFile(lockFile(), '')
    const opening = lockDataDirectory(dir).catch((caught: unknown) => caught)
    await writeFile(lockFile(), JSON.stringify({ pid: process.pid, startedAt: '2026-02-20T08:00:00Z', host: hostname() }))
    expect(await opening).toBeInstanceOf(DataDirectoryInUse)
  })

  it('goes to exactly one of many that find it stale at once', async () => {
    for (let round = 0; round < 20; round++) {
      await writeHolder({ bootId: '00000000-0000-0000-0000-000000000000' })
      const tries = await Promise.allSettled(Array.from({ length: 10 }, () => lockDataDirectory(dir)))
      const won = tries.flatMap((tried) => (tried.status === 'fulfilled' ? [tried.value] : []))
      expect(won).toHaveLength(1)
      await won[0]?.release()
    }
  })

  it('leaves a lock alone that is no longer its own', async () => {
    const lock = await lockDataDirectory(dir)
    const holder = await readHolder()
    await writeFile(lockFile(), JSON.stringify({ ...holder, token: 'somebody else' }))
    await lock.release()
    expect((await readHolder())['token']).toBe('somebody else')
  })
})
