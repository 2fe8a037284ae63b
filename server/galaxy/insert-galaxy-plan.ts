import { type PoolClient } from 'pg'
import { copyRows, copyText, type CopyText } from '#db/copy-rows.ts'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { type GalaxyPlan } from '#server/domain/galaxy/galaxy-plan.ts'

/** Owners in a plan by port and planet id; the rest has no owner. */
export type GalaxyOwners = {
  ports: ReadonlyMap<number, string>
  planets: ReadonlyMap<number, string>
}

export const NO_OWNERS: GalaxyOwners = { ports: new Map(), planets: new Map() }

/** The tables of a plan, in the order in which they are written. */
export type PlanTable = keyof GalaxyPlan

/**
 * Inserts a whole galaxy, or some districts, in the current transaction of `connection`, with one COPY per table. `stockAt`
 * is the time to which the plan's stocks apply. `before` runs ahead of each table with the share (0–1) of rows written so
 * far; an error from it stops the insert. @throws a unique violation when rows of the plan exist already.
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
  // The next table is serialised while the database works on the previous one.
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
  const stockTime = stockAt.toISOString()
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
      stock_at: () => stockTime,
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
