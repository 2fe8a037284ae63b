import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { type Position } from '#server/domain/regions/positions.ts'

export type OfficeHolder = {
  position: Position
  userId: string
  callsign: string
  /** The election that they won; null when there was none. */
  electionId: string | null
  termFrom: Date
  termUntil: Date
}

/** Current office holders of a region, by callsign. An office is held until it is ended, even past its term. */
export async function findOfficeHolders(db: Queryable, regionId: string): Promise<OfficeHolder[]> {
  return officeHolders(db).execute({ regionId })
}

/** Which parts of the government are filled. The owner acts for parts that are not. */
export const getFilledOffices = (holders: readonly Pick<OfficeHolder, 'position'>[]) => ({
  governorInOffice: holders.some(({ position }) => position === 'governor'),
  councilInOffice: holders.some(({ position }) => position === 'council_member'),
})

const officeHolders = prepared((db) =>
  db
    .select({
      position: offices.position,
      userId: offices.userId,
      callsign: users.callsign,
      electionId: offices.electionId,
      termFrom: offices.termFrom,
      termUntil: offices.termUntil,
    })
    .from(offices)
    .innerJoin(users, eq(users.id, offices.userId))
    .where(and(eq(offices.regionId, sql.placeholder('regionId')), isNull(offices.endedAt)))
    .orderBy(asc(users.callsign))
    .prepare('office_holders'),
)
