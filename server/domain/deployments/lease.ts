/** Who looks after servers on a host. Only one process of one host does at a time. */
export type Lease = { host: string | null; keeper: string | null; leasedUntil: Date | null }
export type Keeper = { name: string; keeper: string }

/** For how long a process has a region to itself without saying so again. */
export const LEASE_MS = 60_000
/** So long after that another host may take a region over: the own one may be starting again. */
export const TAKEOVER_MS = 120_000

/** Whether this process may act on a region's servers. */
export function mayKeep({ host, keeper, leasedUntil }: Lease, me: Keeper, now: Date): boolean {
  if (host === null) return true
  const lapsedForMs = leasedUntil ? now.getTime() - leasedUntil.getTime() : Number.POSITIVE_INFINITY
  if (host === me.name) return keeper === null || keeper === me.keeper || lapsedForMs >= 0
  return lapsedForMs >= TAKEOVER_MS
}

/** Whether a lease is to be written again: it is not this one's, or half of it is over. */
export const isToRenew = ({ host, keeper, leasedUntil }: Lease, me: Keeper, now: Date): boolean =>
  host !== me.name ||
  keeper !== me.keeper ||
  leasedUntil === null ||
  leasedUntil.getTime() - now.getTime() < LEASE_MS / 2
