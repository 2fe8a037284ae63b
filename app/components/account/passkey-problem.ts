/** Where a passkey was to be used. */
export type PasskeyPlace = {
  /** Whether the browser can use passkeys here at all, and whether the page came over a safe connection. */
  isSupported: boolean
  isSecure: boolean
  /** The host that passkeys belong to; null while nothing was asked for. */
  rpId: string | null
}

/** The codes of @simplewebauthn/browser that say more than the browser's own names. */
const WHAT_TO_DO: Record<string, string> = {
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED:
    'This device has a passkey of your account already. Use it, or choose another device.',
  ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT:
    'This security key cannot hold passkeys. Choose another device.',
  ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT:
    'This security key cannot check that it is you. Set a PIN on it, or choose another device.',
}

/** What somebody can do when the browser made nothing of a passkey; null when they went on otherwise. */
export function passkeyProblem(error: unknown, { isSupported, isSecure, rpId }: PasskeyPlace): string | null {
  if (!isSecure)
    return 'Browsers use passkeys over https only. Open the address of this game that starts with https.'
  if (!isSupported)
    return 'This browser has no passkeys. Use a newer one, or go on with your password and a code.'
  const { name, code } = namesOf(error)
  if (code === 'ERROR_CEREMONY_ABORTED') return null
  if (code !== null && WHAT_TO_DO[code] !== undefined) return WHAT_TO_DO[code]
  if (code === 'ERROR_INVALID_DOMAIN' || code === 'ERROR_INVALID_RP_ID' || name === 'SecurityError')
    return `Passkeys of this game belong to ${rpId ?? 'its main address'}. Open it there.`
  if (name === 'NotAllowedError')
    return 'No passkey was chosen, or it took too long. Try again, or go on without one.'
  return 'Your browser could not use a passkey. Try again, use another device, or go on without one.'
}

/** Errors of the library carry the browser's name and a code of their own. */
function namesOf(error: unknown): { name: string; code: string | null } {
  if (!(error instanceof Error)) return { name: '', code: null }
  return { name: error.name, code: 'code' in error && typeof error.code === 'string' ? error.code : null }
}
