import { Badge } from '#app/components/ui/badge.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type KnownOffer } from '#server/domain/trade/known-prices.ts'

/** Of when a price is. */
export const Seen = ({ isLive, seenAt }: Pick<KnownOffer, 'isLive' | 'seenAt'>) =>
  isLive ? <Badge tone="success">Live</Badge> : <Time at={seenAt} format="relative" />
