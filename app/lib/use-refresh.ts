import { useNavigation, useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef } from 'react'

/**
 * Revalidates once nothing else is loading. Revalidating during a load would abort it: a redirect would lose its
 * flash, and the abort would log an error.
 */
export function useRefresh(): () => void {
  const { revalidate, state } = useRevalidator()
  const isIdle = useNavigation().state === 'idle' && state === 'idle'
  const idle = useRef(isIdle)
  const isDue = useRef(false)
  useEffect(() => {
    idle.current = isIdle
    if (!isIdle || !isDue.current) return
    isDue.current = false
    revalidate()
  }, [isIdle, revalidate])
  return useCallback(() => {
    if (idle.current) revalidate()
    else isDue.current = true
  }, [revalidate])
}
