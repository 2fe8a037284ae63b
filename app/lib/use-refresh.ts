import { useNavigation, useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef } from 'react'

/**
 * Asks for the page's data again, once nothing else is being loaded. Asking in the middle would abort that: a redirect would
 * lose its flash, and the aborted answer is an error in the console.
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
