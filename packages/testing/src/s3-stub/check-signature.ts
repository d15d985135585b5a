/** Signature version 4 as its receiver checks it, written from the protocol and not from the client that is tested against it. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

export interface S3Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
}
export interface SignedRequest {
  readonly method: string
  /** As it came: path and query, still escaped. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}
/** Error codes as S3 names them; null: the request is signed by the owner of the key, now, over these very bytes. */
export type SignatureFault =
  | 'AccessDenied'
  | 'InvalidAccessKeyId'
  | 'SignatureDoesNotMatch'
  | 'RequestTimeTooSkewed'
  | 'XAmzContentSHA256Mismatch'

const SKEW_MS = 15 * 60_000
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest()

const escape = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
const canonicalQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .sort()
    .join('&')

const timeOf = (stamp: string): number => Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))

export const signatureFault = (request: SignedRequest, credentials: S3Credentials, now: number): SignatureFault | null => {
  const header = (name: string): string =>
    String(request.headers[name] ?? '')
      .trim()
      .replaceAll(/ +/g, ' ')
  const match = AUTHORIZATION.exec(header('authorization'))
  if (match === null) return 'AccessDenied'
  const [, keyId = '', day = '', region = '', signed = '', signature = ''] = match
  const stamp = header('x-amz-date')
  const names = signed.split(';')
  if (keyId !== credentials.accessKeyId) return 'InvalidAccessKeyId'
  if (region !== credentials.region || !names.includes('host') || !names.includes('x-amz-content-sha256')) return 'SignatureDoesNotMatch'
  if (!stamp.startsWith(day) || !(Math.abs(now - timeOf(stamp)) <= SKEW_MS)) return 'RequestTimeTooSkewed'
  const [path = '', query = ''] = request.url.split('?')
  const digest = header('x-amz-content-sha256')
  const headers = names.map((name) => `${name}:${header(name)}\n`).join('')
  const canonical = [request.method, path, canonicalQuery(query), headers, signed, digest].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`)
  const expected = hmac(key, ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n'))
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return 'SignatureDoesNotMatch'
  return digest === sha256(request.body) ? null : 'XAmzContentSHA256Mismatch'
}
