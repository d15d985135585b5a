import type { PendingCheckpoint } from '@gatehouse/db'
import { createTransport } from 'nodemailer'
import type { Config } from '../config/read-config.ts'
import { checkpointFileName, type HandOver } from './hand-over.ts'

const TIMEOUT_MS = 10_000
const BECAUSE = { sign_off: 'a gate was signed', daily: 'a day has passed', manual: 'a lead asked for it' } as const

const textOf = ({
  program,
  seq,
  hash,
  at,
  reason,
  keyId,
}: PendingCheckpoint): string => `The record of ${program.name} (${program.slug}) ended like this at ${at}.
This checkpoint was made because ${BECAUSE[reason]}.

  event    ${seq}
  hash     ${hash}
  key      ${keyId}

Keep this message. Should the record ever be cut off or rewritten before event ${seq}, the attached file shows it:

  gatehouse verify BUNDLE --key PUBLIC-KEY --checkpoint ${checkpointFileName(program.slug, { seq, reason })}
`

/** What the mail server said, by its codes alone: its sentences may repeat what it was told. */
const whyRefused = (error: unknown): string => {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown }
  const said = [code, responseCode].filter((each) => /^[A-Z0-9_]{3,40}$/.test(String(each ?? ''))).join(', ')
  return `The mail could not be sent${said === '' ? '' : ` (${said})`}.`
}

/** Mails a checkpoint: what it says as text, the signed envelope as an attachment. */
export const sendMail =
  ({ smtpUrl, from, to }: NonNullable<Config['checkpoints']['mail']>): HandOver =>
  async (checkpoint, signal) => {
    const transport = createTransport({
      ...{ url: smtpUrl, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
      ...{ disableFileAccess: true, disableUrlAccess: true },
    })
    const stop = (): void => transport.close()
    signal.addEventListener('abort', stop)
    const { program, seq, envelope } = checkpoint
    try {
      await transport.sendMail({
        from,
        to: [...to],
        subject: `Checkpoint of ${program.name}: event ${seq}`,
        text: textOf(checkpoint),
        attachments: [{ filename: checkpointFileName(program.slug, checkpoint), contentType: 'application/json', content: envelope }],
      })
      return null
    } catch (error) {
      return whyRefused(error)
    } finally {
      signal.removeEventListener('abort', stop)
      transport.close()
    }
  }
