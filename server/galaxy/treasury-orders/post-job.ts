import { and, eq, gt } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { decideJob, type JobMarket } from '#server/domain/contracts/treasury-job.ts'
import { type TreasuryOrder } from '#server/domain/contracts/treasury-order.ts'
import { economyOn } from '#server/domain/economy/economy-day.ts'
import { DAY_MS, utcDay } from '#server/domain/utc-day.ts'
import { GameError, notFound } from '#server/errors.ts'
import { economyDaysOf } from '../economy-days.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { jobBudgetLeft } from './job-budget.ts'
import { reviewOf, type OrderReview, type OrderTerms } from './order-terms.ts'
import { payFromTreasury } from './pay-from-treasury.ts'

type Job = Extract<TreasuryOrder, { kind: 'job' }>

/** Judges a job of the treasury. @throws CONFLICT with the reason, NOT_FOUND. */
export async function judgeJob(
  galaxy: GalaxyDb,
  now: Date,
  job: Job,
  { treasury, byVote }: OrderTerms,
): Promise<OrderReview> {
  const [port] = await galaxy.select().from(ports).where(eq(ports.id, job.portId))
  if (!port) throw notFound('This port')
  const openJobs = await galaxy.$count(contracts, and(isOpenJob, gt(contracts.dueAt, now)))
  const budget = byVote ? null : await jobBudgetLeft(galaxy, now)
  const { commodity, units, days } = job
  const wish = { commodity, units, days, premiumPerUnit: BigInt(job.premiumPerUnit) }
  const market = await jobMarket(galaxy, now, job, port.sectorId)
  const verdict = decideJob(wish, market, { openJobs, budget, treasury })
  if (!verdict.ok) throw new GameError('CONFLICT', verdict.message, { reason: verdict.reason })
  return reviewOf(verdict.value.escrow, { port: port.name, commodity })
}

/** Posts a job that was judged in this transaction and sets its premiums aside. Call it with the treasury locked. */
export async function postJob(
  tx: GalaxyTx,
  { id, postedBy }: { id: string; postedBy: string },
  job: Job,
  { cost }: OrderReview,
): Promise<void> {
  const { portId, commodity, units, days, premiumPerUnit: premium } = job
  await tx.db.insert(contracts).values({
    ...{ id, kind: 'treasury_job', state: 'open', portId, commodity, units, premium, postedBy },
    postedAt: tx.now,
    dueAt: new Date(tx.now.getTime() + days * DAY_MS),
  })
  await payFromTreasury(tx, { id, reason: 'job_posted', amount: BigInt(cost), to: 'escrow', ownerId: id })
}

export const isOpenJob = and(eq(contracts.kind, 'treasury_job'), eq(contracts.state, 'open'))

async function jobMarket(
  galaxy: GalaxyDb,
  now: Date,
  { portId, commodity }: Job,
  sectorId: number,
): Promise<JobMarket> {
  const markets = await galaxy
    .select({ portId: portMarkets.portId, role: portMarkets.role, basePrice: portMarkets.basePrice })
    .from(portMarkets)
    .innerJoin(ports, eq(ports.id, portMarkets.portId))
    .where(and(eq(ports.sectorId, sectorId), eq(portMarkets.commodity, commodity)))
  const market = markets.find((one) => one.portId === portId && one.role === 'buys')
  const levels = economyOn(await economyDaysOf(galaxy, now), utcDay(now)).priceLevels
  return {
    buys: market !== undefined,
    isSoldInSector: markets.some(({ role }) => role === 'sells'),
    basePrice: market?.basePrice ?? 0,
    levelBp: levels[commodity],
  }
}
