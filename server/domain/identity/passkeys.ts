/** Passkeys that one account may have. */
export const PASSKEYS_MAX = 10
export const PASSKEY_NAME_MAX_LENGTH = 60
/** So long a browser may take to answer a challenge. */
export const CHALLENGE_MS = 5 * 60_000
/** 1,023 bytes (WebAuthn §4) in base64url. */
export const CREDENTIAL_ID_MAX_LENGTH = 1364
/** Counters have 32 bits (WebAuthn §6.1). */
export const COUNTER_MAX = 2 ** 32 - 1

/** What a challenge is for. The answer to one opens nothing else. */
export const CHALLENGE_PURPOSES = ['registration', 'log-in', 'second-factor', 'step-up'] as const
export type ChallengePurpose = (typeof CHALLENGE_PURPOSES)[number]

/** To whom passkeys belong: the host that browsers bind them to, and the only place at which they are used. */
export type PasskeyHost = { rpId: string; origin: string }

/**
 * The host of passkeys by the address of this site; null where browsers allow none: without https anywhere but on this machine, and
 * at an address without a name.
 */
export function passkeyHostOf(publicUrl: string): PasskeyHost | null {
  const { protocol, hostname, origin } = new URL(publicUrl)
  const isAddress = hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname)
  const isThisMachine = hostname === 'localhost' || hostname.endsWith('.localhost')
  return isAddress || (protocol !== 'https:' && !isThisMachine) ? null : { rpId: hostname, origin }
}

/**
 * Whether a passkey shows a counter that it had before or that is lower: of two devices that use one key, one lags behind. Passkeys
 * that do not count show 0 always.
 */
export const isCounterBack = ({ stored, shown }: { stored: number; shown: number }): boolean =>
  (stored > 0 || shown > 0) && shown <= stored

/** The kinds of second factor that an account has. */
export type FactorKinds = { app: boolean; passkeys: boolean }
