import { useSyncExternalStore } from 'react'

const neverChanges = () => () => undefined

/** False on the server and in the first client render, true afterwards. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  )
