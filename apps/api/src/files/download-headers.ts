import type { StoredFile } from '@gatehouse/core'

/** Types that a browser at most shows or saves. Whatever could run is sent as what it cannot run as. */
const INERT = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'application/zip',
  'application/gzip',
  'application/json',
])
const TEXT = new Set(['text/plain', 'text/html', 'application/xml', 'image/svg+xml'])

const servedType = (mediaType: string): string => {
  if (INERT.has(mediaType)) return mediaType
  return TEXT.has(mediaType) ? 'text/plain; charset=utf-8' : 'application/octet-stream'
}

/** RFC 8187: UTF-8, and everything but its attribute characters as %XX. */
const extended = (name: string): string =>
  encodeURIComponent(name).replaceAll(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)

/** RFC 6266: the name for everybody, and for those who read only ASCII a name with `_` for what they cannot. */
export const attachment = (name: string): string => {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${extended(name)}`
}

/**
 * Headers of an uploaded file. Nothing in it may run in our origin: it is saved, never shown; and if a browser showed it nevertheless, it
 * would be of a harmless type, in a sandbox that may load nothing.
 */
export const downloadHeaders = ({ sha256, name, mediaType }: StoredFile): Record<string, string> => ({
  'content-type': servedType(mediaType),
  'content-disposition': attachment(name),
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cache-control': 'private, max-age=31536000, immutable',
  'accept-ranges': 'bytes',
  etag: `"${sha256}"`,
})
