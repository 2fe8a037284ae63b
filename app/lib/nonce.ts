import { createContext, useContext } from 'react'

const NonceContext = createContext<string | undefined>(undefined)

/** Provides the CSP nonce to all scripts of the page, even if no loader ran. */
export const NonceProvider = NonceContext.Provider

/** Undefined in the browser, which hides nonces from scripts. */
export const useNonce = (): string | undefined => useContext(NonceContext)
