import { type ReactNode, useEffect } from 'react'
import { Glyph } from '../../ui/index.ts'
import './sign-in.css'

/** One quiet card: what the page is for, and its form. */
export const SignInFrame = ({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) => {
  useEffect(() => {
    document.title = `${title} · Gatehouse`
  }, [title])
  return (
    <main className="sign-in" id="main">
      <div className="sign-in-box">
        <p className="brand">
          <Glyph name="g-sign" size={20} className="accent" />
          Gatehouse
        </p>
        <section className="pn" aria-labelledby="sign-in-title">
          <h1 id="sign-in-title" className="t20">
            {title}
          </h1>
          {lead ? <div className="sec">{lead}</div> : null}
          {children}
        </section>
        <p className="t12 ter">No green without proof.</p>
      </div>
    </main>
  )
}
