/** What a gate needs before somebody can sign it, done as its owner would by API. */
import { expect } from '@playwright/test'
import type { Person } from './people.ts'

const gateUrl = (slug: string, key: string): string => `/api/v1/programs/${slug}/gates/${key}`

/** Attaches a link; `title` is what screens call it. */
export async function attachLink(person: Person, slug: string, requirementKey: string, title: string): Promise<void> {
  const [gateKey] = requirementKey.split('.')
  const sent = await person.api.send('POST', `/api/v1/programs/${slug}/evidence`, {
    ...{ gateKey, requirementKey, type: 'link', title, url: `https://reports.example.test/${encodeURIComponent(title)}` },
  })
  expect(sent.status, JSON.stringify(sent.body)).toBe(201)
}

/** Starts the gate where it has not begun, and asks for its signatures. */
export async function submitGate(person: Person, slug: string, key: string): Promise<void> {
  const command = async (name: 'start' | 'submit') => {
    const { revision } = await person.api.get<{ revision: number }>(gateUrl(slug, key))
    const sent = await person.api.send('POST', `${gateUrl(slug, key)}/${name}`, { note: '' }, revision)
    expect(sent.status, JSON.stringify(sent.body)).toBe(200)
  }
  const { state } = await person.api.get<{ state: string }>(gateUrl(slug, key))
  if (state === 'NotStarted') await command('start')
  await command('submit')
}
