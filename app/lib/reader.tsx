import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react'
import { type DecimalSign } from '#server/domain/decimal-sign.ts'
import { readNumber, type ReadNumber } from './typed-number.ts'

export type Reader = { timeZone: string; now: string; decimalSign: DecimalSign }

const ReaderContext = createContext<Reader>({ timeZone: 'UTC', now: '', decimalSign: '.' })

/** The viewer's time zone and the server's clock: both renders of a page must use the same values. */
export function ReaderProvider({ value, children }: { value: Reader; children: ReactNode }) {
  return <ReaderContext.Provider value={value}>{children}</ReaderContext.Provider>
}

/** Parses typed numbers the same way as the server. */
export const useReadNumber = (): ReadNumber => {
  const { decimalSign } = useContext(ReaderContext)
  return useCallback((text) => readNumber(text, decimalSign), [decimalSign])
}

export const useTimeZone = (): string => useContext(ReaderContext).timeZone

/** The current time, updating: first the server's, so that hydration matches, then the browser's. Null outside the provider. */
export const useNow = (tickMs = 15_000): number | null => {
  const { now } = useContext(ReaderContext)
  const [browserNow, setBrowserNow] = useState<number | null>(null)
  useEffect(() => {
    const tick = () => setBrowserNow(Date.now())
    tick()
    const timer = setInterval(tick, tickMs)
    return () => clearInterval(timer)
  }, [tickMs])
  if (browserNow !== null) return browserNow
  return now === '' ? null : new Date(now).getTime()
}
