import { routes } from '@gatehouse/contracts'
import { screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { answer, fakeApi, refused } from '../../testing/fake-api.ts'
import { renderScreen } from '../../testing/render-app.tsx'
import { sampleBoard } from '../../testing/sample-board.ts'
import { BundlePanel } from './bundle-panel.tsx'

const keyId = 'ab12'.repeat(16)
const key = {
  ...{ keyId, fingerprint: Array.from({ length: 16 }, () => 'ab12').join(' '), publicKey: 'PEM' },
  ...{ createdAt: '2026-02-20T08:00:00.000Z', retiredAt: null, rotation: null },
}
const open = () => renderScreen(<BundlePanel />, { board: sampleBoard(), roles: ['viewer'], url: '/p/credity12/settings' })
afterEach(() => vi.restoreAllMocks())

describe('the release bundle', () => {
  it('is saved as it comes; its key stands beside it with its fingerprint and the command that checks it', async () => {
    fakeApi(answer(routes.signingKeys.list, [key]))
    const clicked: string[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      clicked.push(this.getAttribute('href') ?? '')
    })
    const { user } = await open()
    expect(await screen.findByText(key.fingerprint)).toBeVisible()
    const file = `gatehouse-${keyId.slice(0, 12)}.pem`
    const link = screen.getByRole('link', { name: 'Download public key' })
    expect([link.getAttribute('href'), link.getAttribute('download')]).toEqual([`/api/v1/signing-keys/${keyId}/public-key.pem`, file])
    expect(screen.getByText(`gatehouse verify BUNDLE.tar --key ${file}`)).toBeVisible()
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(null, { status: 200 }))
    await user.click(screen.getByRole('button', { name: 'Download bundle' }))
    await vi.waitFor(() => expect(clicked).toEqual(['/api/v1/programs/credity12/bundle']))
  })

  it('that cannot be made says which files are missing', async () => {
    fakeApi(answer(routes.signingKeys.list, [key]))
    const { user } = await open()
    await screen.findByText(key.fingerprint)
    const issues = [{ code: 'file_missing', message: 'junit.xml is not there.' }]
    const { problem, status } = refused(409, 'bundle_incomplete', 'A file cannot be found.', { issues })
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(problem, { status }))
    await user.click(screen.getByRole('button', { name: 'Download bundle' }))
    expect(await screen.findByText('junit.xml is not there.')).toBeVisible()
    expect(screen.getByRole('alert')).toHaveTextContent('missing from the server’s file store')
  })
})
