import { and, asc, desc, eq, inArray, isNull, ne, or } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type RegionSettings } from '#server/domain/regions/settings.ts'

export type RegionRow = typeof regions.$inferSelect

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The region with this id or name, or null. Names are slugs and can never look like an id. */
export async function getRegion(db: Queryable, ref: string): Promise<RegionRow | null> {
  const match = UUID.test(ref) ? eq(regions.id, ref) : eq(regions.name, ref.toLowerCase())
  const [region] = await db
    .select()
    .from(regions)
    .where(and(match, ne(regions.status, 'terminated')))
  return region ?? null
}

/** The same row, locked until the transaction ends: settings and laws of a region change one after the other. */
export async function lockRegion(db: Queryable, regionId: string): Promise<RegionRow | null> {
  const [region] = await db.select().from(regions).where(eq(regions.id, regionId)).for('update')
  return region ?? null
}

/** Regions that somebody owns or holds an office in, owned ones first, then by name. */
export async function findGoverned(db: Queryable, userId: string): Promise<RegionRow[]> {
  const held = db
    .select({ id: offices.regionId })
    .from(offices)
    .where(and(eq(offices.userId, userId), isNull(offices.endedAt)))
  return db
    .select()
    .from(regions)
    .where(and(or(eq(regions.ownerId, userId), inArray(regions.id, held)), ne(regions.status, 'terminated')))
    .orderBy(desc(eq(regions.ownerId, userId)), asc(regions.name))
}

/** The levers of a region's row. */
export const settingsOf = (region: RegionRow): RegionSettings => ({
  governanceType: region.governanceType,
  votingThresholdBp: region.votingThresholdBp,
  quorumBp: region.quorumBp,
  electionFrequencyDays: region.electionFrequencyDays,
  constitutionalText: region.constitutionalText,
  taxRateBp: region.taxRateBp,
  startingCredits: region.startingCredits,
  tradeBonuses: region.tradeBonuses,
  economicSpecialization: region.economicSpecialization,
  pvpRule: region.pvpRule,
  immigrationPolicy: region.immigrationPolicy,
  citizenshipWaitDays: region.citizenshipWaitDays,
  defenseLevel: region.defenseLevel,
  languagePack: region.languagePack,
  theme: region.theme,
  traditions: region.traditions,
  motto: region.motto,
})
