import { type Side } from '#server/domain/diplomacy/treaty-machine.ts'
import { termsToWire } from '#server/domain/diplomacy/treaty-terms.ts'
import { type TreatySideStatus } from '#server/domain/diplomacy/treaty-types.ts'
import { type TreatyWire } from '#server/domain/diplomacy/wire.ts'
import { SIDES, type Party, type TreatyFile } from './queries.ts'

export type SideStatus = TreatySideStatus | 'signed'

export type TreatyParty = { id: string; name: string; displayName: string }

export type TreatyView = Omit<TreatyWire, 'regionA' | 'regionB'> & {
  regionA: TreatyParty
  regionB: TreatyParty
  proposedAt: string
  /** An offer that is not in force by then lapses. */
  windowClosesAt: string
  /** How far each side has come. */
  sides: { regionId: string; status: SideStatus }[]
  /** Whose terms are on the table, and which offer of the negotiation they are. */
  offeredBy: string
  round: number
  /** The treaty that it renews. */
  renewsId: string | null
  noticeGivenBy: string | null
  /** End of the notice. */
  endsAt: string | null
  endedAt: string | null
}

/** A treaty as everybody may see it who may see it at all; how a side voted is in its own members' detail. */
export function treatyView(file: TreatyFile): TreatyView {
  const { treaty, parties } = file
  return {
    id: treaty.id,
    regionA: named(parties.a),
    regionB: named(parties.b),
    treatyType: treaty.treatyType,
    terms: termsToWire(treaty.terms),
    status: treaty.status,
    signedAt: treaty.signedAt?.toISOString() ?? null,
    expiresAt: treaty.expiresAt?.toISOString() ?? null,
    proposedAt: treaty.proposedAt.toISOString(),
    windowClosesAt: treaty.windowClosesAt.toISOString(),
    sides: SIDES.map((side) => ({ regionId: parties[side].id, status: sideStatus(file, side) })),
    offeredBy: treaty.offeredBy,
    round: treaty.round,
    renewsId: treaty.renewsId,
    noticeGivenBy: treaty.noticeGivenBy,
    endsAt: treaty.endsAt?.toISOString() ?? null,
    endedAt: treaty.endedAt?.toISOString() ?? null,
  }
}

const named = ({ id, name, displayName }: Party): TreatyParty => ({ id, name, displayName })

function sideStatus({ sides }: TreatyFile, side: Side): SideStatus {
  const { status, signedAt } = sides[side]
  return status === 'unsigned' && signedAt !== null ? 'signed' : status
}
