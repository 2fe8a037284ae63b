import { sql, type SQL } from 'drizzle-orm'
import { type PgTable } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { type GalaxyPlan } from '#server/domain/galaxy/galaxy-plan.ts'

/** Who owns what in a plan, by port and planet id; what is not named belongs to nobody. */
export type GalaxyOwners = {
  ports: ReadonlyMap<number, string>
  planets: ReadonlyMap<number, string>
}

export const NO_OWNERS: GalaxyOwners = { ports: new Map(), planets: new Map() }

/**
 * Writes a whole galaxy into its empty tables: one statement a table over unnested columns, which is nearly as fast as COPY
 * (docs/benchmarks.md) and takes part in the caller's transaction. `stockAt` is when the stocks of the plan were true.
 * @throws a unique violation when rows of the plan are there already.
 */
export async function insertGalaxyPlan(
  db: Queryable,
  plan: GalaxyPlan,
  stockAt: Date,
  owners: GalaxyOwners = NO_OWNERS,
): Promise<void> {
  let running = Promise.resolve()
  // The next statement is put into words while the database works on the one before.
  for (const statement of insertStatements(plan, stockAt, owners)) {
    await running
    running = db.execute(statement).then(() => undefined)
  }
  await running
}

function* insertStatements(plan: GalaxyPlan, stockAt: Date, owners: GalaxyOwners): Generator<SQL> {
  yield insertColumns(sectors, plan.sectors, {
    id: ['int', (row) => row.id],
    name: ['text', (row) => row.name],
    district: ['text', (row) => row.district],
    zone: ['text', (row) => row.zone],
    x: ['float8', (row) => row.x],
    y: ['float8', (row) => row.y],
    security: ['int', (row) => row.security],
    development: ['int', (row) => row.development],
    traffic: ['int', (row) => row.traffic],
  })
  yield insertColumns(warps, plan.warps, {
    from_sector: ['int', (row) => row.fromSector],
    to_sector: ['int', (row) => row.toSector],
    kind: ['text', (row) => row.kind],
  })
  yield insertColumns(ports, plan.ports, {
    id: ['int', (row) => row.id],
    sector_id: ['int', (row) => row.sectorId],
    name: ['text', (row) => row.name],
    port_class: ['text', (row) => row.portClass],
    owner_id: ['uuid', (row) => owners.ports.get(row.id) ?? null],
  })
  const moment = stockAt.toISOString()
  yield insertColumns(portMarkets, plan.portMarkets, {
    port_id: ['int', (row) => row.portId],
    commodity: ['text', (row) => row.commodity],
    role: ['text', (row) => row.role],
    base_price: ['int', (row) => row.basePrice],
    stock: ['int', (row) => row.stock],
    capacity: ['int', (row) => row.capacity],
    production_per_day: ['int', (row) => row.productionPerDay],
    stock_at: ['timestamptz', () => moment],
  })
  yield insertColumns(planets, plan.planets, {
    id: ['int', (row) => row.id],
    sector_id: ['int', (row) => row.sectorId],
    name: ['text', (row) => row.name],
    planet_class: ['text', (row) => row.planetClass],
    population: ['int', (row) => row.population],
    habitability: ['int', (row) => row.habitability],
    owner_id: ['uuid', (row) => owners.planets.get(row.id) ?? null],
  })
}

type ColumnType = 'int' | 'text' | 'float8' | 'uuid' | 'timestamptz'
type Value = string | number | null
type Columns<Row> = Record<string, [type: ColumnType, value: (row: Row) => Value]>

function insertColumns<Row>(table: PgTable, rows: readonly Row[], columns: Columns<Row>): SQL {
  const names: SQL[] = []
  const arrays: SQL[] = []
  for (const [name, [type, value]] of Object.entries(columns)) {
    names.push(sql.identifier(name).getSQL())
    arrays.push(sql`${arrayText(rows, value)}::${sql.raw(type)}[]`)
  }
  const comma = sql.raw(', ')
  return sql`insert into ${table} (${sql.join(names, comma)}) select * from unnest(${sql.join(arrays, comma)})`
}

/** A column as PostgreSQL writes arrays. The driver would take several times as long: it asks each value what it is. */
function arrayText<Row>(rows: readonly Row[], value: (row: Row) => Value): string {
  let text = ''
  for (const row of rows) {
    const element = value(row)
    text += typeof element === 'string' ? `,${quoted(element)}` : `,${element ?? 'NULL'}`
  }
  return `{${text.slice(1)}}`
}

const quoted = (text: string): string =>
  /["\\]/.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : `"${text}"`
