import { inArray } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { diffNexusPlans, type DistrictChanges } from '#server/domain/nexus/diff-nexus-plans.ts'
import { type Ctx } from '../context.ts'
import { getGenerationRecord } from './generation-record.ts'
import { loadClaims, type Claims } from './load-claims.ts'
import { loadNexusPlan } from './load-nexus-plan.ts'
import { getNexusGalaxy } from './nexus-galaxy.ts'
import { districtsOf, keepClaims, planNexus, nextSpec, type GenerationOrder } from './plan-generation.ts'
import { specOf } from './queries.ts'
import { nexusNotGenerated } from './nexus-not-generated.ts'

type Holding = { id: number; name: string; sectorId: number; owner: string }

export type GenerationPreview = {
  /** The seed used; request a generation with it to get exactly this result. */
  seed: string
  firstGeneration: boolean
  preservePlayerData: boolean
  changes: DistrictChanges[]
  /** What players own in these districts: kept, or lost when nothing is preserved. */
  ownedPorts: Holding[]
  ownedPlanets: Holding[]
  /** Pilots in these districts: they stay, or are moved to the gateway plaza. */
  pilots: { callsign: string; sectorId: number }[]
}

/** What a generation would change. Read-only. @throws NOT_FOUND `nexus-not-generated` for single districts. */
export async function previewGeneration(ctx: Ctx, order: GenerationOrder): Promise<GenerationPreview> {
  const standing = await loadCurrentNexus(ctx, districtsOf(order))
  if (!standing && order.districts) throw nexusNotGenerated()
  const planned = await planNexus(nextSpec(standing ? specOf(standing.record) : null, order))
  if (!planned) throw new Error('planning stopped without a request')
  const next =
    standing && order.preservePlayerData ? keepClaims(standing.plan, planned, standing.claims) : planned
  const wanted = new Set<DistrictType>(districtsOf(order))
  const claims = standing?.claims ?? { ports: [], planets: [], pilots: [] }
  const callsigns = await findCallsigns(ctx, claims)
  const holding = ({ id, name, sectorId, ownerId }: Claims['ports'][number]): Holding => ({
    id,
    name,
    sectorId,
    owner: callsigns.get(ownerId) ?? 'a former player',
  })
  return {
    seed: order.seed,
    firstGeneration: standing === null,
    preservePlayerData: order.preservePlayerData,
    changes: diffNexusPlans(standing?.plan ?? null, next).filter(({ district }) => wanted.has(district)),
    ownedPorts: claims.ports.map(holding),
    ownedPlanets: claims.planets.map(holding),
    pilots: claims.pilots.map(({ callsign, sectorId }) => ({ callsign, sectorId })),
  }
}

/** Reads everything in one snapshot, so that a concurrent generation cannot mix two versions of the Nexus. */
async function loadCurrentNexus(ctx: Ctx, districts: readonly DistrictType[]) {
  const galaxy = await getNexusGalaxy(ctx)
  if (galaxy?.status !== 'ready') return null
  return ctx.galaxies.withGalaxy(galaxy.id, (db) =>
    db.transaction(
      async (tx) => {
        const record = await getGenerationRecord(tx)
        if (!record) return null
        return { record, plan: await loadNexusPlan(tx), claims: await loadClaims(tx, districts) }
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    ),
  )
}

async function findCallsigns(ctx: Ctx, claims: Claims): Promise<Map<string, string>> {
  const ids = [...new Set([...claims.ports, ...claims.planets].map(({ ownerId }) => ownerId))]
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: users.id, callsign: users.callsign })
    .from(users)
    .where(inArray(users.id, ids))
  return new Map(rows.map(({ id, callsign }) => [id, callsign]))
}
