import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { clientOf } from '../open/database.ts'
import { KINDS, openTestDatabases, type TestDatabases } from '../testing/databases.ts'
import { transact } from '../transact.ts'
import { listen, notify } from './notify.ts'

let databases: TestDatabases
beforeAll(async () => {
  databases = await openTestDatabases()
}, 120_000)
afterAll(() => databases.close())

describe.each(KINDS)('notifications on %s', (kind) => {
  it('arrive when the transaction commits, and only then', async () => {
    const db = databases[kind]
    const heard: string[] = []
    const stop = await listen(db, 'gatehouse_test', (payload) => heard.push(payload))
    await transact(db, async (tx) => {
      await notify(tx, 'gatehouse_test', '{"é":1}')
      await wait(100)
      expect(heard).toEqual([])
    })
    const undone = transact(db, async (tx) => {
      await notify(tx, 'gatehouse_test', 'undone')
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await notify(db, 'another_channel', 'elsewhere')
    await notify(db, 'gatehouse_test', 'second')
    await vi.waitFor(() => expect(heard).toEqual(['{"é":1}', 'second']))
    await stop()
    await notify(db, 'gatehouse_test', 'after')
    await wait(100)
    expect(heard).toHaveLength(2)
  })

  it('are refused with a channel or payload that cannot be sent', async () => {
    const db = databases[kind]
    await expect(notify(db, 'x; DROP TABLE task', '')).rejects.toThrow('no channel name')
    expect(() => listen(db, 'Upper', () => undefined)).toThrow('no channel name')
    await expect(notify(db, 'gatehouse_test', 'x'.repeat(8000))).rejects.toThrow('7999 bytes')
  })
})

describe('listeners on Postgres', () => {
  it('hear other replicas, and listen again after their connection is cut, telling of the gap', async () => {
    const replica = await databases.openReplica()
    const heard: string[] = []
    const onGap = vi.fn()
    await listen(replica, 'gatehouse_cut', (payload) => heard.push(payload), onGap)
    await notify(databases.postgres, 'gatehouse_cut', 'before')
    await vi.waitFor(() => expect(heard).toEqual(['before']))
    await clientOf(databases.postgres).$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN gatehouse_cut'`
    await vi.waitFor(() => expect(onGap).toHaveBeenCalledTimes(1), { timeout: 10_000 })
    await notify(databases.postgres, 'gatehouse_cut', 'after')
    await vi.waitFor(() => expect(heard).toEqual(['before', 'after']))
  })

  it('leave the process alive when the server cuts every connection', async () => {
    const replica = await databases.openReplica()
    await notify(replica, 'gatehouse_cut', 'connects')
    await clientOf(databases.postgres).$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()`
    await wait(200)
    await notify(replica, 'gatehouse_cut', 'connected again')
  })
})
