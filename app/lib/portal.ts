import { createContext, useContext } from 'react'

/** Where dialogs and menus are mounted, so that they keep the colours of the region they belong to. */
export const PortalContext = createContext<HTMLElement | null>(null)

export const usePortalContainer = (): HTMLElement | null => useContext(PortalContext)
