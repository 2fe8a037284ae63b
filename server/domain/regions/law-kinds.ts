/**
 * `founding` is the constitution at birth, `decree` an office's own act, `law` an implemented policy, `admin` an intervention
 * of the platform, `expiry` the end of a law or decree that was enacted for a time.
 */
export const LAW_KINDS = ['founding', 'decree', 'law', 'admin', 'expiry'] as const
export type LawKind = (typeof LAW_KINDS)[number]

/** In whose name a law was enacted. */
export const AUTHORITIES = ['owner', 'governor', 'citizens', 'council', 'platform'] as const
export type Authority = (typeof AUTHORITIES)[number]
