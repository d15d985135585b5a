import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { isApiProblem } from '../lib/api-problem.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/messages.tsx'

export const PendingPage = () => (
  <div className="page">
    <Skeleton lines={6} />
  </div>
)

export const NotFoundPage = () => (
  <div className="page narrow">
    <EmptyState
      level={1}
      title="There is nothing here"
      actions={
        <Link to="/" className="btn">
          All programs
        </Link>
      }
    >
      The address is wrong, it was deleted, or you are not a member of it.
    </EmptyState>
  </div>
)

/** The same for an address that leads to no screen, and so to no shell around it. */
export const UnknownAddressPage = () => (
  <main>
    <NotFoundPage />
  </main>
)

/** Anything thrown while a screen loads or draws. The rest of the page stays usable. */
export const RouteErrorPage = ({ error, reset }: { error: unknown; reset: () => void }) => {
  const router = useRouter()
  const queries = useQueryErrorResetBoundary()
  if (isApiProblem(error, 'not_found')) return <NotFoundPage />
  const retry = () => {
    queries.reset()
    reset()
    void router.invalidate()
  }
  return (
    <div className="page narrow">
      <ErrorState error={error} onRetry={retry} />
      <p>
        <Link to="/" className="lk">
          All programs
        </Link>
      </p>
    </div>
  )
}
