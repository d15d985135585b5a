import { useState } from 'react'
import { listNamed } from '../../lib/plan-reading/look-up-entity.ts'
import type { OpenReference, PlanReading } from '../../lib/plan-reading/reading.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { Menu } from '../menu.tsx'
import { Picker } from '../picker.tsx'

/** Kinds that a field may name. */
const kindsFor = (field: string): readonly string[] =>
  field === 'lane'
    ? ['lane']
    : field === 'gate'
      ? ['gate']
      : field === 'owners' || field === 'reviewers'
        ? ['owner']
        : ['task', 'gate', 'milestone']

/** What an open reference means: one of the likely ones, anything else by search, or nothing. */
export const ReferencePicker = ({
  reading,
  reference,
  onDecide,
}: {
  reading: PlanReading
  reference: OpenReference
  onDecide: (to: string | null) => void
}) => {
  const [searching, setSearching] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const options = () =>
    listNamed(reading.plan ?? {}, kindsFor(reference.field)).map(({ key, title }) => ({ value: key, label: key, hint: title }))
  return (
    <>
      <Menu
        label={`What “${reference.text}” means`}
        className="btn sm"
        align="right"
        sections={[
          ...(reference.candidates.length > 0
            ? [
                {
                  title: 'It may mean',
                  items: reference.candidates.map(({ key, title }) => ({
                    label: `${key} ${title}`,
                    aside: key === reference.stands ? 'stands now' : undefined,
                    run: () => onDecide(key),
                  })),
                },
              ]
            : []),
          {
            items: [
              { label: 'Something else …', run: () => setSearching(true) },
              { label: 'Nothing: leave it out', run: () => onDecide(null) },
            ],
          },
        ]}
      >
        Link …
      </Menu>
      {searching ? (
        <Dialog
          title={`What “${reference.text}” means`}
          onClose={() => setSearching(false)}
          actions={
            <>
              <Button onClick={() => setSearching(false)}>Cancel</Button>
              <Button
                kind="primary"
                refusal={chosen === null ? 'Choose something first.' : null}
                onClick={() => {
                  setSearching(false)
                  onDecide(chosen)
                }}
              >
                Link
              </Button>
            </>
          }
        >
          <Picker label="Means" options={options()} value={chosen} onPick={setChosen} placeholder="Type a key or a title" />
        </Dialog>
      ) : null}
    </>
  )
}
