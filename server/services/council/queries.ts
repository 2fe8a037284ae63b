import { and, asc, desc, eq, inArray, isNull, max, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { councilMotions, nexusLaws } from '#db/schema/platform/council.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { type CouncilMotionType } from '#server/domain/council/motion-types.ts'
import { seatOf, type CouncilSeat } from '#server/domain/council/seats.ts'
import { offsetOf, type Paging } from '#server/domain/paging.ts'
import { type PolicyStatus } from '#server/domain/policies/policy-statuses.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { notFound } from '#server/errors.ts'
import { type VoteRow } from '../voting/vote-rows.ts'

export type MotionRow = typeof councilMotions.$inferSelect
export type NamedMotion = MotionRow & { proposerCallsign: string; vote: VoteRow }
export type SeatFile = CouncilSeat & { callsign: string; since: Date | null }

const holder = sql<string>`coalesce(${offices.userId}, ${regions.ownerId})`

const hasSeat = inArray(regions.status, OPEN_STATUSES)

/** How many seats there are today. */
export const countSeats = (db: Queryable): Promise<number> => db.$count(regions, hasSeat)

/** Current seats, by region name: active regions and those in grace have one. Without a page, all of them. */
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

/** @throws NOT_FOUND */
export async function requireMotion(db: Queryable, motionId: string): Promise<NamedMotion> {
  const [row] = await selectNamed(db).where(eq(councilMotions.id, motionId))
  if (!row) throw notFound('This motion')
  return named(row)
}

/** The row locked exclusively until the transaction ends; its vote is locked after it. */
export async function lockMotion(db: Queryable, motionId: string): Promise<MotionRow> {
  const [row] = await db.select().from(councilMotions).where(eq(councilMotions.id, motionId)).for('update')
  if (!row) throw notFound('This motion')
  return row
}

const selectNamed = (db: Queryable) =>
  db
    .select({ motion: councilMotions, vote: votes, proposerCallsign: users.callsign })
    .from(councilMotions)
    .innerJoin(votes, eq(votes.id, councilMotions.voteId))
    .innerJoin(users, eq(users.id, councilMotions.proposedBy))

const named = ({
  motion,
  ...row
}: {
  motion: MotionRow
  vote: VoteRow
  proposerCallsign: string
}): NamedMotion => ({ ...motion, ...row })

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
    rows: rows.map(named),
    total: await db.$count(councilMotions, where),
  }
}

/** Motions that are voted on or wait to take effect. */
export const findUndoneMotions = (db: Queryable): Promise<MotionRow[]> =>
  db
    .select()
    .from(councilMotions)
    .where(inArray(councilMotions.status, ['voting', 'passed']))

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
