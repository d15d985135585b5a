/**
 * One process per data directory. PGlite has no lock of its own, and a second opener ruins the files, so this lock is taken
 * before anything in the directory is touched. It is a file made with O_EXCL that says who holds it.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { hostname, uptime } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DataDirectoryInUse } from '../errors.ts'

const FILE = 'gatehouse.lock'
const HEARTBEAT_MS = 5_000
/** A holder on another host cannot be asked whether it lives; it is taken for dead after this long without a heartbeat. */
const SILENT_MS = 30_000
/** A lock file without readable content this long was left by a crash between its creation and its first write. */
const UNWRITTEN_MS = 5_000

interface Holder {
  readonly token: string
  readonly pid: number
  /** Kernel's start time of the process: tells a reused pid apart, which is the rule in containers. */
  readonly processStart: string | null
  readonly bootId: string | null
  readonly startedAt: string
  readonly host: string
}

export interface DataDirectoryLock {
  release(): Promise<void>
}

const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}
const processStart = (pid: number): string | null => {
  // The command in field 2 may hold blanks and brackets: count from the last bracket, where field 3 begins.
  const stat = readText(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}
const bootId = (): string | null => readText('/proc/sys/kernel/random/boot_id')

const isProcessAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const parseHolder = (text: string): Holder | null => {
  try {
    const value: Partial<Holder> | null = JSON.parse(text)
    if (typeof value?.pid !== 'number' || typeof value.startedAt !== 'string' || typeof value.host !== 'string') return null
    return {
      token: value.token ?? '',
      pid: value.pid,
      processStart: value.processStart ?? null,
      bootId: value.bootId ?? null,
      startedAt: value.startedAt,
      host: value.host,
    }
  } catch {
    return null
  }
}

const isHolderAlive = (holder: Holder, silentMs: number): boolean => {
  if (holder.host !== hostname()) return silentMs < SILENT_MS
  const boot = bootId()
  if (holder.bootId !== null && boot !== null && holder.bootId !== boot) return false
  if (boot === null && Date.parse(holder.startedAt) < Date.now() - uptime() * 1000 - 60_000) return false
  if (!isProcessAlive(holder.pid)) return false
  const start = processStart(holder.pid)
  return holder.processStart === null || start === null || holder.processStart === start
}

type Found =
  | { readonly state: 'free' }
  | { readonly state: 'stale'; readonly text: string }
  | { readonly state: 'held'; readonly holder: Holder }

const inspect = async (path: string): Promise<Found> => {
  for (;;) {
    const [text, info] = await Promise.all([readFile(path, 'utf8').catch(() => null), stat(path).catch(() => null)])
    if (text === null || info === null) return { state: 'free' }
    const silentMs = Date.now() - info.mtimeMs
    const holder = parseHolder(text)
    if (holder !== null) return isHolderAlive(holder, silentMs) ? { state: 'held', holder } : { state: 'stale', text }
    if (silentMs > UNWRITTEN_MS) return { state: 'stale', text }
    await wait(50)
  }
}

/** Writes the file if there is none; false when somebody was faster. */
const create = async (path: string, holder: Holder): Promise<boolean> => {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(`${JSON.stringify(holder)}\n`)
    await file.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Removes a lock judged stale. Of two that judge at once, the second must not remove the first one's new lock: hence the guard file. */
const removeStale = async (path: string, text: string): Promise<void> => {
  const guard = `${path}.takeover`
  const made = await open(guard, 'wx', 0o600).catch(() => null)
  if (made === null) {
    const age = await stat(guard).then(
      (info) => Date.now() - info.mtimeMs,
      () => 0,
    )
    if (age > UNWRITTEN_MS) await rm(guard, { force: true })
    return wait(50)
  }
  try {
    if ((await readFile(path, 'utf8').catch(() => null)) === text) await rm(path, { force: true })
  } finally {
    await made.close()
    await rm(guard, { force: true })
  }
}

/**
 * Takes the lock of `dataDir`, creating the directory where needed. A lock whose process is gone, or that is from before the
 * machine's last start, is taken over. Throws `DataDirectoryInUse` when a living process holds it, this one included.
 */
export const lockDataDirectory = async (dataDir: string, now: () => Date = () => new Date()): Promise<DataDirectoryLock> => {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, FILE)
  const mine: Holder = {
    token: randomUUID(),
    pid: process.pid,
    processStart: processStart(process.pid),
    bootId: bootId(),
    startedAt: now().toISOString(),
    host: hostname(),
  }
  while (!(await create(path, mine))) {
    const found = await inspect(path)
    if (found.state === 'held') throw new DataDirectoryInUse(dataDir, found.holder)
    if (found.state === 'stale') await removeStale(path, found.text)
  }
  const heartbeat = setInterval(() => {
    const at = new Date()
    // A heartbeat that fails is no reason to stop serving: on this host the pid answers for us.
    utimes(path, at, at).catch(() => undefined)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return {
    release: async () => {
      clearInterval(heartbeat)
      const text = await readFile(path, 'utf8').catch(() => null)
      if (text !== null && parseHolder(text)?.token === mine.token) await rm(path, { force: true })
    },
  }
}
