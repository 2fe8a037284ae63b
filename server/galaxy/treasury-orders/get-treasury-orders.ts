import { and, asc, eq, gt, gte } from 'drizzle-orm'
import { type GalaxyTransaction } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { festivals, portWorks } from '#db/schema/galaxy/events.ts'
import { portMarkets, ports, sectors } from '#db/schema/galaxy/space.ts'
import { MOST_OPEN_JOBS, mostPremium } from '#server/domain/contracts/treasury-job.ts'
import { economyOn, type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { MAX_WORKS_LEVEL, worksCost } from '#server/domain/economy/works.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { contractView } from '../contracts/contracts-here.ts'
import { economyDaysOf } from '../economy-days.ts'
import { type CallOutput } from '../galaxy-api.ts'
import { readSnapshot, type GalaxyCtx } from '../galaxy-context.ts'
import { balanceOf } from '../ledger-account.ts'
import { jobBudgetLeft } from './job-budget.ts'
import { isOpenJob } from './post-job.ts'

type Orders = CallOutput<'getTreasuryOrders'>

/** A festival of the past counts until the next may begin. */
const PAST_DAYS = 28

/** What can be ordered from the treasury, and what was. Writes nothing. */
export function getTreasuryOrders(galaxy: GalaxyCtx): Promise<Orders> {
  return readSnapshot(galaxy, async (tx) => {
    const now = await galaxy.clock.now(tx)
    const today = utcDay(now)
    const economy = economyOn(await economyDaysOf(tx, now), today)
    const jobs = await tx
      .select({ contract: contracts, port: ports, sectorName: sectors.name })
      .from(contracts)
      .innerJoin(ports, eq(ports.id, contracts.portId))
      .innerJoin(sectors, eq(sectors.id, ports.sectorId))
      .where(and(isOpenJob, gte(contracts.dueAt, now)))
      .orderBy(asc(contracts.dueAt), asc(contracts.id))
    return {
      treasury: await balanceOf(tx, 'treasury'),
      jobs: jobs.map(contractView),
      mostJobs: MOST_OPEN_JOBS,
      jobBudget: Number(await jobBudgetLeft(tx, now)),
      ports: await portsOf(tx, economy),
      festivals: await tx
        .select({ day: festivals.day, name: festivals.name })
        .from(festivals)
        .where(gt(festivals.day, isoDay(today - PAST_DAYS)))
        .orderBy(asc(festivals.day)),
      today: isoDay(today),
    }
  })
}

async function portsOf(tx: GalaxyTransaction, economy: EconomyDay): Promise<Orders['ports']> {
  const rows = await tx
    .select({ port: ports, sectorName: sectors.name, level: portWorks.level })
    .from(ports)
    .innerJoin(sectors, eq(sectors.id, ports.sectorId))
    .leftJoin(portWorks, eq(portWorks.portId, ports.id))
    .orderBy(asc(ports.name), asc(ports.id))
  const markets = await tx
    .select({ market: portMarkets, sectorId: ports.sectorId })
    .from(portMarkets)
    .innerJoin(ports, eq(ports.id, portMarkets.portId))
    .orderBy(asc(portMarkets.commodity))
  const sold = new Set(
    markets
      .filter(({ market }) => market.role === 'sells')
      .map(({ market, sectorId }) => `${sectorId} ${market.commodity}`),
  )
  return rows.map(({ port, sectorName, level }) => ({
    ...{ id: port.id, name: port.name, sectorId: port.sectorId, sectorName },
    works: {
      level: level ?? 0,
      running: economy.works[port.id] ?? 0,
      nextCost: (level ?? 0) < MAX_WORKS_LEVEL ? Number(worksCost((level ?? 0) + 1)) : null,
    },
    wanted: markets
      .filter(
        ({ market }) =>
          market.portId === port.id &&
          market.role === 'buys' &&
          !sold.has(`${port.sectorId} ${market.commodity}`),
      )
      .map(({ market: { commodity, basePrice } }) => ({
        commodity,
        mostPremium: Number(mostPremium({ basePrice, levelBp: economy.priceLevels[commodity] })),
      })),
  }))
}
