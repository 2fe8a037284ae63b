import { type PoolClient } from 'pg'
import { copyRows, copyText, type CopyText } from '#db/copy-rows.ts'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { type GalaxyPlan } from '#server/domain/galaxy/galaxy-plan.ts'

/** Who owns what in a plan, by port and planet id; what is not named belongs to nobody. */
export type GalaxyOwners = {
  ports: ReadonlyMap<number, string>
  planets: ReadonlyMap<number, string>
}

export const NO_OWNERS: GalaxyOwners = { ports: new Map(), planets: new Map() }

/** The tables of a plan, in the order in which they are written. */
export type PlanTable = keyof GalaxyPlan

/**
 * Writes a whole galaxy, or districts of one, where none of its rows are yet, in the transaction that `connection` is in: one
 * COPY a table. `stockAt` is when the stocks of the plan were true. `before` is called ahead of each table, with the share
 * (0–1) of all rows that is written; what it throws ends the writing.
 * @throws a unique violation when rows of the plan are there already.
 */
export async function insertGalaxyPlan(
  connection: PoolClient,
  plan: GalaxyPlan,
  stockAt: Date,
  {
    owners = NO_OWNERS,
    before,
  }: { owners?: GalaxyOwners; before?: (table: PlanTable, written: number) => Promise<void> } = {},
): Promise<void> {
  const all = Object.values(plan).reduce((count, rows) => count + rows.length, 0)
  let written = 0
  let running = Promise.resolve()
  // The next table is put into words while the database works on the one before.
  for (const [table, rows] of copyTexts(plan, stockAt, owners)) {
    await running
    await before?.(table, written / all)
    running = copyRows(connection, rows)
    written += plan[table].length
  }
  await running
}

function* copyTexts(plan: GalaxyPlan, stockAt: Date, owners: GalaxyOwners): Generator<[PlanTable, CopyText]> {
  yield [
    'sectors',
    copyText(sectors, plan.sectors, {
      id: (row) => row.id,
      name: (row) => row.name,
      district: (row) => row.district,
      zone: (row) => row.zone,
      x: (row) => row.x,
      y: (row) => row.y,
      security: (row) => row.security,
      development: (row) => row.development,
      traffic: (row) => row.traffic,
    }),
  ]
  yield [
    'warps',
    copyText(warps, plan.warps, {
      from_sector: (row) => row.fromSector,
      to_sector: (row) => row.toSector,
      kind: (row) => row.kind,
    }),
  ]
  yield [
    'ports',
    copyText(ports, plan.ports, {
      id: (row) => row.id,
      sector_id: (row) => row.sectorId,
      name: (row) => row.name,
      port_class: (row) => row.portClass,
      owner_id: (row) => owners.ports.get(row.id) ?? null,
    }),
  ]
  const moment = stockAt.toISOString()
  yield [
    'portMarkets',
    copyText(portMarkets, plan.portMarkets, {
      port_id: (row) => row.portId,
      commodity: (row) => row.commodity,
      role: (row) => row.role,
      base_price: (row) => row.basePrice,
      stock: (row) => row.stock,
      capacity: (row) => row.capacity,
      production_per_day: (row) => row.productionPerDay,
      rest_bp: (row) => row.restBp,
      stock_at: () => moment,
    }),
  ]
  yield [
    'planets',
    copyText(planets, plan.planets, {
      id: (row) => row.id,
      sector_id: (row) => row.sectorId,
      name: (row) => row.name,
      planet_class: (row) => row.planetClass,
      population: (row) => row.population,
      habitability: (row) => row.habitability,
      owner_id: (row) => owners.planets.get(row.id) ?? null,
    }),
  ]
}
