import { and, asc, desc, eq, inArray, isNull, lt, max, sql, sum } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { councilMotions, nexusLaws, nexusSettings } from '#db/schema/platform/council.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { ballots, rollEntries } from '#db/schema/platform/voting.ts'
import { seatsOf } from '#server/domain/council/count-motion.ts'
import { type CouncilMotionType } from '#server/domain/council/motion-types.ts'
import { FOUNDING_NEXUS_SETTINGS, type NexusSettings } from '#server/domain/council/nexus-settings.ts'
import { seatOf, type CouncilSeat } from '#server/domain/council/seats.ts'
import { offsetOf, type Paging } from '#server/domain/paging.ts'
import { BALLOT_CHOICES, type BallotChoice } from '#server/domain/voting/tally.ts'
import { type PolicyStatus } from '#server/domain/policies/policy-statuses.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { notFound } from '#server/errors.ts'

export type MotionRow = typeof councilMotions.$inferSelect
export type NamedMotion = MotionRow & { proposerCallsign: string }
export type SeatFile = CouncilSeat & { callsign: string; since: Date | null }

const holder = sql<string>`coalesce(${offices.userId}, ${regions.ownerId})`

const hasSeat = inArray(regions.status, OPEN_STATUSES)

/** How many seats there are today. */
export const countSeats = (db: Queryable): Promise<number> => db.$count(regions, hasSeat)

/** The seats of today, by the region's name: active regions and those in grace have one. Without a page, all of them. */
export async function findSeats(
  db: Queryable,
  { regionId, holderId, paging }: { regionId?: string; holderId?: string; paging?: Paging } = {},
): Promise<SeatFile[]> {
  const lastAmbassador = db
    .select({ regionId: offices.regionId, until: max(offices.endedAt).as('until') })
    .from(offices)
    .where(eq(offices.position, 'ambassador'))
    .groupBy(offices.regionId)
    .as('last_ambassador')
  const found = db
    .select({
      regionId: regions.id,
      regionName: regions.name,
      regionDisplayName: regions.displayName,
      ownerId: regions.ownerId,
      ambassadorId: offices.userId,
      callsign: users.callsign,
      termFrom: offices.termFrom,
      vacantSince: lastAmbassador.until,
      activatedAt: regions.activatedAt,
    })
    .from(regions)
    .leftJoin(
      offices,
      and(eq(offices.regionId, regions.id), eq(offices.position, 'ambassador'), isNull(offices.endedAt)),
    )
    .leftJoin(lastAmbassador, eq(lastAmbassador.regionId, regions.id))
    .innerJoin(users, eq(users.id, holder))
    .where(
      and(
        hasSeat,
        regionId === undefined ? undefined : eq(regions.id, regionId),
        holderId === undefined ? undefined : eq(holder, holderId),
      ),
    )
    .orderBy(asc(regions.name))
  const rows = await (paging ? found.limit(paging.pageSize).offset(offsetOf(paging)) : found)
  return rows.map(({ callsign, termFrom, vacantSince, activatedAt, ...region }) => ({
    ...seatOf(region),
    callsign,
    since: termFrom ?? vacantSince ?? activatedAt,
  }))
}

export type SettingsFile = NexusSettings & { version: number; changedAt: Date | null }

/** The settings of the Nexus; those of its founding before the Council has first met. */
export async function getNexusSettings(db: Queryable): Promise<SettingsFile> {
  const [row] = await db.select().from(nexusSettings)
  return row ?? { ...FOUNDING_NEXUS_SETTINGS, version: 0, changedAt: null }
}

/** @throws NOT_FOUND */
export async function requireMotion(db: Queryable, motionId: string): Promise<NamedMotion> {
  const [row] = await selectNamed(db).where(eq(councilMotions.id, motionId))
  if (!row) throw notFound('This motion')
  return { ...row.motion, proposerCallsign: row.callsign }
}

/** The row locked until the transaction ends: `share` for a ballot, `update` for every other act. */
export async function lockMotion(
  db: Queryable,
  motionId: string,
  strength: 'share' | 'update',
): Promise<MotionRow> {
  const [row] = await db.select().from(councilMotions).where(eq(councilMotions.id, motionId)).for(strength)
  if (!row) throw notFound('This motion')
  return row
}

const selectNamed = (db: Queryable) =>
  db
    .select({ motion: councilMotions, callsign: users.callsign })
    .from(councilMotions)
    .innerJoin(users, eq(users.id, councilMotions.proposedBy))

export type MotionFilter = {
  status?: readonly PolicyStatus[] | undefined
  motionType?: CouncilMotionType | undefined
}

export async function findMotions(
  db: Queryable,
  { status, motionType }: MotionFilter,
  paging: Paging,
): Promise<{ rows: NamedMotion[]; total: number }> {
  const where = and(
    status === undefined ? undefined : inArray(councilMotions.status, [...status]),
    motionType === undefined ? undefined : eq(councilMotions.motionType, motionType),
  )
  const rows = await selectNamed(db)
    .where(where)
    .orderBy(desc(councilMotions.proposedAt), desc(councilMotions.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    rows: rows.map(({ motion, callsign }) => ({ ...motion, proposerCallsign: callsign })),
    total: await db.$count(councilMotions, where),
  }
}

/** Motions that are voted on or wait to take effect. */
export const findUndoneMotions = (db: Queryable): Promise<MotionRow[]> =>
  db
    .select()
    .from(councilMotions)
    .where(inArray(councilMotions.status, ['voting', 'passed']))

/** How many seats have voted on each roll, or had at a moment: all that is shown of an open vote. */
export async function countSeatsVoted(
  db: Queryable,
  rollIds: readonly string[],
  before?: Date,
): Promise<Map<string, number>> {
  if (rollIds.length === 0) return new Map()
  const rows = await db
    .select({ rollId: ballots.rollId, weight: sum(rollEntries.weight).mapWith(Number) })
    .from(ballots)
    .innerJoin(
      rollEntries,
      and(eq(rollEntries.rollId, ballots.rollId), eq(rollEntries.userId, ballots.userId)),
    )
    .where(
      and(
        inArray(ballots.rollId, [...rollIds]),
        before === undefined ? undefined : lt(ballots.castAt, before),
      ),
    )
    .groupBy(ballots.rollId)
  return new Map(rows.map(({ rollId, weight }) => [rollId, seatsOf(weight)]))
}

export type SeatBallot = {
  voterId: string
  choice: BallotChoice
  receipt: string
  /** Of all seats of the voter. */
  weight: number
}

export async function findBallotsOfMotion(db: Queryable, rollId: string): Promise<SeatBallot[]> {
  const rows = await db
    .select({
      voterId: ballots.userId,
      choice: ballots.choice,
      receipt: ballots.receipt,
      weight: rollEntries.weight,
    })
    .from(ballots)
    .innerJoin(
      rollEntries,
      and(eq(rollEntries.rollId, ballots.rollId), eq(rollEntries.userId, ballots.userId)),
    )
    .where(eq(ballots.rollId, rollId))
  return rows.flatMap(({ choice, ...ballot }) => {
    const known = BALLOT_CHOICES.find((word) => word === choice[0])
    return known ? [{ ...ballot, choice: known }] : []
  })
}

export type NexusLawRow = typeof nexusLaws.$inferSelect

export async function findNexusLaws(
  db: Queryable,
  paging: Paging,
): Promise<{ rows: NexusLawRow[]; total: number }> {
  const rows = await db
    .select()
    .from(nexusLaws)
    .orderBy(desc(nexusLaws.number))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return { rows, total: await db.$count(nexusLaws) }
}
