import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import type { FileStoreConfig } from '../config/proof-settings.ts'
import { type FileStore, FileStoreUnusable, requireDigest } from './file-store.ts'
import { removeLeftBehind, type SpooledFile, spoolFile } from './spool-file.ts'

type S3Config = Extract<FileStoreConfig, { kind: 's3' }>
type Sdk = typeof import('@aws-sdk/client-s3')

/** S3 takes parts of 5 MB or more, 10,000 at most: these make 160 GB. Each is in memory while it is sent, so that it can be sent again. */
const PART_BYTES = 16 * 1_024 * 1_024

/** Nobody sends parts of one file for a day. */
const UNFINISHED_MS = 24 * 3_600_000

const connect = async (config: S3Config): Promise<{ readonly sdk: Sdk; readonly client: S3Client }> => {
  // Half a second of loading that only those pay who keep files there.
  const sdk = await import('@aws-sdk/client-s3')
  const client = new sdk.S3Client({
    region: config.region,
    credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
    // A bucket as a part of the host's name needs DNS that stores of one's own rarely have.
    ...(config.endpoint === null ? {} : { endpoint: config.endpoint, forcePathStyle: true }),
    // Every part is signed with its SHA-256; the newer checksums in trailers are unknown to many stores.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 },
  })
  return { sdk, client }
}

const isMissing = (error: unknown): boolean =>
  (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode === 404
const orNull = <T>(answer: Promise<T>): Promise<T | null> =>
  answer.catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })

const readPart = async (file: FileHandle, position: number, size: number): Promise<Buffer> => {
  const part = Buffer.alloc(Math.min(PART_BYTES, size - position))
  for (let read = 0; read < part.length; ) {
    const { bytesRead } = await file.read(part, read, part.length - read, position + read)
    if (bytesRead === 0) throw new Error('the spooled file is shorter than it was')
    read += bytesRead
  }
  return part
}

/**
 * Keeps files in a bucket of any S3-compatible store, one object `files/<digest>` each. The digest is known only at the end, and objects
 * cannot be renamed: an upload first goes to a file in `spool` and from there, whole and within the limit, to the bucket. That also makes
 * its length known, lets each part be sent again, and never leaves half a file under a digest.
 */
export const createS3Store = (config: S3Config, spool: string): FileStore => {
  let connected: ReturnType<typeof connect> | null = null
  const store = () => {
    connected ??= connect(config)
    return connected
  }
  const Bucket = config.bucket
  const keyOf = (sha256: string): string => `files/${requireDigest(sha256)}`
  const has = async (sha256: string): Promise<boolean> => {
    const { sdk, client } = await store()
    return (await orNull(client.send(new sdk.HeadObjectCommand({ Bucket, Key: keyOf(sha256) })))) !== null
  }

  const sendInParts = async (file: FileHandle, Key: string, size: number): Promise<void> => {
    const { sdk, client } = await store()
    const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key }))
    try {
      const Parts: { PartNumber: number; ETag: string | undefined }[] = []
      for (let position = 0; position < size; position += PART_BYTES) {
        const PartNumber = Parts.length + 1
        const Body = await readPart(file, position, size)
        const { ETag } = await client.send(new sdk.UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))
        Parts.push({ PartNumber, ETag })
      }
      await client.send(new sdk.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }))
    } catch (error) {
      // What was sent so far costs room; if this fails too, `tidy` does it.
      await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => undefined)
      throw error
    }
  }
  const send = async ({ path, sha256, size }: SpooledFile): Promise<void> => {
    if (await has(sha256)) return
    const { sdk, client } = await store()
    const file = await open(path, 'r')
    try {
      if (size > PART_BYTES) return await sendInParts(file, keyOf(sha256), size)
      await client.send(new sdk.PutObjectCommand({ Bucket, Key: keyOf(sha256), Body: await readPart(file, 0, size) }))
    } finally {
      await file.close()
    }
  }
  const tryOut = async (): Promise<void> => {
    const { sdk, client } = await store()
    const Key = `check/${randomUUID()}`
    await client.send(new sdk.PutObjectCommand({ Bucket, Key, Body: Buffer.from(Key) }))
    const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket, Key }))
    if ((await Body?.transformToString()) !== Key) throw new Error('what was written is not what is read')
    await client.send(new sdk.DeleteObjectCommand({ Bucket, Key }))
  }

  return {
    put: async (bytes, { maxBytes }) => {
      const spooled = await spoolFile(spool, bytes, maxBytes)
      try {
        await send(spooled)
      } finally {
        await rm(spooled.path, { force: true })
      }
      const { path: _path, ...kept } = spooled
      return kept
    },
    open: async (sha256, range) => {
      const { sdk, client } = await store()
      const part = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` }
      const answer = await orNull(client.send(new sdk.GetObjectCommand({ Bucket, Key: keyOf(sha256), ...part })))
      // In Node the body is a stream of Node's.
      return (answer?.Body as Readable | undefined) ?? null
    },
    has,
    remove: async (sha256) => {
      const { sdk, client } = await store()
      await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: keyOf(sha256) }))
    },
    check: () =>
      tryOut().catch((error: unknown) => {
        const where = `${config.endpoint ?? 'Amazon S3'}, bucket ${Bucket}`
        throw new FileStoreUnusable(
          `Files cannot be kept at ${where}: ${String(error)}. See that the bucket exists and that GATEHOUSE_S3_ENDPOINT, GATEHOUSE_S3_REGION and the keys are right.`,
        )
      }),
    tidy: async () => {
      await removeLeftBehind(spool, Date.now())
      const { sdk, client } = await store()
      const { Uploads = [] } = await client.send(new sdk.ListMultipartUploadsCommand({ Bucket, Prefix: 'files/' }))
      for (const { Key, UploadId, Initiated } of Uploads) {
        const isLeft = Initiated !== undefined && Date.now() - Initiated.getTime() > UNFINISHED_MS
        if (isLeft) await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
      }
    },
  }
}
