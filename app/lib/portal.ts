import { createContext, useContext } from 'react'

/** Mount point for dialogs and menus, so that they keep the region's colours. */
export const PortalContext = createContext<HTMLElement | null>(null)

export const usePortalContainer = (): HTMLElement | null => useContext(PortalContext)
