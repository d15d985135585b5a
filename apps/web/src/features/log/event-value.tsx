import { useState } from 'react'
import { sayFieldName } from '../../lib/say-event.ts'
import { Button, Sha, TimeText } from '../../ui/index.ts'

const LONG = 280
const MANY = 8
const SHA = /^[0-9a-f]{40}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/

/** A value of the record, readable whatever it is: long texts and lists fold, objects become lists of their fields. */
export const EventValue = ({ value }: { value: unknown }) => {
  if (value === undefined) return <span className="ter">not there</span>
  if (value === null || value === '') return <span className="ter">nothing</span>
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return <TextValue text={value} />
  if (Array.isArray(value)) return <ListValue items={value} />
  if (typeof value !== 'object') return String(value)
  const fields = Object.entries(value)
  if (fields.length === 0) return <span className="ter">nothing</span>
  return (
    <dl className="lg-fields">
      {fields.map(([name, each]) => (
        <div key={name}>
          <dt>{sayFieldName(name)}</dt>
          <dd>
            <EventValue value={each} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const TextValue = ({ text }: { text: string }) => {
  const [all, setAll] = useState(false)
  if (SHA.test(text)) return <Sha sha={text} />
  if (INSTANT.test(text)) return <TimeText at={text} />
  if (text.length <= LONG) return <span className="lg-text">{text}</span>
  return (
    <>
      <span className="lg-text">{all ? text : `${text.slice(0, LONG)}…`}</span>{' '}
      <Button small kind="bare" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? 'Shorten' : `All ${text.length.toLocaleString('en-GB')} characters`}
      </Button>
    </>
  )
}

const ListValue = ({ items }: { items: readonly unknown[] }) => {
  const [all, setAll] = useState(false)
  if (items.length === 0) return <span className="ter">nothing</span>
  const shown = all ? items : items.slice(0, MANY)
  return (
    <>
      <ul className="lg-list">
        {shown.map((item, index) => (
          <li key={index}>
            <EventValue value={item} />
          </li>
        ))}
      </ul>
      {items.length > MANY ? (
        <Button small kind="bare" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Shorten' : `All ${items.length}`}
        </Button>
      ) : null}
    </>
  )
}
