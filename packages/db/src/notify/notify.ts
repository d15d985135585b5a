import { clientOf, type Database, insideOf, type Store } from '../open/database.ts'

const CHANNEL = /^[a-z_][a-z0-9_]{0,62}$/
/** Postgres refuses longer payloads. */
const LONGEST_BYTES = 7_999

const checkChannel = (channel: string): string => {
  if (CHANNEL.test(channel)) return channel
  throw new Error(`"${channel}" is no channel name: a-z, 0-9 and _, at most 63 of them`)
}

/** Tells every listener of the channel, on every replica, when the transaction commits (at once outside of one). At most 7,999 bytes. */
export const notify = async (store: Store, channel: string, payload: string): Promise<void> => {
  const bytes = Buffer.byteLength(payload)
  if (bytes > LONGEST_BYTES) throw new Error(`a notification holds ${LONGEST_BYTES} bytes, not ${bytes}: send a reference instead`)
  await clientOf(store).$executeRaw`SELECT pg_notify(${checkChannel(channel)}, ${payload})`
}

/**
 * Calls `handler` with each payload sent to the channel, this process's own included, until the answer is called. On Postgres the
 * connection is made again when it breaks; `onGap` then tells that notifications may have been missed: re-read what they told of.
 */
export const listen = (
  db: Database,
  channel: string,
  handler: (payload: string) => void,
  onGap: () => void = () => undefined,
): Promise<() => Promise<void>> => insideOf(db).driver.listen(checkChannel(channel), handler, onGap)
