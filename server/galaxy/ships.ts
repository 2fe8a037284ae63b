import { and, eq, gt, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { usedHolds, type Cargo, type Hold } from '#server/domain/ships/cargo.ts'
import { dockingCharge, type Stay } from '#server/domain/ships/docking.ts'
import { shipFigures, type Ship } from '#server/domain/ships/ship.ts'
import { type ShipView } from './api/sector-calls.ts'

/** A pilot's ship and what is in its hold. */
export type ShipAboard = { id: string; name: string; ship: Ship } & Hold

export async function shipOf(galaxy: GalaxyDb, userId: string): Promise<ShipAboard | null> {
  const [row] = await shipWithCargo(galaxy).execute({ userId })
  return row ? aboardOf(row) : null
}

type ShipRow = { id: string; name: string; shipClass: Ship['hull'] } & Omit<Ship, 'hull'> & Hold

export const aboardOf = ({
  id,
  name,
  shipClass,
  modules,
  damageBp,
  cargo,
  sealedHolds,
}: ShipRow): ShipAboard => ({
  id,
  name,
  ship: { hull: shipClass, modules, damageBp },
  cargo,
  sealedHolds,
})

/** A ship as its pilot sees it. */
export function shipView({ name, ship, ...hold }: ShipAboard, stay: Stay): ShipView {
  const { holds, repairCost, shields, guns } = shipFigures(ship)
  const { turns, berthFee } = dockingCharge(ship, stay)
  return {
    name,
    shipClass: ship.hull,
    modules: [...ship.modules],
    cargo: hold.cargo,
    sealedHolds: hold.sealedHolds,
    cargoCapacity: holds,
    cargoUsed: usedHolds(hold),
    shields,
    guns,
    repairCost: Number(repairCost),
    docking: { docked: stay.docked, turns, berthFee: Number(berthFee) },
  }
}

/** A ship and what is in its hold, as columns of a select from `ships`. */
export const SHIP_WITH_CARGO = {
  id: ships.id,
  name: ships.name,
  shipClass: ships.shipClass,
  modules: ships.modules,
  damageBp: ships.damageBp,
  cargo: sql<Cargo>`coalesce((select jsonb_object_agg(${shipCargo.commodity}, ${shipCargo.quantity}) from ${shipCargo}
    where ${and(eq(shipCargo.shipId, ships.id), gt(shipCargo.quantity, 0))}), '{}')`,
  sealedHolds: sql<number>`coalesce((select sum(${contracts.units}) from ${contracts}
    where ${and(eq(contracts.userId, ships.userId), eq(contracts.kind, 'courier'), eq(contracts.state, 'taken'))}), 0)::int`,
}

const shipWithCargo = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select(SHIP_WITH_CARGO)
    .from(ships)
    .where(eq(ships.userId, sql.placeholder('userId')))
    .limit(1)
    .prepare('ship_with_cargo'),
)
