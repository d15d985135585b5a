import type { Evidence, StoredFile } from '@gatehouse/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../new-id.ts'
import type { Database } from '../open/database.ts'
import { KINDS, openTestDatabases, type TestDatabases } from '../testing/databases.ts'
import { NOW, onProgram } from '../testing/on-program.ts'
import { transact } from '../transact.ts'
import { insertEvidence } from './evidence.repo.ts'
import {
  deleteOrphanedFile,
  findStoredFile,
  holdFile,
  isFileNamed,
  listFileDigests,
  listOrphanedFiles,
  saveStoredFile,
} from './files.repo.ts'
import { deleteProgram } from './programs.repo.ts'

const UNA = { userId: 'u-una', name: 'Una' }
const LATER = '2026-02-27T09:30:00.000Z'

let databases: TestDatabases
beforeAll(async () => {
  databases = await openTestDatabases()
}, 120_000)
afterAll(() => databases.close())

let files = 0
const aFile = (): StoredFile => ({
  sha256: (++files).toString(16).padStart(64, '0'),
  size: 5_000_000_000,
  name: `${files}.zip`,
  mediaType: 'application/zip',
})
const aProgram = async (db: Database): Promise<string> => (await onProgram(db, async () => undefined)).id
const save = (db: Database, programId: string, file: StoredFile, at = NOW): Promise<StoredFile> =>
  transact(db, (tx) => saveStoredFile(tx, programId, file, { actor: UNA, at }))
const proofWith = (file: StoredFile): Omit<Evidence, 'revision'> => ({
  ...{ id: newId(), gateKey: 'G1', requirementKey: 'G1.1', type: 'artifact', title: 'Report', url: null, reference: file.name, sha: null },
  ...{ digest: file.sha256, producedAt: null, attachedAt: NOW, attachedBy: UNA, withdrawnAt: null, withdrawReason: '', replaces: null },
  ...{ details: { type: 'artifact' }, file, observation: null },
})

describe.each(KINDS)('files on %s', (kind) => {
  it('belong to a program, under the name of their first upload', async () => {
    const db = databases[kind]
    const [file, ours, theirs] = [aFile(), await aProgram(db), await aProgram(db)]
    expect(await save(db, ours, file)).toEqual(file)
    expect(await save(db, ours, { ...file, name: 'again.zip' }, LATER)).toEqual(file)
    expect([await findStoredFile(db, ours, file.sha256), await findStoredFile(db, theirs, file.sha256)]).toEqual([file, null])
    expect([await isFileNamed(db, file.sha256), await isFileNamed(db, aFile().sha256)]).toEqual([true, false])
    expect([await listFileDigests(db, ours), await listFileDigests(db, theirs)]).toEqual([[file.sha256], []])
    await expect(save(db, ours, { ...file, sha256: 'ABC' })).rejects.toMatchObject({ kind: 'check' })
    await expect(save(db, newId(), file)).rejects.toMatchObject({ kind: 'foreign_key' })
  })

  it('are orphaned when no evidence names them, and only from a time on', async () => {
    const db = databases[kind]
    const [unnamed, named, recent, id] = [aFile(), aFile(), aFile(), await aProgram(db)]
    for (const file of [unnamed, named]) await save(db, id, file)
    await save(db, id, recent, LATER)
    await transact(db, (tx) => insertEvidence(tx, id, proofWith(named)))
    const before = new Date('2026-02-26T00:00:00.000Z')
    const ours = (await listOrphanedFiles(db, before, 100)).filter((file) => file.programId === id)
    expect(ours).toEqual([{ programId: id, sha256: unnamed.sha256 }])
    const remove = ({ sha256 }: StoredFile) => deleteOrphanedFile(db, { programId: id, sha256 }, before)
    expect([await remove(unnamed), await remove(unnamed), await remove(named), await remove(recent)]).toEqual([true, false, false, false])
    expect(await transact(db, (tx) => deleteProgram(tx, id))).toBe(true)
    expect([await isFileNamed(db, named.sha256), await isFileNamed(db, recent.sha256)]).toEqual([false, false])
  })
})

describe('files on postgres', () => {
  it('that evidence comes to name at this moment are not forgotten', async () => {
    const db = databases.postgres
    const [file, id] = [aFile(), await aProgram(db)]
    await save(db, id, file)
    let commit = (): void => undefined
    const mayCommit = new Promise<void>((resolve) => {
      commit = resolve
    })
    let inserted = (): void => undefined
    const isInserted = new Promise<void>((resolve) => {
      inserted = resolve
    })
    const attaching = transact(db, async (tx) => {
      await insertEvidence(tx, id, proofWith(file))
      inserted()
      await mayCommit
    })
    await isInserted
    // Sees no evidence yet, and has to wait for who is about to add some.
    const forgetting = deleteOrphanedFile(db, { programId: id, sha256: file.sha256 }, new Date(LATER)).catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 200))
    commit()
    await attaching
    expect([false, 'ConstraintViolation']).toContain(await forgetting.then((done) => (done instanceof Error ? done.name : done)))
    expect(await findStoredFile(db, id, file.sha256)).toEqual(file)
  })

  it('are held by one at a time', async () => {
    const db = databases.postgres
    const { sha256 } = aFile()
    const steps: string[] = []
    const hold = (name: string): Promise<void> =>
      transact(db, async (tx) => {
        await holdFile(tx, sha256)
        steps.push(`${name} in`)
        await new Promise((resolve) => setTimeout(resolve, 50))
        steps.push(`${name} out`)
      })
    await Promise.all([hold('a'), hold('b'), hold('c')])
    expect(steps.map((step) => step.split(' ')[1])).toEqual(['in', 'out', 'in', 'out', 'in', 'out'])
  })
})
