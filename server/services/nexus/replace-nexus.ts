import { and, eq, inArray, sql } from 'drizzle-orm'
import { type PoolClient } from 'pg'
import { type GalaxyPool, type GalaxyTransaction } from '#db/client.ts'
import { transactOnConnection } from '#db/copy-rows.ts'
import { eventLog, pilots } from '#db/schema/galaxy/presence.ts'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { isStronglyConnected } from '#server/domain/galaxy/connectivity.ts'
import { type GalaxyPlan } from '#server/domain/galaxy/galaxy-plan.ts'
import { type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { NEXUS_SECTORS } from '#server/domain/galaxy/districts.ts'
import { type NexusSpec } from '#server/domain/nexus/nexus-spec.ts'
import { insertGalaxyPlan, NO_OWNERS, type PlanTable } from '#server/galaxy/insert-galaxy-plan.ts'
import { selectDistricts } from './select-districts.ts'
import { getGenerationRecord, writeGenerationRecord, type GenerationRecord } from './generation-record.ts'
import { loadClaims, type Claims } from './load-claims.ts'
import { inDistricts } from '#server/galaxy/in-districts.ts'
import { loadNexusPlan } from './load-nexus-plan.ts'
import { getNexusArrivalSector } from '#server/galaxy/get-nexus-arrival-sector.ts'
import { keepClaims } from './plan-generation.ts'

/** Advisory lock: one generation at a time per galaxy, even when the queue delivers a job twice. */
const GENERATION_LOCK = 2104

export type Replacement = {
  operationId: string
  spec: NexusSpec
  /** Plans all districts; runs while the old ones are deleted. Returning null cancels without any change. */
  plan: () => Promise<GalaxyPlan | null>
  districts: readonly DistrictType[]
  preservePlayerData: boolean
  /** The version on which the spec is based; 0 before the first generation. */
  baseVersion: number
  now: Date
  /** Milliseconds since the job began. */
  elapsedMs: () => number
  /**
   * Called before each table is written, with the written share (0–1). Returning false cancels without any change.
   */
  shouldContinue: (table: PlanTable, written: number) => Promise<boolean>
  /** Called last before the commit; false cancels likewise. */
  beforeCommit: () => Promise<boolean>
}

/**
 * Replaces districts with planned ones in one transaction: readers see the old Nexus or the new one. Returns null
 * when cancelled. A repeat with the same operation returns the first result.
 * @throws when the Nexus changed since the plan was made, or when the plan is not connected.
 */
export async function replaceNexus(galaxy: GalaxyPool, order: Replacement): Promise<GenerationRecord | null> {
  try {
    return await transactOnConnection(galaxy, (tx, connection) => replaceIn(tx, connection, order))
  } catch (error) {
    if (error instanceof Stopped) return null
    throw error
  }
}

class Stopped extends Error {}

async function replaceIn(
  tx: GalaxyTransaction,
  connection: PoolClient,
  order: Replacement,
): Promise<GenerationRecord> {
  await tx.execute(sql`select pg_advisory_xact_lock(${GENERATION_LOCK})`)
  const last = await getGenerationRecord(tx)
  if (last?.operationId === order.operationId) return last
  if ((last?.version ?? 0) !== order.baseVersion) throw new Error('the Nexus changed since it was planned')

  // Blocks moves, purchases and building between reading the claims and the commit. Reads continue.
  await tx.execute(
    sql`lock table ${pilots}, ${ports}, ${planets}, ${portMarkets} in share row exclusive mode`,
  )
  const claims = await loadClaims(tx, order.districts)
  const kept = order.preservePlayerData ? claims : null
  // Only owned or occupied places are carried over; most districts have none.
  const current = kept && hasAny(kept) ? await loadNexusPlan(tx, order.districts) : null
  const keptStocks = kept ? await movedStocksOf(tx, kept) : []
  const [planned] = await bothSettled(order.plan(), clearDistricts(tx, order.districts))
  if (!planned) throw new Stopped()
  const plan = current && kept ? keepClaims(current, planned, kept) : planned
  const stronglyConnected = isStronglyConnected(
    NEXUS_SECTORS,
    plan.warps.map(({ fromSector, toSector }) => [fromSector - 1, toSector - 1] as const),
  )
  if (!stronglyConnected) throw new Error('a planned Nexus must be strongly connected')

  await insertGalaxyPlan(connection, selectDistricts(plan, order.districts), order.now, {
    owners: kept ? ownersOf(kept) : NO_OWNERS,
    before: async (table, written) => {
      if (!(await order.shouldContinue(table, written))) throw new Stopped()
    },
  })
  for (const { portId, commodity, ...moved } of keptStocks) {
    await tx
      .update(portMarkets)
      .set(moved)
      .where(and(eq(portMarkets.portId, portId), eq(portMarkets.commodity, commodity)))
  }
  if (!kept) await relocatePilots(tx, claims, order.now)

  if (!(await order.beforeCommit())) throw new Stopped()
  const record: GenerationRecord = {
    operationId: order.operationId,
    version: order.baseVersion + 1,
    seed: order.spec.seed,
    districtSeeds: order.spec.districtSeeds ?? {},
    districts: [...order.districts],
    preservePlayerData: order.preservePlayerData,
    generationMs: Math.round(order.elapsedMs()),
    stronglyConnected,
    relocatedPilots: kept ? 0 : claims.pilots.length,
    lostPorts: kept ? 0 : claims.ports.length,
    lostPlanets: kept ? 0 : claims.planets.length,
    lostOwnerIds: kept ? [] : [...claims.ports, ...claims.planets].map(({ ownerId }) => ownerId),
    relocatedUserIds: kept ? [] : claims.pilots.map(({ userId }) => userId),
  }
  await writeGenerationRecord(tx, order.now, record)
  return record
}

const hasAny = ({ ports: ownedPorts, planets: ownedPlanets, pilots: present }: Claims): boolean =>
  ownedPorts.length + ownedPlanets.length + present.length > 0

/**
 * Runs both at once and waits for both, even if one fails: the other must not continue in a transaction that is over.
 */
async function bothSettled<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b])
  return Promise.all([a, b])
}

