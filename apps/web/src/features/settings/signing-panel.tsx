import { type FormEvent, useState } from 'react'
import { Button, CheckField, ErrorState, Panel } from '../../ui/index.ts'
import type { Settings } from './settings-queries.ts'
import { useSaveHead } from './use-save-head.ts'

/** Whether the password is asked again before a signature. */
export const SigningPanel = ({ base, mayEdit, onSaved }: { base: Settings; mayEdit: boolean; onSaved: (now: Settings) => void }) => {
  const [stepUp, setStepUp] = useState(base.head.stepUp)
  const save = useSaveHead(base, 'What a signature asks for is saved.', onSaved)
  const refusal = !mayEdit ? 'A lead may change this.' : stepUp === base.head.stepUp ? 'Nothing is changed.' : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (refusal === null && !save.isPending) save.mutate({ stepUp })
  }
  return (
    <Panel title="Signatures" id="signing" aside={base.head.stepUp ? 'the password is asked again' : 'signing in is enough'}>
      <form className="form pb" onSubmit={submit}>
        <CheckField label="Ask for the password again before a signature" checked={stepUp} disabled={!mayEdit} onChange={setStepUp} />
        <p className="t12 sec">
          For approving and returning a gate, waivers and the go/no-go decision, unless the person signed in within the last five minutes.
          The record says of each signature whether it was asked. Switching it on or off stands in the log.
        </p>
        {save.error ? <ErrorState error={save.error} /> : null}
        {mayEdit ? (
          <div className="form-end">
            <Button type="submit" kind="primary" busy={save.isPending} refusal={refusal}>
              Save signatures
            </Button>
          </div>
        ) : null}
      </form>
    </Panel>
  )
}
