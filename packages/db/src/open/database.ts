import type { Prisma, PrismaClient } from '../generated/client.ts'
import { DatabaseClosed } from '../errors.ts'
import type { Driver, Log } from './driver.ts'

const INSIDE = Symbol('gatehouse database')
const CLIENT = Symbol('gatehouse transaction')

interface Inside {
  readonly driver: Driver
  readonly prisma: PrismaClient
  readonly log: Log
  readonly work: OpenWork
}

/** An open database. What is inside is this package's business. */
export interface Database {
  /** `embedded`: PGlite in this process; `postgres`: a server. */
  readonly kind: 'postgres' | 'embedded'
  readonly serverVersion: string
  /** Refuses new work, waits for the running, closes, gives the data directory's lock back. May be called again. */
  close(): Promise<void>
  readonly [INSIDE]: Inside
}

/** A running transaction. Pass it to the functions of this package; it ends with the function it was given to. */
export interface Tx {
  readonly [CLIENT]: Prisma.TransactionClient
}

/** Where a read or a small write may run: within a transaction, or by itself. */
export type Store = Database | Tx

/** Counts the transactions that run, so that closing can wait for them. */
export interface OpenWork {
  /** Runs `work`, or throws `DatabaseClosed` after `drain` began. */
  run<T>(work: () => Promise<T>): Promise<T>
  drain(): Promise<void>
}

export const countWork = (): OpenWork => {
  const running = new Set<Promise<unknown>>()
  let isClosing = false
  return {
    run: (work) => {
      if (isClosing) return Promise.reject(new DatabaseClosed())
      const promise = work()
      running.add(promise)
      const forget = (): void => void running.delete(promise)
      promise.then(forget, forget)
      return promise
    },
    drain: async () => {
      isClosing = true
      await Promise.allSettled(running)
    },
  }
}

export const makeDatabase = (inside: Inside, release: () => Promise<void>): Database => {
  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    await inside.work.drain()
    try {
      await inside.prisma.$disconnect()
      await inside.driver.close()
    } finally {
      await release()
    }
  }
  return {
    kind: inside.driver.kind,
    serverVersion: inside.driver.serverVersion,
    close: () => (closing ??= close()),
    [INSIDE]: inside,
  }
}

export const insideOf = (db: Database): Inside => db[INSIDE]
export const makeTx = (client: Prisma.TransactionClient): Tx => ({ [CLIENT]: client })
export const clientOf = (store: Store): Prisma.TransactionClient => (INSIDE in store ? store[INSIDE].prisma : store[CLIENT])

/** The Prisma client itself. For better-auth's adapter only; everything else goes through this package's functions. */
export const prismaOf = (db: Database): PrismaClient => db[INSIDE].prisma
export type { PrismaClient }
