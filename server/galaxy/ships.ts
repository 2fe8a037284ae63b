import { and, eq, gt, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { type Cargo } from '#server/domain/ships/cargo.ts'
import { type Ship } from '#server/domain/ships/ship.ts'

/** A pilot's ship and what is in its hold. */
export type ShipAboard = { id: string; name: string; ship: Ship; cargo: Cargo }

export async function shipOf(galaxy: GalaxyDb, userId: string): Promise<ShipAboard | null> {
  const [row] = await shipWithCargo(galaxy).execute({ userId })
  if (!row) return null
  const { id, name, shipClass, modules, damageBp, cargo } = row
  return { id, name, ship: { hull: shipClass, modules, damageBp }, cargo }
}

const shipWithCargo = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select({
      id: ships.id,
      name: ships.name,
      shipClass: ships.shipClass,
      modules: ships.modules,
      damageBp: ships.damageBp,
      cargo: sql<Cargo>`coalesce((select jsonb_object_agg(${shipCargo.commodity}, ${shipCargo.quantity}) from ${shipCargo}
        where ${and(eq(shipCargo.shipId, ships.id), gt(shipCargo.quantity, 0))}), '{}')`,
    })
    .from(ships)
    .where(eq(ships.userId, sql.placeholder('userId')))
    .limit(1)
    .prepare('ship_with_cargo'),
)
