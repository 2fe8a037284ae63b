import { and, eq, inArray, isNull, isNotNull, sql } from 'drizzle-orm'
import { refusedRequests } from '#db/schema/platform/operations.ts'
import {
  createRefusedTally,
  keyOfRefused,
  type CountedRequest,
  type RefusedRequest,
} from '#server/domain/operations/refused-requests.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { sha256 } from '../sha256.ts'

/** Rows of a UTC day, of people and of addresses: what comes beyond is counted in one row a kind. */
export const ROWS_A_DAY = { people: 5_000, addresses: 5_000 }

/**
 * Writes the refused requests that this process noted since the last time: one row a day for all that are alike. Without any it asks
 * the database nothing.
 */
export async function writeRefusedRequests(ctx: Ctx, rowsADay = ROWS_A_DAY): Promise<void> {
  const noted = ctx.refusedRequests.take()
  if (noted.length === 0) return
  await transact(ctx, async (tx) => {
    const day = isoDay(utcDay(tx.now))
    const rows = (await withinTheDay(tx, { day, noted, rowsADay })).map((row) => ({
      ...{ ...row, day, key: keyOf(day, row) },
      ...{ firstAt: tx.now, lastAt: tx.now },
    }))
    // Always in the same order: two processes may write the same rows.
    rows.sort((one, other) => (one.key < other.key ? -1 : 1))
    await tx.db
      .insert(refusedRequests)
      .values(rows)
      .onConflictDoUpdate({
        target: refusedRequests.key,
        set: {
          count: sql`${refusedRequests.count} + excluded.count`,
          lastAt: sql`greatest(${refusedRequests.lastAt}, excluded.last_at)`,
        },
      })
  })
}

async function withinTheDay(
  tx: Tx,
  today: { day: string; noted: CountedRequest[]; rowsADay: typeof ROWS_A_DAY },
): Promise<CountedRequest[]> {
  const { day, noted, rowsADay } = today
  const keys = noted.map((row) => keyOf(day, row))
  const rows = await tx.db
    .select({ key: refusedRequests.key })
    .from(refusedRequests)
    .where(inArray(refusedRequests.key, keys))
  const kept = new Set(rows.map(({ key }) => key))
  const ofDay = eq(refusedRequests.day, day)
  const [people, addresses] = [
    await tx.db.$count(refusedRequests, and(ofDay, isNotNull(refusedRequests.userId))),
    await tx.db.$count(refusedRequests, and(ofDay, isNull(refusedRequests.userId))),
  ]
  const room = { people: rowsADay.people - people, addresses: rowsADay.addresses - addresses }
  const tally = createRefusedTally(room, (request) => kept.has(keyOf(day, request)))
  for (const { count, ...request } of noted) tally.add(request, count)
  return tally.list()
}

const keyOf = (day: string, request: RefusedRequest): string => sha256(`${day} ${keyOfRefused(request)}`)
