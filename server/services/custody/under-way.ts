import { eq } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { type LandingOutcome } from '#server/domain/travel/landing.ts'
import { type PassageKind } from '#server/domain/travel/passage.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { driveCrossing } from './drive-crossing.ts'
import { getCustody, getOpenCustody, type CustodyRow } from './queries.ts'

/** A crossing as its traveller sees it. */
export type UnderWay = {
  id: string
  kind: PassageKind
  from: string
  to: string
  departedAt: string
  arrivesAt: string
  /** Whole seconds until then; 0 while the ship is landing. */
  secondsLeft: number
  fare: number
  toll: number
  /** How it ended; null while it goes on. */
  outcome: LandingOutcome | null
}

/**
 * The crossing that a player is on; null when they are on none. One whose time is over is landed first, so that who looks need not wait
 * for a job.
 */
export async function getUnderWay(ctx: Ctx, userId: string): Promise<UnderWay | null> {
  const row = await getOpenCustody(ctx.db, userId)
  if (!row) return null
  const now = await ctx.clock.now(ctx.db)
  if (row.arrivesAt > now) return viewOf(ctx, row, now)
  try {
    await driveCrossing(ctx, { crossingId: row.id, fromGalaxyId: row.fromGalaxyId })
  } catch (error) {
    // The sweep goes on; until then the ship is landing.
    ctx.log.warn({ err: error, crossingId: row.id }, 'a crossing could not be advanced')
  }
  const rest = await getOpenCustody(ctx.db, userId)
  return rest && viewOf(ctx, rest, now)
}

/** A crossing, under way or over; null when there is no such one. */
export async function getCrossing(ctx: Ctx, crossingId: string): Promise<UnderWay | null> {
  const row = await getCustody(ctx.db, crossingId)
  return row && viewOf(ctx, row, await ctx.clock.now(ctx.db))
}

/** @throws CONFLICT `travelling` while the player is on a crossing, with the seconds until it ends. */
export async function requireNotTravelling(ctx: Ctx, userId: string): Promise<void> {
  const underWay = await getUnderWay(ctx, userId)
  if (underWay) throw travelling(underWay)
}

const travelling = ({ to, secondsLeft }: UnderWay): GameError =>
  new GameError(
    'CONFLICT',
    secondsLeft === 0
      ? `Your ship is landing in ${to}. Try again in a moment.`
      : `Your ship is on its way to ${to} and arrives in ${timeOf(secondsLeft)}.`,
    { reason: 'travelling', retryAfterSeconds: Math.max(1, secondsLeft) },
  )

const timeOf = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`

async function viewOf(ctx: Ctx, row: CustodyRow, now: Date): Promise<UnderWay> {
  return {
    id: row.id,
    kind: row.kind,
    from: await nameOf(ctx, row.fromGalaxyId),
    to: await nameOf(ctx, row.landingGalaxyId ?? row.toGalaxyId),
    departedAt: row.departedAt.toISOString(),
    arrivesAt: row.arrivesAt.toISOString(),
    secondsLeft: Math.max(0, Math.ceil((row.arrivesAt.getTime() - now.getTime()) / 1000)),
    fare: row.fare,
    toll: row.toll,
    outcome: row.landedAt === null ? null : row.outcome,
  }
}

/** Also of a region that is gone. */
async function nameOf({ db }: Ctx, galaxyId: string): Promise<string> {
  const [region] = await db
    .select({ displayName: regions.displayName })
    .from(regions)
    .where(eq(regions.galaxyId, galaxyId))
  return region?.displayName ?? 'the Central Nexus'
}
