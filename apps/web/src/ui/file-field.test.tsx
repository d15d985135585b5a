import type { StoredFile } from '@gatehouse/core'
import { fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { ApiProblem } from '../lib/api-problem.ts'
import type { UploadOptions } from '../lib/upload-file.ts'
import { renderScreen } from '../testing/render-app.tsx'
import { FileField } from './index.ts'

const REPORT = new File(['<testsuite/>'], 'junit.xml')
const STORED: StoredFile = { sha256: 'ab'.repeat(32), size: 3_400_000, name: 'junit.xml', mediaType: 'application/xml' }

/** Uploads that a test ends by hand. */
const uploads = () => {
  const calls: {
    readonly file: File
    readonly options: UploadOptions
    readonly done: (file: StoredFile) => void
    readonly fail: (error: unknown) => void
  }[] = []
  const send = (file: File, options: UploadOptions) =>
    new Promise<StoredFile>((done, fail) => {
      options.signal?.addEventListener('abort', () => fail(new DOMException('stopped', 'AbortError')))
      calls.push({ file, options, done, fail })
    })
  return { calls, send }
}

const open = async () => {
  const { calls, send } = uploads()
  const busy = vi.fn()
  const Form = () => {
    const [file, setFile] = useState<StoredFile | null>(null)
    return <FileField label="Test report" hint="JUnit XML" value={file} onChange={setFile} send={send} onBusy={busy} />
  }
  return { ...(await renderScreen(<Form />)), calls, busy, input: () => screen.getByLabelText('Test report', { selector: 'input' }) }
}
const only = <T,>(list: readonly T[], index = 0): T => {
  const found = list[index]
  if (found === undefined) throw new Error(`there are ${list.length}`)
  return found
}

describe('FileField', () => {
  it('uploads what is chosen, shows how far it is, and then what the server says it is', async () => {
    const { user, calls, busy, input } = await open()
    expect(input()).toHaveAccessibleDescription('JUnit XML')
    await user.upload(input(), REPORT)
    const { file, options, done } = only(calls)
    expect(file.name).toBe('junit.xml')
    const bar = screen.getByRole('progressbar', { name: 'Uploading junit.xml' })
    expect([bar, busy.mock.lastCall]).toEqual([bar, [true]])
    options.onProgress?.(6)
    await vi.waitFor(() => expect(bar).toHaveAttribute('value', '0.5'))
    expect(screen.getByText('6 bytes of 12 bytes')).toBeVisible()
    done(STORED)
    expect(await screen.findByRole('button', { name: 'Remove junit.xml' })).toBeVisible()
    expect(screen.getByText('junit.xml')).toBeVisible()
    expect(screen.getByText(/3\.4 MB, application\/xml/)).toHaveTextContent('SHA-256 abababababab…')
    expect(screen.getByText('junit.xml is uploaded')).toHaveAttribute('role', 'status')
    expect(busy.mock.lastCall).toEqual([false])
  })

  it('takes a file that is dropped on it', async () => {
    const { calls } = await open()
    const zone = screen.getByRole('group', { name: 'Test report' })
    fireEvent.dragOver(zone)
    expect(screen.getByText('Let go to upload it')).toBeVisible()
    fireEvent.drop(zone, { dataTransfer: { files: [REPORT] } })
    expect(only(calls).file).toBe(REPORT)
  })

  it('stops when told so, and gives the focus back to the choice', async () => {
    const { user, calls, input } = await open()
    await user.upload(input(), REPORT)
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(only(calls).options.signal?.aborted).toBe(true)
    expect(screen.queryByRole('progressbar')).toBeNull()
    expect(input()).toHaveFocus()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says why a file was not taken, with the limit, and tries it again', async () => {
    const { user, calls, input } = await open()
    await user.upload(input(), REPORT)
    only(calls).fail(new ApiProblem('payload_too_large', 413, 'A file may have at most 256 MB here.'))
    expect(await screen.findByRole('alert')).toHaveTextContent('This is too big for the server.A file may have at most 256 MB here.')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    only(calls, 1).done(STORED)
    expect(await screen.findByRole('button', { name: 'Remove junit.xml' })).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('lets go of a file, and uploads the same one again', async () => {
    const { user, calls, input } = await open()
    await user.upload(input(), REPORT)
    only(calls).done(STORED)
    await user.click(await screen.findByRole('button', { name: 'Remove junit.xml' }))
    expect(input()).toHaveFocus()
    await user.upload(input(), REPORT)
    expect(calls).toHaveLength(2)
  })

  it('ends an upload whose screen is left', async () => {
    const { user, calls, input, unmount } = await open()
    await user.upload(input(), REPORT)
    unmount()
    expect(only(calls).options.signal?.aborted).toBe(true)
  })
})
