/** Settings of what the record stands on: where files are kept, the key that signs, and who keeps the checkpoints. */
import { z } from 'zod'
import type { ConfigProblem } from './read-config.ts'

export type FileStoreConfig =
  | {
      readonly kind: 'disk'
      /** Below the data directory. */
      readonly folder: 'files'
    }
  | {
      readonly kind: 's3'
      /** null: Amazon's own for the region. */
      readonly endpoint: string | null
      readonly region: string
      readonly bucket: string
      readonly accessKeyId: string
      readonly secretAccessKey: string
    }

export interface ProofConfig {
  readonly files: { readonly store: FileStoreConfig /** Largest upload, bytes. */; readonly maxBytes: number }
  readonly signing: {
    /** Ed25519, PKCS#8 PEM; null: the one in the data directory, made at the first start. */
    readonly key: string | null
    /** The key before it, to sign the change of keys with. */
    readonly previousKey: string | null
    /** Id of a key that is lost: another one may follow it without its signature. */
    readonly lostKey: string | null
  }
  readonly checkpoints: {
    /** Posted to on every checkpoint. */
    readonly webhookUrl: string | null
    readonly mail: { readonly smtpUrl: string; readonly from: string; readonly to: readonly string[] } | null
  }
}

export const PROOF_SECRETS = [
  'GATEHOUSE_SIGNING_KEY',
  'GATEHOUSE_PREVIOUS_SIGNING_KEY',
  'GATEHOUSE_S3_SECRET_ACCESS_KEY',
  'GATEHOUSE_SMTP_URL',
  'GATEHOUSE_CHECKPOINT_WEBHOOK_URL',
] as const
export const PROOF_SETTINGS = [
  ...PROOF_SECRETS,
  'GATEHOUSE_LOST_SIGNING_KEY',
  'GATEHOUSE_MAX_FILE_MB',
  'GATEHOUSE_S3_ENDPOINT',
  'GATEHOUSE_S3_REGION',
  'GATEHOUSE_S3_BUCKET',
  'GATEHOUSE_S3_ACCESS_KEY_ID',
  'GATEHOUSE_MAIL_FROM',
  'GATEHOUSE_CHECKPOINT_MAIL_TO',
] as const

const address = z.url({ protocol: /^https?$/, error: 'Give an http:// or https:// address.' })
const pem = z
  .string()
  .transform((value) => value.replaceAll('\\n', '\n'))
  .refine((value) => value.includes('-----BEGIN PRIVATE KEY-----'), 'Give an Ed25519 private key in PEM form (PKCS#8).')
const mailAddress = z.email('Give a mail address.')

export const proofShape = {
  GATEHOUSE_MAX_FILE_MB: z
    .string()
    .regex(/^(?:[1-7]\d{0,3}|[1-9]\d{0,2}|8000)$/, 'Give a number of megabytes from 1 to 8000: no bundle can hold a larger file.')
    .transform(Number)
    .default(256),
  GATEHOUSE_S3_ENDPOINT: address.optional(),
  GATEHOUSE_S3_REGION: z.string().default('us-east-1'),
  GATEHOUSE_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'A bucket has 3 to 63 of a-z, 0-9, dots and hyphens.')
    .optional(),
  GATEHOUSE_S3_ACCESS_KEY_ID: z.string().optional(),
  GATEHOUSE_S3_SECRET_ACCESS_KEY: z.string().optional(),
  GATEHOUSE_SIGNING_KEY: pem.optional(),
  GATEHOUSE_PREVIOUS_SIGNING_KEY: pem.optional(),
  GATEHOUSE_LOST_SIGNING_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Give the id of the lost key: 64 hexadecimal digits in lower case.')
    .optional(),
  GATEHOUSE_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'Give an smtp:// or smtps:// address.' }).optional(),
  GATEHOUSE_MAIL_FROM: mailAddress.optional(),
  GATEHOUSE_CHECKPOINT_WEBHOOK_URL: address.optional(),
  GATEHOUSE_CHECKPOINT_MAIL_TO: z
    .string()
    .transform((value) => value.split(',').map((part) => part.trim()))
    .pipe(z.array(mailAddress))
    .optional(),
} as const
type ProofValues = Readonly<z.output<z.ZodObject<typeof proofShape>>>

const storeOf = (values: ProofValues, problems: ConfigProblem[]): FileStoreConfig => {
  const disk = { kind: 'disk', folder: 'files' } as const
  const { GATEHOUSE_S3_BUCKET: bucket, GATEHOUSE_S3_ACCESS_KEY_ID: accessKeyId, GATEHOUSE_S3_SECRET_ACCESS_KEY: secretAccessKey } = values
  const endpoint = values.GATEHOUSE_S3_ENDPOINT ?? null
  if (endpoint === null && bucket === undefined && accessKeyId === undefined && secretAccessKey === undefined) return disk
  if (bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    problems.push({
      setting: 'GATEHOUSE_S3_BUCKET',
      message:
        'A store of files needs all three of GATEHOUSE_S3_BUCKET, GATEHOUSE_S3_ACCESS_KEY_ID and GATEHOUSE_S3_SECRET_ACCESS_KEY; leave all unset to keep files on disk.',
    })
    return disk
  }
  return { kind: 's3', endpoint, region: values.GATEHOUSE_S3_REGION, bucket, accessKeyId, secretAccessKey }
}

const mailOf = (values: ProofValues, problems: ConfigProblem[]): ProofConfig['checkpoints']['mail'] => {
  const { GATEHOUSE_SMTP_URL: smtpUrl, GATEHOUSE_MAIL_FROM: from, GATEHOUSE_CHECKPOINT_MAIL_TO: to } = values
  if (to === undefined) return null
  if (smtpUrl !== undefined && from !== undefined) return { smtpUrl, from, to }
  problems.push({
    setting: 'GATEHOUSE_CHECKPOINT_MAIL_TO',
    message: 'Mail needs GATEHOUSE_SMTP_URL and GATEHOUSE_MAIL_FROM as well.',
  })
  return null
}

export const readProofConfig = (values: ProofValues, problems: ConfigProblem[]): ProofConfig => {
  if (values.GATEHOUSE_PREVIOUS_SIGNING_KEY !== undefined && values.GATEHOUSE_SIGNING_KEY === undefined)
    problems.push({
      setting: 'GATEHOUSE_PREVIOUS_SIGNING_KEY',
      message: 'The key before is given together with the one that follows it, GATEHOUSE_SIGNING_KEY.',
    })
  return {
    files: { store: storeOf(values, problems), maxBytes: values.GATEHOUSE_MAX_FILE_MB * 1_000_000 },
    signing: {
      key: values.GATEHOUSE_SIGNING_KEY ?? null,
      previousKey: values.GATEHOUSE_PREVIOUS_SIGNING_KEY ?? null,
      lostKey: values.GATEHOUSE_LOST_SIGNING_KEY ?? null,
    },
    checkpoints: { webhookUrl: values.GATEHOUSE_CHECKPOINT_WEBHOOK_URL ?? null, mail: mailOf(values, problems) },
  }
}
