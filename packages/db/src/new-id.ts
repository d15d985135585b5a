import { randomBytes } from 'node:crypto'

let lastMs = 0
let count = 0

/** A UUID, version 7: ids made later in this process sort later, within one millisecond too, so that equal times keep their order. */
export const newId = (now: Date = new Date()): string => {
  const ms = now.getTime()
  const bytes = randomBytes(16)
  // 12 bits that count within a millisecond, starting in their lower half; after 4,095 they stay, and order is left to chance.
  count = ms === lastMs ? Math.min(count + 1, 0xfff) : bytes.readUInt16BE(6) & 0x7ff
  lastMs = ms
  bytes.writeUIntBE(ms, 0, 6)
  bytes.writeUInt16BE(0x7000 | count, 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
