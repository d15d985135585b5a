import type { BoardEvidence } from '@gatehouse/core'
import type { ReactNode } from 'react'
import { CopyText } from '../../ui/index.ts'

const OUTCOMES = {
  passed: 'passed',
  failed: 'failed',
  skipped: 'was skipped',
  missing: 'is not in it',
} as const

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)
const mono = (text: string) => <span className="mono">{text}</span>

/** What its type says of it. */
export const TypedFacts = ({ piece }: { piece: BoardEvidence }) => {
  const { details } = piece
  switch (details.type) {
    case 'doc':
    case 'contract': {
      const part = details.type === 'doc' ? details.heading : details.pointer === '' ? null : details.pointer
      return (
        <>
          {details.path === null ? null : <Fact name="Path">{mono(details.path)}</Fact>}
          {part === null ? null : <Fact name={details.type === 'doc' ? 'Heading' : 'Pointer'}>{mono(part)}</Fact>}
          <Fact name="Section">
            {details.sectionDigest === null ? (
              'its text was not given, so drift cannot be told'
            ) : (
              <CopyText text={details.sectionDigest} label="Digest of the section" mono />
            )}
          </Fact>
        </>
      )
    }
    case 'code':
      return details.path === null ? null : <Fact name="Path">{mono(details.path)}</Fact>
    case 'test':
      return (
        <>
          <Fact name="Suite">{mono(details.suite)}</Fact>
          <Fact name="Test">{mono(details.name)}</Fact>
          {details.run === '' ? null : <Fact name="Run">{details.run}</Fact>}
          <Fact name="Report">{details.outcome === null ? 'none was given' : `the test ${OUTCOMES[details.outcome]}`}</Fact>
        </>
      )
    case 'ci_run':
      return details.runId === null ? null : (
        <Fact name="Run">
          {mono(`${details.repository ?? ''} ${details.runId}`)},{' '}
          {details.attempt === null ? 'newest attempt' : `attempt ${details.attempt}`}
        </Fact>
      )
    case 'artifact':
    case 'link':
      return null
  }
}
