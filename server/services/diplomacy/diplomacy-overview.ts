import { embassySector } from '#server/domain/diplomacy/embassy.ts'
import { countBindingTreaties, relationMatrix, type RelationRow } from '#server/domain/diplomacy/relations.ts'
import { type TreatyStatus, type TreatyType } from '#server/domain/diplomacy/treaty-types.ts'
import { pageOfAll, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { getNexusState } from '../nexus/get-nexus-state.ts'
import { isGovernment, requireParticipant } from '../regions/require-region.ts'
import { findBreachesOf, findOffersOf, findTreatyFiles, type TreatyFile } from './queries.ts'
import { type TreatyParty } from './treaty-view.ts'

export type DiplomaticEventKind =
  | 'offered'
  | 'countered'
  | 'in_force'
  | 'notice'
  | 'ended'
  | 'rejected'
  | 'expired'
  | 'breach_reported'
  | 'breach_answered'

export type DiplomaticEvent = {
  at: string
  kind: DiplomaticEventKind
  treatyId: string
  treatyType: TreatyType
  partner: TreatyParty
  /** Who acted: this region, its partner, or neither. */
  by: 'own' | 'partner' | null
}

export type DiplomacyOverview = {
  /** Partners, those with the most in common first. */
  relations: Page<RelationRow<TreatyParty>>
  /** The latest first. */
  events: DiplomaticEvent[]
  /** Regions with a treaty in force have an embassy in the Nexus; null before there is a Nexus. */
  embassies: Page<{ region: TreatyParty; sector: number }> | null
  /** This region's own, while it has a treaty. */
  ownEmbassySector: number | null
}

const EVENTS = 30
/** What happened lately is looked for in so many treaties, the newest. */
const EVENTFUL = { page: 1, pageSize: 500 }
const LIVING: readonly TreatyStatus[] = ['active', 'notice', 'ratifying', 'proposed']

export type DiplomacyOverviewInput = Paging & {
  region: string
  /** The embassies' own page, of the same size as the relations'. */
  embassiesPage: number
}

/**
 * A region's diplomacy: its relations, recent events and embassies. Offers that were never put to its members are shown to its
 * government only. @throws NOT_FOUND to others.
 */
export async function diplomacyOverview(ctx: Ctx, input: DiplomacyOverviewInput): Promise<DiplomacyOverview> {
  const { region, standing } = await requireParticipant(ctx, input.region)
  const isInside = isGovernment(standing)
  const { page, pageSize, embassiesPage } = input
  const visible = { regionId: region.id, knownToMembers: !isInside }
  const living = await findTreatyFiles(ctx.db, { ...visible, status: LIVING })
  const relations = relationMatrix(
    living.map((file) => ({ ...file.treaty, partner: partnerOf(file, region.id) })),
  )
  const eventful = await findTreatyFiles(ctx.db, visible, EVENTFUL)
  const nexus = await getNexusState(ctx.db)
  const bound = relations.filter((row) => countBindingTreaties(row) > 0)
  return {
    relations: pageOfAll(relations, { page, pageSize }),
    events: await eventsOf(ctx, region.id, eventful, isInside),
    embassies:
      nexus &&
      pageOfAll(
        bound.map(({ partner }) => ({ region: partner, sector: embassySector(nexus.seed, partner.id) })),
        { page: embassiesPage, pageSize },
      ),
    ownEmbassySector: nexus && bound.length > 0 ? embassySector(nexus.seed, region.id) : null,
  }
}

function partnerOf({ treaty, parties }: TreatyFile, regionId: string): TreatyParty {
  const { id, name, displayName } = treaty.regionA === regionId ? parties.b : parties.a
  return { id, name, displayName }
}

async function eventsOf(
  ctx: Ctx,
  regionId: string,
  files: readonly TreatyFile[],
  isInside: boolean,
): Promise<DiplomaticEvent[]> {
  const byId = new Map(files.map((file) => [file.treaty.id, file]))
  const ids = [...byId.keys()]
  const moments: { at: Date; kind: DiplomaticEventKind; treatyId: string; byRegion: string | null }[] = []
  const offers = isInside ? await findOffersOf(ctx.db, ids) : []
  for (const { offeredAt: at, round, treatyId, regionId: byRegion } of offers)
    moments.push({ at, kind: round === 1 ? 'offered' : 'countered', treatyId, byRegion })
  for (const report of await findBreachesOf(ctx.db, ids)) {
    const { treatyId, regionId: accuser, reportedAt, answeredAt } = report
    moments.push({ at: reportedAt, kind: 'breach_reported', treatyId, byRegion: accuser })
    const file = byId.get(treatyId)
    if (answeredAt && file)
      moments.push({
        at: answeredAt,
        kind: 'breach_answered',
        treatyId,
        byRegion: partnerOf(file, accuser).id,
      })
  }
  for (const { treaty } of files) moments.push(...stagesOf(treaty))
  return moments
    .sort((one, other) => other.at.getTime() - one.at.getTime())
    .slice(0, EVENTS)
    .flatMap(({ at, kind, treatyId, byRegion }): DiplomaticEvent[] => {
      const file = byId.get(treatyId)
      if (!file) return []
      const by = byRegion === null ? null : byRegion === regionId ? 'own' : 'partner'
      const { treatyType } = file.treaty
      return [{ at: at.toISOString(), kind, treatyId, treatyType, partner: partnerOf(file, regionId), by }]
    })
}

function stagesOf({
  id: treatyId,
  status,
  signedAt,
  noticeGivenAt,
  noticeGivenBy,
  endedAt,
}: TreatyFile['treaty']) {
  const stages: { at: Date; kind: DiplomaticEventKind; treatyId: string; byRegion: string | null }[] = []
  if (signedAt) stages.push({ at: signedAt, kind: 'in_force', treatyId, byRegion: null })
  if (noticeGivenAt) stages.push({ at: noticeGivenAt, kind: 'notice', treatyId, byRegion: noticeGivenBy })
  if (endedAt && (status === 'ended' || status === 'rejected' || status === 'expired'))
    stages.push({ at: endedAt, kind: status, treatyId, byRegion: null })
  return stages
}
