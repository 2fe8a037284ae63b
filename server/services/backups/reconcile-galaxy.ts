import { and, eq, isNotNull, ne } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { MINTED_PER_NEWCOMER } from '#server/domain/economy/starting-credits.ts'
import { owesToll } from '#server/domain/travel/landing.ts'
import { renamedTraveller } from '#server/domain/travel/renamed-traveller.ts'
import { type Clock } from '#server/clock.ts'
import { GameError } from '#server/errors.ts'
import { FORGOTTEN_MAX } from '#server/galaxy/api/privacy-calls.ts'
import { type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { applyOrSetAside } from '../galaxy/set-aside.ts'
import { settingsOf, type RegionRow } from '../regions/region-rows.ts'
import { crossingsSince, giftsSince, spentOnPilotsSince, type CustodyRow, type Gift } from './facts-since.ts'

/** Messages of a backup that is no older than this are told apart by the platform's inbox, which keeps them for seven days. */
const KNOWN_MESSAGES_MS = 6 * 86_400_000
const BATCH = 200

export type Reconciled = {
  departures: number
  arrivals: number
  newcomers: number
  /** What pilots carried out beyond what the backup knew, and what of it the treasury was charged; credits. */
  carriedOut: number
  charged: number
}

export type Reconciling = {
  galaxyId: string
  region: RegionRow | null
  since: Date
  restoreId: string
  /** The API on the loaded database, at the moment that a clock says. */
  apiAt: (clock: Clock) => GalaxyApi
}

/**
 * Brings a galaxy out of a backup to what the platform knows of it (docs/decisions/0053-backups-and-restores.md): who is there and with
 * what, by custody and fencing versions, the newest settings, patrols and tolls. May be repeated: every step looks for what it did.
 */
export async function reconcileGalaxy(ctx: Ctx, input: Reconciling): Promise<Reconciled> {
  const { galaxyId, region, since, restoreId, apiAt } = input
  const now = await ctx.clock.now(ctx.db)
  const api = apiAt(ctx.clock)
  await settleMessages(ctx, input, api, now)
  const crossings = await crossingsSince(ctx, galaxyId, since)
  const gifts = region ? await giftsSince(ctx, region.id, since) : []
  const done = { departures: 0, arrivals: 0, newcomers: 0, carriedOut: 0, charged: 0 }
  for (const crossing of crossings) {
    if (crossing.fromGalaxyId === galaxyId && (await repeatDeparture(input, crossing, gifts)))
      done.departures += 1
    if (crossing.landingGalaxyId === galaxyId) {
      await repeatArrival(ctx, input, crossing)
      done.arrivals += 1
    }
  }
  done.newcomers = await landNewcomers(ctx, input, api)
  await forgetFormer(ctx, api)
  if (!region) {
    await repeatTolls(input, crossings)
    return done
  }
  await api.syncSettings({
    regionId: region.id,
    version: region.settingsVersion,
    settings: { ...settingsOf(region), seed: region.seed },
  })
  const settled = await api.settleTreasury({
    restoreId,
    since: since.toISOString(),
    spentSince: await spentOnPilotsSince(ctx, region.id, since),
  })
  await api.payPatrols({ regionId: region.id, ordered: region.defenseLevel })
  return { ...done, ...settled }
}

/** Messages that had not been collected when the backup was made. The platform heard of most of them since. */
async function settleMessages(ctx: Ctx, { galaxyId, since }: Reconciling, api: GalaxyApi, now: Date) {
  const areKnown = now.getTime() - since.getTime() < KNOWN_MESSAGES_MS
  for (;;) {
    const { messages } = await api.pullMessages({ limit: BATCH })
    if (messages.length === 0) return
    if (areKnown) for (const sent of messages) await applyOrSetAside(ctx, galaxyId, sent)
    await api.acknowledgeMessages({ ids: messages.map(({ id }) => id) })
  }
}

async function repeatDeparture(
  { apiAt, since }: Reconciling,
  row: CustodyRow,
  gifts: readonly Gift[],
): Promise<boolean> {
  const { repeated } = await apiAt(fixedClock(row.departedAt)).repeatDeparture({
    userId: row.userId,
    fencingVersion: row.fencingVersion - 1,
    crossingId: row.id,
    passage: row.kind,
    fromSector: row.fromSector,
    toGalaxyId: row.toGalaxyId,
    toSector: row.toSector,
    minutes: Math.round((row.arrivesAt.getTime() - row.departedAt.getTime()) / 60_000),
    pilot: row.pilot,
    fare: row.fare,
    toll: row.toll,
    gifts: gifts
      .filter(({ userId, at }) => userId === row.userId && at <= row.departedAt && at >= since)
      .map(({ transferId, amount }) => ({ transferId, amount })),
  })
  return repeated
}

/** One that is bound for the galaxy may have landed in what is replaced: it lands here, and is recorded as usual. */
async function repeatArrival(ctx: Ctx, { apiAt }: Reconciling, row: CustodyRow): Promise<void> {
  const [user] = await ctx.db.select().from(users).where(eq(users.id, row.userId))
  if (!user || row.outcome === null) return
  await apiAt(row.landedAt ? fixedClock(row.landedAt) : ctx.clock).arrivePilot({
    crossingId: row.id,
    userId: row.userId,
    fencingVersion: row.fencingVersion,
    sectorId: row.landingSector,
    pilot: renamedTraveller(row.pilot, user.callsign),
    returnedToll: owesToll(row.outcome) ? 0 : row.toll,
  })
}

/** Who began here after the backup and is still here begins again, with the starting credits of a newcomer, once. */
async function landNewcomers(ctx: Ctx, { galaxyId, region }: Reconciling, api: GalaxyApi): Promise<number> {
  const { pilots } = await api.listPresent({ userIds: null })
  const present = new Set(pilots.map(({ userId }) => userId))
  const began = await ctx.db
    .select({ userId: users.id, callsign: users.callsign, fencingVersion: whereabouts.fencingVersion })
    .from(whereabouts)
    .innerJoin(users, eq(users.id, whereabouts.userId))
    .where(
      and(
        eq(whereabouts.galaxyId, galaxyId),
        eq(whereabouts.fencingVersion, 1),
        ne(whereabouts.state, 'travelling'),
      ),
    )
    .orderBy(users.id)
  const missing = began.filter(({ userId }) => !present.has(userId))
  for (const { callsign, ...pilot } of missing)
    await api.enter({
      ...pilot,
      landing: {
        callsign,
        arrivalSector: region ? (region.gateSector ?? 1) : null,
        startingCredits: region?.startingCredits ?? MINTED_PER_NEWCOMER,
      },
    })
  return missing.length
}

/** Before anybody sees it: names of accounts that were erased, or given up unconfirmed, may be somebody else's by now. */
async function forgetFormer({ db }: Ctx, api: GalaxyApi): Promise<void> {
  const former = await db
    .select({ userId: users.id, callsign: users.callsign })
    .from(users)
    .where(isNotNull(users.expiredAt))
    .orderBy(users.id)
  for (let first = 0; first < former.length; first += FORGOTTEN_MAX)
    await api.forgetPilots({ pilots: former.slice(first, first + FORGOTTEN_MAX) })
}

async function repeatTolls({ apiAt }: Reconciling, crossings: readonly CustodyRow[]): Promise<void> {
  for (const { id, toll, outcome, closedAt } of crossings)
    if (toll > 0 && outcome !== null && owesToll(outcome) && closedAt)
      await apiAt(fixedClock(closedAt)).receiveToll({ crossingId: id, toll })
}

/**
 * The platform's word and the galaxy's: whoever is here by one is here by the other, with the same version, and the ledger adds up.
 * @throws CONFLICT `not-proven`: then nothing is replaced.
 */
export async function checkReconciled(ctx: Ctx, { galaxyId, apiAt }: Reconciling): Promise<void> {
  const api = apiAt(ctx.clock)
  const now = await ctx.clock.now(ctx.db)
  const { findingsTotal } = await api.auditLedger({ until: now.toISOString() })
  const { pilots } = await api.listPresent({ userIds: null })
  const there = new Set(pilots.map(({ userId, fencingVersion }) => `${userId} ${fencingVersion}`))
  const known = await ctx.db
    .select({
      userId: whereabouts.userId,
      fencingVersion: whereabouts.fencingVersion,
      state: whereabouts.state,
    })
    .from(whereabouts)
    .where(eq(whereabouts.galaxyId, galaxyId))
  const keyOf = (row: { userId: string; fencingVersion: number }) => `${row.userId} ${row.fencingVersion}`
  const here = new Set(known.filter(({ state }) => state !== 'travelling').map(keyOf))
  // Bound for here, and landed already: the platform records it when it asks.
  const bound = (await crossingsSince(ctx, galaxyId, now))
    .filter(({ state, landingGalaxyId }) => state === 'landing' && landingGalaxyId === galaxyId)
    .map(keyOf)
  for (const key of bound) here.add(key)
  const strangers = [...there].filter((key) => !here.has(key)).length
  const missing = [...here].filter((key) => !there.has(key)).length
  if (findingsTotal + strangers + missing === 0) return
  throw new GameError(
    'CONFLICT',
    `The loaded galaxy does not add up: ${findingsTotal} differences in its ledger, ${strangers} pilots who are elsewhere, ${missing} who are missing. Nothing was changed. Choose another backup.`,
    { reason: 'not-proven' },
  )
}

/** What happened at a moment is booked at it: audits and roll-ups count by it. */
const fixedClock = (at: Date): Clock => ({ now: () => Promise.resolve(at), offsetMs: () => 0 })
