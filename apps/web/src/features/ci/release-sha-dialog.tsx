import type { Board, ReleaseTarget } from '@gatehouse/core'
import { useState } from 'react'
import { countOf } from '../../lib/format-plan.ts'
import { Button, Dialog, ErrorState, TextField, toast } from '../../ui/index.ts'
import { useSetSha } from './ci.queries.ts'

/** Says before it is done what a new release commit turns stale. */
export const ReleaseShaDialog = ({ board, target, onClose }: { board: Board; target: ReleaseTarget; onClose: () => void }) => {
  const set = useSetSha(target.revision)
  const [text, setText] = useState('')
  const sha = text.trim().toLowerCase()
  const wrong =
    sha === ''
      ? null
      : /^[0-9a-f]{40}$/.test(sha)
        ? sha === target.sha
          ? 'This is the release commit already.'
          : null
        : 'Give all 40 hexadecimal digits: `git rev-parse HEAD` prints them.'
  const bound = board.gates
    .flatMap((gate) => gate.requirements)
    .filter(
      (requirement) => requirement.state === 'fresh' && (requirement.freshness === 'release_sha' || requirement.workflow !== null),
    ).length
  const signed = board.gates.filter((gate) => gate.state === 'SignedOff' && gate.signedSha !== null).length
  return (
    <Dialog
      title={target.sha ? 'Change the release SHA' : 'Choose the release SHA'}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            busy={set.isPending}
            refusal={sha === '' ? 'Paste the commit first.' : wrong}
            onClick={() =>
              set.mutate(sha, {
                onSuccess: () => {
                  toast('The release SHA is set.')
                  onClose()
                },
              })
            }
          >
            Set release SHA
          </Button>
        </>
      }
    >
      <TextField
        label="Full commit"
        value={text}
        onChange={setText}
        error={wrong}
        autoComplete="off"
        autoFocus
        mono
        hint={target.sha ? `Now ${target.sha}` : 'The commit that is to be released.'}
      />
      {target.sha ? (
        <p className="sec">
          Proof stays where it was made: {countOf(bound, 'requirement')} proved on the present commit turn stale, and{' '}
          {countOf(signed, 'signed gate')} must be revalidated.
        </p>
      ) : null}
      {set.error ? <ErrorState error={set.error} /> : null}
    </Dialog>
  )
}
