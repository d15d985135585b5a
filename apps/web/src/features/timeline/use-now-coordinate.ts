import type { Board } from '@gatehouse/core'
import { useMemo } from 'react'
import { useNow } from '../../lib/use-now.ts'
import { type NowCoordinate, nowCoordinate } from './model/now-coordinate.ts'

/** Now, in periods; ticks each minute. */
export const useNowCoordinate = (board: Board): NowCoordinate => {
  const now = useNow()
  const { line, period } = nowCoordinate(board, now.getTime())
  return useMemo(() => ({ line, period }), [line, period])
}
