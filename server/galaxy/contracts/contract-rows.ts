import { and, eq, gte, inArray, sql, type SQL } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { contractDays, contracts } from '#db/schema/galaxy/contracts.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { stillDue, type ContractElsewhere } from '#server/domain/contracts/shortage.ts'
import { renown } from '#server/domain/ships/ranks.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { notFound } from '#server/errors.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { notePilotDay } from '../note-pilot-day.ts'
import { type PilotRow } from '../pilots.ts'

export type ContractRow = typeof contracts.$inferSelect

export const isUnfinished = inArray(contracts.state, ['open', 'taken'])

/** A contract, locked until the transaction ends. @throws NOT_FOUND. */
export async function lockContract({ db }: GalaxyTx, contractId: string): Promise<ContractRow> {
  const [row] = await db.select().from(contracts).where(eq(contracts.id, contractId)).for('update')
  if (!row) throw notFound('This contract')
  return row
}

/** What is still to be earned beyond the market's price, and what each unit brings where units are paid. */
export const premiumsOf = ({ kind, premium, units, delivered }: ContractRow) =>
  kind === 'treasury_job'
    ? { premium: premium * (units - delivered), premiumPerUnit: premium }
    : { premium, premiumPerUnit: null }

/** Contracts of a kind that a pilot has taken and not yet finished. */
export const takenBy = (userId: string, kind: 'shortage' | 'courier'): SQL | undefined =>
  and(eq(contracts.userId, userId), eq(contracts.state, 'taken'), eq(contracts.kind, kind))

/** What waits for a pilot who leaves now: in this galaxy, and in those left before. */
export async function leftBehind(
  { db, galaxyId, now }: GalaxyTx,
  { userId, contractsElsewhere }: PilotRow,
): Promise<ContractElsewhere[]> {
  const here = await db.select({ dueAt: contracts.dueAt }).from(contracts).where(takenBy(userId, 'shortage'))
  const left = here.map(({ dueAt }) => ({ galaxyId, dueAt: dueAt.toISOString() }))
  return stillDue([...contractsElsewhere, ...left], now)
}

/** How many contracts are open to everybody, and the pilot's own that are not filled. */
export async function waitingContracts(
  db: GalaxyDb,
  userId: string,
  now: Date,
): Promise<{ open: number; mine: number; nextDueAt: string | null }> {
  const isMine = sql`${contracts.state} = 'taken' and ${contracts.userId} = ${userId}`
  const [row] = await db
    .select({
      open: sql<number>`count(*) filter (where ${contracts.state} = 'open')::int`,
      mine: sql<number>`count(*) filter (where ${isMine})::int`,
      nextDueAt: sql`min(${contracts.dueAt}) filter (where ${isMine})`.mapWith(contracts.dueAt),
    })
    .from(contracts)
    .where(and(isUnfinished, gte(contracts.dueAt, now)))
  const nextDueAt: Date | null = row?.nextDueAt ?? null
  return { open: row?.open ?? 0, mine: row?.mine ?? 0, nextDueAt: nextDueAt?.toISOString() ?? null }
}

/** Contracts that a pilot took on one UTC day. */
export type Taken = { shortages: number; couriers: number }

/** What a pilot took since midnight UTC. It goes along when the pilot travels. */
export async function takenToday(db: GalaxyDb, userId: string, now: Date): Promise<Taken> {
  const [row] = await db
    .select({ shortages: contractDays.shortages, couriers: contractDays.couriers })
    .from(contractDays)
    .where(and(eq(contractDays.userId, userId), eq(contractDays.day, isoDay(utcDay(now)))))
  return row ?? { shortages: 0, couriers: 0 }
}

export const setTakenToday = (tx: GalaxyTx, userId: string, taken: Taken): Promise<void> =>
  setTaken(tx, userId, isoDay(utcDay(tx.now)), taken)

/** What a pilot took on a day: who travels brings the count along. */
export async function setTaken({ db }: GalaxyTx, userId: string, day: string, taken: Taken): Promise<void> {
  await db
    .insert(contractDays)
    .values({ userId, day, ...taken })
    .onConflictDoUpdate({ target: [contractDays.userId, contractDays.day], set: taken })
}

/** Contracts count for renown. Call it with the pilot's row locked. */
export async function countFilled(tx: GalaxyTx, pilot: PilotRow, filled: number): Promise<void> {
  if (filled === 0) return
  const contractsNow = pilot.contracts + filled
  const now = renown({
    ...pilot,
    salesNet: BigInt(pilot.salesNet),
    purchasesNet: BigInt(pilot.purchasesNet),
    contracts: contractsNow,
  })
  await tx.db
    .update(pilots)
    .set({ contracts: contractsNow, highestRenown: sql`greatest(${pilots.highestRenown}, ${now}::int)` })
    .where(eq(pilots.userId, pilot.userId))
  await notePilotDay(tx, pilot.userId, { contracts: filled })
}
