import { and, desc, eq, inArray, or } from 'drizzle-orm'
import { treaties } from '#db/schema/platform/diplomacy.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { isReadable } from '#server/domain/regions/region-status.ts'
import { type PublicRegion } from '#server/domain/government/public-region-wire.ts'
import { settingsToWire } from '#server/domain/regions/wire-settings.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { sharedReading } from '../shared-reading.ts'
import { toDirectoryEntry } from './to-directory-entry.ts'
import { countPopulation, countPublicAffairs } from '../regions/region-counts.ts'
import { findLaws } from './get-law-book.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { getLastKnownPatrolLevel } from './get-region-patrols.ts'
import { emblemUrlOf } from '../regions/emblem-of.ts'
import { settingsOf } from '../regions/region-rows.ts'
import { requireRegion, getStanding } from '../regions/require-region.ts'

const NEWEST_LAWS = 5
const NEWEST_TREATIES = 10

/**
 * A region's public page: settings, culture, government, newest laws, treaties, figures and the reader's own status
 * in it. It shows no money and no votes.
 * @throws NOT_FOUND, also while the region's pages are not public.
 */
export async function getPublicRegion(ctx: Ctx, input: { region: string }): Promise<PublicRegion> {
  const region = await requireRegion(ctx, input.region)
  if (!isReadable(region.status)) throw notFound('This region')
  const { people, affairs, holders, owner, laws, treaties } = await publicFactsOf(ctx, region.id)
  const standing = await getStanding(ctx, region)
  return {
    ...toDirectoryEntry(region, people),
    ...settingsToWire(settingsOf(region)),
    emblemUrl: emblemUrlOf(ctx, region),
    patrolsOnDuty: await getLastKnownPatrolLevel(ctx, region),
    residentCount: people.residents,
    visitorCount: people.visitors,
    averageReputation: people.averageReputation,
    openPolicies: affairs.openPolicies,
    openElections: affairs.openElections,
    owner: owner ?? { userId: region.ownerId, callsign: '' },
    offices: holders.map(({ position, userId, callsign, termUntil }) => ({
      position,
      userId,
      callsign,
      termUntil: termUntil.toISOString(),
    })),
    laws,
    treatiesCount: affairs.treatiesInForce,
    treaties,
    standing:
      ctx.actor.kind === 'user'
        ? { membership: standing.membership, isOwner: standing.isOwner, offices: standing.offices }
        : null,
  }
}

/** What a region's page says to everybody alike. */
const publicFactsOf = sharedReading('public-facts', async (ctx, regionId: string) => {
  const region = await requireRegion(ctx, regionId)
  const [people, affairs, holders, [owner], laws, treaties] = await Promise.all([
    countPopulation(ctx.db, regionId),
    countPublicAffairs(ctx, regionId),
    findOfficeHolders(ctx.db, regionId),
    ctx.db
      .select({ userId: users.id, callsign: users.callsign })
      .from(users)
      .where(eq(users.id, region.ownerId)),
    findLaws(ctx.db, region, { page: 1, pageSize: NEWEST_LAWS }),
    findTreatiesInForce(ctx, regionId),
  ])
  return { people, affairs, holders, owner, laws, treaties }
})

async function findTreatiesInForce(
  ctx: Pick<Ctx, 'db'>,
  regionId: string,
): Promise<PublicRegion['treaties']> {
  const rows = await ctx.db
    .select({ id: treaties.id, treatyType: treaties.treatyType, a: treaties.regionA, b: treaties.regionB })
    .from(treaties)
    .where(
      and(
        or(eq(treaties.regionA, regionId), eq(treaties.regionB, regionId)),
        inArray(treaties.status, ['active', 'notice']),
      ),
    )
    .orderBy(desc(treaties.signedAt), desc(treaties.id))
    .limit(NEWEST_TREATIES)
  const partnerOf = ({ a, b }: { a: string; b: string }) => (a === regionId ? b : a)
  if (rows.length === 0) return []
  const partners = await ctx.db
    .select({ id: regions.id, name: regions.name, displayName: regions.displayName })
    .from(regions)
    .where(inArray(regions.id, rows.map(partnerOf)))
  return rows.flatMap((row) => {
    const partner = partners.find(({ id }) => id === partnerOf(row))
    return partner ? [{ id: row.id, treatyType: row.treatyType, partner }] : []
  })
}
