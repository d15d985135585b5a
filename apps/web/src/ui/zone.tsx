import { createContext, useContext } from 'react'

const ZoneContext = createContext<string | null>(null)
/** Whose clock the times below are told in: the program's. */
export const ZoneProvider = ZoneContext.Provider
/** The program's IANA zone; outside a program the browser's. */
export const useZone = (): string => useContext(ZoneContext) ?? Intl.DateTimeFormat().resolvedOptions().timeZone
