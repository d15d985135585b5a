import { canonicalEvidence, canonicalJson, type Evidence, type JsonValue } from '@gatehouse/core'
import { evidencePath, FILES, filePath } from '../bundle-layout.ts'
import { listOf, objectOf, textOf } from '../statement/strict-json.ts'
import { digestOf } from './check-sums.ts'
import type { FaultList } from './fault.ts'
import type { BundleReading } from './read-bundle.ts'

type Row = { readonly [key: string]: JsonValue }

/** Each piece of evidence against its own digest, its file, and what the board shows of it. */
export const checkEvidence = (reading: BundleReading, faultList: FaultList): void => {
  const { report } = faultList
  for (const [path, value] of reading.evidence) {
    const row = objectOf(value)
    if (row === null || evidencePath(textOf(row.id) ?? '') !== path)
      report('evidence_mismatch', path, 'It is about another piece of evidence than its name says.')
    else checkRow(path, row, reading, faultList)
  }
  for (const gate of listOf(reading.board?.board.gates))
    for (const requirement of listOf(objectOf(gate)?.requirements))
      for (const shown of listOf(objectOf(requirement)?.evidence)) checkShown(objectOf(shown), reading, faultList)
}

const checkRow = (path: string, row: Row, { files, chain }: BundleReading, { report }: FaultList): void => {
  // The digest is of what was attached, under the key that the gate had then.
  const gateKeys = [...(chain?.namesOf(textOf(row.gateKey)) ?? [textOf(row.gateKey)])]
  if (!gateKeys.some((gateKey) => digestOfRow({ ...row, gateKey }) === row.digest))
    report('evidence_mismatch', path, 'What it says does not have the digest that it was recorded under.')
  const file = objectOf(row.file)
  const section = textOf(objectOf(row.details)?.sectionDigest)
  if (section !== null && section !== textOf(file?.sha256))
    report('evidence_mismatch', path, `The text of its section, ${section}, is not its file: nobody can read what was proved.`)
  if (file === null) return
  const sha256 = textOf(file.sha256) ?? ''
  const packed = files.get(filePath(sha256))
  if (packed === undefined) report('evidence_mismatch', path, `Its file ${sha256} is not in the bundle.`)
  else if (packed.digest !== sha256 || packed.size !== file.size) report('evidence_mismatch', path, `Its file ${sha256} is another one.`)
}

const digestOfRow = (row: Row): string | null => {
  try {
    return digestOf(canonicalEvidence(row as unknown as Evidence))
  } catch {
    return null
  }
}

/** The board shows a piece with what was judged of it; the rest must be the piece itself. */
const checkShown = (shown: Row | null, { evidence }: BundleReading, { report }: FaultList): void => {
  const id = textOf(shown?.id) ?? ''
  const row = evidence.get(evidencePath(id))
  if (row === undefined) {
    report('evidence_mismatch', evidencePath(id), `${FILES.board} shows it; the bundle does not have it.`)
    return
  }
  const { freshness: _freshness, reason: _reason, expiresAt: _expiresAt, expiring: _expiring, ...rest } = shown ?? {}
  if (canonicalJson(rest) !== canonicalJson(row)) report('evidence_mismatch', evidencePath(id), `${FILES.board} shows it otherwise.`)
}
