import { and, eq, isNotNull } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { planets, ports } from '#db/schema/galaxy/space.ts'
import { type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { inDistricts } from '#server/galaxy/in-districts.ts'

type OwnedPlace = { id: number; name: string; sectorId: number; ownerId: string }
/** What belongs to players in some districts: owned ports and planets, and pilots present there. */
export type Claims = {
  ports: OwnedPlace[]
  planets: OwnedPlace[]
  pilots: { userId: string; callsign: string; sectorId: number }[]
}

export async function loadClaims(galaxy: GalaxyDb, districts: readonly DistrictType[]): Promise<Claims> {
  const owned = async (table: typeof ports | typeof planets): Promise<OwnedPlace[]> => {
    const rows = await galaxy
      .select({ id: table.id, name: table.name, sectorId: table.sectorId, ownerId: table.ownerId })
      .from(table)
      .where(and(isNotNull(table.ownerId), inDistricts(table.sectorId, districts)))
      .orderBy(table.id)
    return rows.flatMap(({ ownerId, ...row }) => (ownerId === null ? [] : [{ ...row, ownerId }]))
  }
  return {
    ports: await owned(ports),
    planets: await owned(planets),
    pilots: await galaxy
      .select({ userId: pilots.userId, callsign: pilots.callsign, sectorId: pilots.sectorId })
      .from(pilots)
      .where(and(eq(pilots.present, true), inDistricts(pilots.sectorId, districts)))
      .orderBy(pilots.sectorId),
  }
}
