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
  /** The election that put them into office; null where none did. */
  electionId: string | null
  termFrom: Date
  termUntil: Date
}

/** Who holds which office of a region now, by callsign. An office is held until it is ended, beyond its term if need be. */
export async function findOfficeHolders(db: Queryable, regionId: string): Promise<OfficeHolder[]> {
  return officeHolders(db).execute({ regionId })
}

/** Which parts of the government are filled: where one is not, the owner acts. */
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