/** DELETE, not TRUNCATE: a truncated table looks empty to readers with an older snapshot. */
async function clearDistricts(tx: GalaxyTransaction, districts: readonly DistrictType[]) {
  const portsToDelete = tx.select({ id: ports.id }).from(ports).where(inDistricts(ports.sectorId, districts))
  await tx.delete(portMarkets).where(inArray(portMarkets.portId, portsToDelete))
  await tx.delete(ports).where(inDistricts(ports.sectorId, districts))
  await tx.delete(planets).where(inDistricts(planets.sectorId, districts))
  await tx
    .delete(warps)
    .where(sql`${inDistricts(warps.fromSector, districts)} or ${inDistricts(warps.toSector, districts)}`)
  await tx.delete(sectors).where(inDistricts(sectors.id, districts))
}

const ownersOf = ({ ports: ownedPorts, planets: ownedPlanets }: Claims) => ({
  ports: new Map(ownedPorts.map(({ id, ownerId }) => [id, ownerId])),
  planets: new Map(ownedPlanets.map(({ id, ownerId }) => [id, ownerId])),
})

/** Stocks of preserved ports with their times; loading a plan would reset them. */
async function movedStocksOf(tx: GalaxyTransaction, claims: Claims) {
  if (claims.ports.length === 0) return []
  const portIds = claims.ports.map(({ id }) => id)
  return tx
    .select({
      portId: portMarkets.portId,
      commodity: portMarkets.commodity,
      stockAt: portMarkets.stockAt,
      stockRemainder: portMarkets.stockRemainder,
    })
    .from(portMarkets)
    .where(inArray(portMarkets.portId, portIds))
}

/** Moves pilots from deleted districts to the arrival sector, with ship, cargo and purse. */
async function relocatePilots(tx: GalaxyTransaction, claims: Claims, now: Date) {
  if (claims.pilots.length === 0) return
  const sectorId = await getNexusArrivalSector(tx)
  const userIds = claims.pilots.map(({ userId }) => userId)
  await tx
    .update(pilots)
    .set({ sectorId })
    .where(and(inArray(pilots.userId, userIds), eq(pilots.present, true)))
  await tx.insert(eventLog).values(
    claims.pilots.map((pilot) => ({
      at: now,
      kind: 'relocated' as const,
      userId: pilot.userId,
      sectorId,
      detail: { from: pilot.sectorId, reason: 'nexus-regenerated' },
    })),
  )
}
