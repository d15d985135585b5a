import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api-problem.ts'

/** Only what may be cured by waiting is tried again. */
const isPassing = (error: unknown): boolean => error instanceof ApiProblem && (error.code === 'offline' || error.code === 'unavailable')

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: (count, error) => count < 2 && isPassing(error), refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  })
