import { createContext, useContext } from 'react'

const NonceContext = createContext<string | undefined>(undefined)

/** Hands the nonce of this answer's content security policy to every script of the page, also where no loader ran. */
export const NonceProvider = NonceContext.Provider

/** Undefined in the browser, which hides nonces from scripts. */
export const useNonce = (): string | undefined => useContext(NonceContext)
