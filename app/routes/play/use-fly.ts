import { useNavigation, useSubmit } from '@remix-run/react'
import { useCallback, type KeyboardEvent } from 'react'
import { type View } from './trade-wish.ts'

/** The key that flies along the warp at this place of the list; nine at most have one. */
export const flightKey = (index: number): string | null => (index < 9 ? String(index + 1) : null)

/** Flies along a warp as its button does. One flight at a time. */
export function useFly(): (toSector: number) => void {
  const submit = useSubmit()
  const isIdle = useNavigation().state === 'idle'
  return useCallback(
    (toSector) => {
      if (isIdle) submit({ intent: 'move', toSector }, { method: 'post', preventScrollReset: true })
    },
    [submit, isIdle],
  )
}

/** Number keys where the focus is on what tells the ways out (`data-flight-keys`), and not in a field. */
export function useFlightKeys(warps: View['warps']): (event: KeyboardEvent) => void {
  const fly = useFly()
  return (event) => {
    const { target } = event
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (!(target instanceof HTMLElement) || target.matches('input, select, textarea')) return
    if (!target.closest('[data-flight-keys]')) return
    const warp = warps.find((_, index) => flightKey(index) === event.key)
    if (!warp) return
    event.preventDefault()
    fly(warp.sectorId)
  }
}
