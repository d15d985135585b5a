import { Link, Outlet } from '@tanstack/react-router'
import { Glyph } from '../ui/glyph.tsx'
import { Kbd } from '../ui/messages.tsx'
import { AccountMenu } from './account-menu.tsx'
import { OverlayHost } from './overlay-host.tsx'
import { openFind } from './overlays.ts'
import './shell.css'

/** Around the pages that belong to no program. */
export const InstanceShell = () => (
  <>
    <a className="skip" href="#main">
      Skip to content
    </a>
    <header className="top">
      <Link className="brand" to="/">
        Gatehouse
      </Link>
      <FindButton />
      <div className="now end">
        <AccountMenu />
      </div>
    </header>
    <main id="main" tabIndex={-1}>
      <Outlet />
    </main>
    <OverlayHost slug={null} />
  </>
)

export const FindButton = () => (
  <button type="button" className="btn sm find-btn" onClick={openFind}>
    <Glyph name="find" size={14} />
    <span>Find anything</span> <Kbd>Ctrl K</Kbd>
  </button>
)
