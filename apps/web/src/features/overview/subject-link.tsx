import type { Board } from '@gatehouse/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** Leads to what a reason or a duty is about: `gate:G3`, `task:L5-D5`, `blocker:B-7`, `evidence:ID`, `go_no_go:2`, `ci`, `settings`. */
export const SubjectLink = ({
  board,
  subject,
  className,
  children,
  label,
}: {
  board: Board
  subject: string
  className: string
  children?: ReactNode
  label?: string
}) => {
  const params = { slug: board.program.slug }
  const [kind, key = ''] = subject.split(/:(.*)/s)
  const named = { className, ...(label ? { 'aria-label': label } : {}) }
  switch (kind) {
    case 'gate':
      return (
        <Link to="/p/$slug/gates/$key" params={{ ...params, key }} {...named}>
          {children ?? `Open ${key}`}
        </Link>
      )
    case 'task':
      return (
        <Link to="/p/$slug/timeline" params={params} search={{ task: key }} {...named}>
          {children ?? 'Open task'}
        </Link>
      )
    case 'blocker': {
      const task = board.blockers.find((blocker) => blocker.key === key)?.taskKey ?? ''
      return (
        <Link to="/p/$slug/timeline" params={params} search={{ task }} {...named}>
          {children ?? 'Open blocker'}
        </Link>
      )
    }
    case 'evidence':
      return (
        <Link to="/p/$slug/evidence" params={params} search={{ item: key }} {...named}>
          {children ?? 'Open proof'}
        </Link>
      )
    case 'ci':
      return (
        <Link to="/p/$slug/ci" params={params} {...named}>
          {children ?? 'Open CI'}
        </Link>
      )
    case 'go_no_go':
      return (
        <Link to="/p/$slug/go-no-go" params={params} search={{ round: key }} {...named}>
          {children ?? 'Open go/no-go'}
        </Link>
      )
    case 'settings':
      return (
        <Link to="/p/$slug/settings" params={params} {...named}>
          {children ?? 'Open settings'}
        </Link>
      )
    default:
      return (
        <Link to="/p/$slug/gates" params={params} {...named}>
          {children ?? 'Open gates'}
        </Link>
      )
  }
}
