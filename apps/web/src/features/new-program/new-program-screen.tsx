import { useEffect } from 'react'
import { z } from 'zod'
import { useSearchState, wordParam } from '../../lib/search-state.ts'
import { Segmented } from '../../ui/index.ts'
import { EmptyProgramForm } from './empty-program-form.tsx'
import { ImportPlan } from './import-plan.tsx'
import './new-program.css'

const search = z.object({ from: wordParam(['file', 'empty']) })

export const NewProgramScreen = () => {
  const [{ from = 'file' }, change] = useSearchState(search)
  useEffect(() => {
    document.title = 'New program · Gatehouse'
  }, [])
  return (
    <div className={`page ${from === 'empty' ? 'narrow' : ''}`}>
      <div className="hd">
        <h1>New program</h1>
        <Segmented
          label="Start from"
          options={[
            { value: 'file', label: 'From a document' },
            { value: 'empty', label: 'Start empty' },
          ]}
          value={from}
          onChange={(value) => change({ from: value })}
        />
        <span className="t12 ter">Nothing is stored until you create the program.</span>
      </div>
      {from === 'file' ? <ImportPlan /> : <EmptyProgramForm />}
    </div>
  )
}
