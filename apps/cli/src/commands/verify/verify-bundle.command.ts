/** `gatehouse verify BUNDLE --key PUB`: was a release bundle altered since it was signed, and by whom was it signed? */
import { type BundleReport, type PublicKey, verifyBundle } from '@gatehouse/bundle'
import { sayCount } from '@gatehouse/core'
import type { CommandResult, OfflineContext } from '../../app/command-context.ts'
import { EXIT } from '../../app/exit-codes.ts'
import { oneLine, type Terminal } from '../../app/terminal.ts'
import { bytesOf, readCheckpoints, readKey } from './read-trusted-files.ts'

export interface VerifyOptions {
  readonly key: string
  readonly olderKey?: readonly string[]
  readonly checkpoint?: readonly string[]
}

/** Offline: it reads the files that it was given, and nothing else. */
export const verifyBundleFile = async (
  { terminal, json, world }: OfflineContext,
  file: string,
  options: VerifyOptions,
): Promise<CommandResult> => {
  const key = await readKey(options.key)
  const olderKeys = await Promise.all((options.olderKey ?? []).map(readKey))
  const checkpoints = (await Promise.all((options.checkpoint ?? []).map(readCheckpoints))).flat()
  const report = await verifyBundle(bytesOf(file, world.stdin), { key, olderKeys, checkpoints })
  if (!json) printReport(terminal, file === '-' ? 'The bundle' : file, key, report)
  if (report.ok && checkpoints.length === 0)
    terminal.say('No checkpoint was given. Only one that was kept elsewhere shows that the record was not cut off before it was signed.')
  return { exitCode: report.ok ? EXIT.yes : EXIT.no, answer: { keyId: key.keyId, ...report } }
}

const printReport = (terminal: Terminal, name: string, key: PublicKey, { ok, about, checked, faults }: BundleReport): void => {
  if (ok) {
    terminal.print(`${terminal.tone('ok', 'YES')}  ${oneLine(name)} is as key ${key.keyId} signed it.`)
    if (about !== null) {
      const { slug, revision, verdict, releaseSha, computedAt, head } = about
      terminal.print(`     ${slug}, revision ${revision}: ${verdict} on ${releaseSha ?? 'no release commit'}, at ${computedAt}`)
      terminal.print(`     the record ends with event ${head.seq}, ${head.hash}`)
    }
  } else terminal.print(`${terminal.tone('stop', 'NO')}   ${oneLine(name)} is not to be trusted: ${sayCount(faults.length, 'fault')}.`)
  const { files, events, evidence, signOffs, checkpoints } = checked
  const looked = [sayCount(files, 'file'), sayCount(events, 'event'), sayCount(evidence, 'piece of evidence', 'pieces of evidence')]
  terminal.print(`     ${[...looked, sayCount(signOffs, 'sign-off'), sayCount(checkpoints, 'checkpoint')].join(', ')} checked`)
  for (const { code, item, message } of faults) {
    terminal.print(`  ${terminal.tone('stop', code)}  ${oneLine(item)}`)
    terminal.print(`      ${oneLine(message)}`)
  }
}
