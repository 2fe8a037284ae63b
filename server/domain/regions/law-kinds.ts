/**
 * `founding`: the first constitution · `decree`: issued by an office · `law`: an implemented policy · `admin`: an
 * intervention by the platform · `expiry`: the end of a temporary law or decree.
 */
export const LAW_KINDS = ['founding', 'decree', 'law', 'admin', 'expiry'] as const
export type LawKind = (typeof LAW_KINDS)[number]

/** Who enacted a law. */
export const AUTHORITIES = ['owner', 'governor', 'citizens', 'council', 'platform'] as const
export type Authority = (typeof AUTHORITIES)[number]
