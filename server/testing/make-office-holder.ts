import { and, eq, inArray, isNull } from 'drizzle-orm'
import { elections, offices } from '#db/schema/platform/elections.ts'
import { type Position } from '../domain/regions/positions.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { type UserActor } from '../services/require-actor.ts'
import { type TestPlatform } from './test-platform.ts'

const DAY_MS = 86_400_000

/** Puts somebody into an office, as an election would. */
export async function makeOfficeHolder(
  platform: TestPlatform,
  region: RegionRow,
  position: Position,
  holder: UserActor,
  termDays = 30,
): Promise<UserActor> {
  const now = await platform.clock.now(platform.db)
  await platform.db.insert(offices).values({
    regionId: region.id,
    position,
    userId: holder.userId,
    termFrom: now,
    termUntil: new Date(now.getTime() + termDays * DAY_MS),
  })
  return holder
}

/** Current holders of an office. */
export async function holdersOf(
  platform: TestPlatform,
  region: RegionRow,
  position: Position,
): Promise<string[]> {
  const rows = await platform.db
    .select({ userId: offices.userId })
    .from(offices)
    .where(and(eq(offices.regionId, region.id), eq(offices.position, position), isNull(offices.endedAt)))
  return rows.map(({ userId }) => userId)
}

/** The open elections of a region. */
export const openElectionsOf = (platform: TestPlatform, region: RegionRow) =>
  platform.db
    .select()
    .from(elections)
    .where(and(eq(elections.regionId, region.id), inArray(elections.status, ['pending', 'active'])))
