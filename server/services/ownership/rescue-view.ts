import {
  RESCUE_END_TEXTS,
  isOpenRescue,
  isRescuable,
  type Lapse,
  type RescueStatus,
} from '#server/domain/ownership/rescue.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type FoundRescue } from './rescue-queries.ts'

type Person = { userId: string; callsign: string }

export type RescueSummary = {
  id: string
  region: { id: string; name: string; displayName: string }
  rescuer: Person
  namedBy: Person
  status: RescueStatus
  namedAt: string
  acceptedAt: string | null
  votingClosesAt: string | null
  payUntil: string | null
  endedAt: string | null
  endReason: string | null
  rollSize: number | null
  turnout: number
  canAccept: boolean
  canDecline: boolean
  canWithdraw: boolean
  canVote: boolean
  canPay: boolean
}

/** A rescue as a participant sees it. @param reader.isOnRoll whether they may vote on it */
export function rescueView(
  { rescue, vote, rescuer, namedBy }: FoundRescue,
  {
    region,
    lapse,
    turnout,
    reader,
    now,
  }: {
    region: RegionRow
    lapse: Lapse | null
    turnout: number
    reader: { userId: string; isOnRoll: boolean; isCitizen: boolean }
    now: Date
  },
): RescueSummary {
  const { status, payUntil } = rescue
  const isOwn = rescue.rescuerId === reader.userId
  return {
    id: rescue.id,
    region: { id: region.id, name: region.name, displayName: region.displayName },
    ...{ rescuer, namedBy, status },
    namedAt: rescue.namedAt.toISOString(),
    acceptedAt: rescue.acceptedAt?.toISOString() ?? null,
    votingClosesAt: vote?.closesAt.toISOString() ?? null,
    payUntil: payUntil?.toISOString() ?? null,
    endedAt: rescue.endedAt?.toISOString() ?? null,
    endReason: rescue.endReason === null ? null : RESCUE_END_TEXTS[rescue.endReason],
    rollSize: vote?.size ?? null,
    turnout,
    canAccept: isOwn && reader.isCitizen && status === 'named' && lapse !== null && isRescuable(lapse),
    canDecline: isOwn && isOpenRescue(status),
    canWithdraw: !isOwn && namedBy.userId === reader.userId && status === 'named',
    canVote: reader.isOnRoll && vote?.state === 'open' && now < vote.closesAt,
    canPay: isOwn && status === 'won' && payUntil !== null && now < payUntil,
  }
}
