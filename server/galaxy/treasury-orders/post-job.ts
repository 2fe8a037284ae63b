import { and, eq, gt } from 'drizzle-orm'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { decideJob, type JobMarket } from '#server/domain/contracts/treasury-job.ts'
import { type TreasuryOrder } from '#server/domain/contracts/treasury-order.ts'
import { economyOn } from '#server/domain/economy/economy-day.ts'
import { DAY_MS, utcDay } from '#server/domain/utc-day.ts'
import { GameError, notFound } from '#server/errors.ts'
import { economyDaysOf } from '../economy-days.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { payFromTreasury } from './pay-from-treasury.ts'

type Job = Extract<TreasuryOrder, { kind: 'job' }>

/** Posts a job of the treasury and sets its premiums aside. Call it with the treasury locked. @throws CONFLICT with the reason, NOT_FOUND. */
export async function postJob(tx: GalaxyTx, id: string, job: Job, treasury: bigint): Promise<bigint> {
  const openJobs = await tx.db.$count(contracts, and(isOpenJob, gt(contracts.dueAt, tx.now)))
  const { portId, commodity, units, days } = job
  const wish = { commodity, units, days, premiumPerUnit: BigInt(job.premiumPerUnit) }
  const verdict = decideJob(wish, await jobMarket(tx, job), { openJobs, treasury })
  if (!verdict.ok) throw new GameError('CONFLICT', verdict.message, { reason: verdict.reason })
  const { escrow } = verdict.value
  await tx.db.insert(contracts).values({
    ...{ id, kind: 'treasury_job', state: 'open', portId, commodity, units },
    premium: job.premiumPerUnit,
    postedAt: tx.now,
    dueAt: new Date(tx.now.getTime() + days * DAY_MS),
  })
  await payFromTreasury(tx, { id, reason: 'job_posted', amount: escrow, to: 'escrow', ownerId: id })
  return escrow
}

export const isOpenJob = and(eq(contracts.kind, 'treasury_job'), eq(contracts.state, 'open'))

async function jobMarket({ db, now }: GalaxyTx, { portId, commodity }: Job): Promise<JobMarket> {
  const [port] = await db.select().from(ports).where(eq(ports.id, portId))
  if (!port) throw notFound('This port')
  const markets = await db
    .select({ portId: portMarkets.portId, role: portMarkets.role, basePrice: portMarkets.basePrice })
    .from(portMarkets)
    .innerJoin(ports, eq(ports.id, portMarkets.portId))
    .where(and(eq(ports.sectorId, port.sectorId), eq(portMarkets.commodity, commodity)))
  const market = markets.find((one) => one.portId === portId && one.role === 'buys')
  const levels = economyOn(await economyDaysOf(db, now), utcDay(now)).priceLevels
  return {
    buys: market !== undefined,
    isSoldInSector: markets.some(({ role }) => role === 'sells'),
    basePrice: market?.basePrice ?? 0,
    levelBp: levels[commodity],
  }
}
