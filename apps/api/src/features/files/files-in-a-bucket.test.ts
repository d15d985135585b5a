import { type S3Stub, startS3Stub } from '@gatehouse/testing/s3-stub'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anOwner, type Persona, startTestApp, type TestApp } from '../../testing/index.ts'

let stub: S3Stub
let test: TestApp
let owner: Persona
beforeAll(async () => {
  stub = await startS3Stub()
  const { url, bucket, credentials } = stub
  const store = { kind: 's3', endpoint: url, bucket, ...credentials } as const
  test = await startTestApp({ config: { files: { store, maxBytes: 1_000_000 } } })
  owner = await anOwner(test)
})
afterAll(async () => {
  await test.close()
  await stub.close()
})

const filesUrl = (): string => `/api/v1/programs/${owner.program.slug}/files`
const upload = (body: string) =>
  owner.post(`${filesUrl()}?name=notes.txt`, { body, headers: { 'content-type': 'application/octet-stream' } })

describe('files in a bucket', () => {
  it('are uploaded, and downloaded in whole and in part', async () => {
    const answer = await upload('kept in a bucket')
    const { sha256 } = answer.json()
    expect([answer.statusCode, await stub.keys()]).toEqual([201, [`files/${sha256}`]])
    expect((await owner.get(`${filesUrl()}/${sha256}`)).body).toBe('kept in a bucket')
    expect((await owner.get(`${filesUrl()}/${sha256}`, { headers: { range: 'bytes=0-3' } })).body).toBe('kept')
  })

  it('cannot be had while the store fails; the key is in no answer and no log', async () => {
    const { sha256 } = (await upload('behind a failing store')).json()
    for (const ask of [() => owner.get(`${filesUrl()}/${sha256}`), () => upload('not now')]) {
      stub.faults = [500, 500, 500]
      const answer = await ask()
      expect([answer.statusCode, answer.json().code]).toEqual([503, 'unavailable'])
      expect(answer.body).not.toContain(stub.credentials.secretAccessKey)
    }
    expect(test.logText()).toContain('the store of files failed')
    expect(test.logText()).not.toContain(stub.credentials.secretAccessKey)
    expect((await owner.get(`${filesUrl()}/${sha256}`)).body).toBe('behind a failing store')
  })
})
