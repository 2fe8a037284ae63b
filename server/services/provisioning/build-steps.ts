import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { transactOnConnection } from '#db/copy-rows.ts'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { galaxies, laws, regions } from '#db/schema/platform/regions.ts'
import { generateRegion, type RegionPlan } from '#server/domain/galaxy/generate-region.ts'
import { votingPower } from '#server/domain/membership/voting-power.ts'
import { type ProvisioningStep } from '#server/domain/provisioning/provisioning-steps.ts'
import { databaseNameFor } from '#server/galaxies/galaxies.ts'
import { transact, type Ctx } from '../context.ts'
import { insertGalaxyPlan } from '#server/galaxy/insert-galaxy-plan.ts'
import { enactLaw } from '../laws/enact-law.ts'
import { syncLocalSettings } from '../laws/sync-local-settings.ts'
import { settingsOf, type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { activateRegion } from './activate-region.ts'
import { chooseGateSector } from './choose-gate-sector.ts'
import { requireGalaxy } from './queries.ts'
import { type OperationRow } from '../operations/operation-rows.ts'

type BuildStep = (ctx: Ctx, region: RegionRow, operation: OperationRow) => Promise<void>

/** The work of each step. Repeating a finished step changes nothing. */
export const BUILD_STEPS: Record<ProvisioningStep, BuildStep> = {
  'register-galaxy': registerGalaxy,
  'create-database': async (ctx, region) =>
    ctx.galaxies.createDatabase(await requireGalaxy(ctx.db, region.id)),
  'create-role': async (ctx, region) => ctx.galaxies.createRole(await requireGalaxy(ctx.db, region.id)),
  'load-sectors': loadSectors,
  'link-gate': linkGate,
  'copy-settings': (ctx, region) => syncLocalSettings(ctx, { regionId: region.id }),
  'open-ledger': openLedger,
  'found-government': createGovernment,
  activate: activateRegion,
}

async function registerGalaxy(ctx: Ctx, { id: regionId }: RegionRow): Promise<void> {
  await transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, regionId)
    if (region.galaxyId) return
    const id = randomUUID()
    await tx.db.insert(galaxies).values({
      id,
      kind: 'region',
      databaseName: databaseNameFor(id),
      location: tx.galaxies.homeLocation(),
      status: 'creating',
      createdAt: tx.now,
    })
    await tx.db.update(regions).set({ galaxyId: id }).where(eq(regions.id, regionId))
  })
}

/** One transaction loads all sectors, so a galaxy has all of them or none. */
async function loadSectors(ctx: Ctx, region: RegionRow): Promise<void> {
  const { id } = await requireGalaxy(ctx.db, region.id)
  const stockAt = await ctx.clock.now(ctx.db)
  await ctx.galaxies.withGalaxy(id, async (galaxy) => {
    const isFilled = async (db: GalaxyDb) =>
      (await db.select({ id: sectors.id }).from(sectors).limit(1)).length > 0
    if (await isFilled(galaxy)) return
    // Before the sectors: until they are there nobody is given a map, and what was kept of an earlier one is not asked for.
    await ctx.db
      .update(regions)
      .set({ mapVersion: sql`${regions.mapVersion} + 1` })
      .where(eq(regions.id, region.id))
    await transactOnConnection(galaxy, async (tx, connection) => {
      if (!(await isFilled(tx))) await insertGalaxyPlan(connection, generatePlan(region), stockAt)
    })
  })
}

async function linkGate(ctx: Ctx, { id: regionId }: RegionRow): Promise<void> {
  await transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, regionId)
    if (region.nexusWarpGateSector !== null) return
    await tx.db
      .update(regions)
      .set({
        gateSector: generatePlan(region).gateSectorId,
        nexusWarpGateSector: await chooseGateSector(tx.db),
      })
      .where(eq(regions.id, regionId))
  })
}

async function openLedger(ctx: Ctx, region: RegionRow): Promise<void> {
  const { id } = await requireGalaxy(ctx.db, region.id)
  await ctx.galaxies.withGalaxy(id, (galaxy) =>
    galaxy.insert(ledgerAccounts).values({ kind: 'treasury', balance: 0 }).onConflictDoNothing(),
  )
}

async function createGovernment(ctx: Ctx, { id: regionId }: RegionRow): Promise<void> {
  await transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, regionId)
    const citizen = {
      type: 'citizen' as const,
      residentSince: tx.now,
      citizenSince: tx.now,
    }
    await tx.db
      .insert(memberships)
      .values({
        ...citizen,
        regionId,
        userId: region.ownerId,
        votingPower: votingPower(0),
        joinedAt: tx.now,
        lastVisitAt: tx.now,
      })
      .onConflictDoUpdate({
        target: [memberships.regionId, memberships.userId],
        set: citizen,
        setWhere: sql`${memberships.type} <> 'citizen'`,
      })
    const [founding] = await tx.db
      .select({ id: laws.id })
      .from(laws)
      .where(eq(laws.regionId, regionId))
      .limit(1)
    if (founding) return
    await enactLaw(tx, {
      region,
      changes: settingsOf(region),
      kind: 'founding',
      authority: 'owner',
      title: `Founding of ${region.displayName}`,
      enactedBy: region.ownerId,
    })
  })
}

/** A pure function of stored values, so the gate is the same on every call. */
const generatePlan = (region: RegionRow): RegionPlan =>
  generateRegion({
    seed: region.seed,
    sectors: region.totalSectors,
    specialization: region.economicSpecialization,
  })
