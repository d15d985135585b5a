import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** SHA-256 of a text in UTF-8, lower-case hex. Not the browser's own: that one is missing on plain http, where dashboards often are. */
export const sha256 = (text: string): string => bytesToHex(digest(utf8ToBytes(text)))
