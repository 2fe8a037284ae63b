import { and, desc, eq, gt, inArray, or, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { afterCursor, cursorOf, newestFirst } from '#db/keyset.ts'
import { chartedSectors } from '#db/schema/galaxy/charting.ts'
import { fights } from '#db/schema/galaxy/combat.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { trades } from '#db/schema/galaxy/trade.ts'
import { yardOrders } from '#db/schema/galaxy/yard.ts'
import { cursorPage } from '#server/domain/paging.ts'
import { type YardOrder } from '#server/domain/ships/shipyard.ts'
import { type CaptainsLog, type EndedContract, type LoggedFight, type LogEntry } from './api/log-calls.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { readSnapshot, transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { waitingContracts } from './contracts/contract-rows.ts'
import { newsFor } from './news.ts'
import { notPresent } from './not-present.ts'
import { getPilot, lockPilot } from './pilots.ts'

/** Everything that moved the pilot's purse here, newest first, with what it was for. */
export function getLog(
  galaxy: GalaxyCtx,
  { after, pageSize, ...ref }: CallInput<'getLog'>,
): Promise<CaptainsLog> {
  return readSnapshot(galaxy, async (tx) => {
    const pilot = await getPilot(tx, ref)
    if (!pilot) throw notPresent()
    const rows = await tx
      .select({
        cursor: cursorOf(ledgerPostings),
        posting: ledgerPostings,
        reason: ledgerTransfers.reason,
        trade: trades,
        portName: ports.name,
        yard: yardOrders,
        sectors: sql<number | null>`case when ${ledgerTransfers.reason} = 'charting' then
          (select count(*)::int from ${chartedSectors} c where c.user_id = ${ref.userId} and c.at = ${ledgerPostings.at}) end`,
      })
      .from(ledgerPostings)
      .innerJoin(ledgerTransfers, eq(ledgerTransfers.id, ledgerPostings.transferId))
      // A receipt has the id of its transfer.
      .leftJoin(trades, eq(trades.id, ledgerPostings.transferId))
      .leftJoin(ports, eq(ports.id, trades.portId))
      .leftJoin(yardOrders, eq(yardOrders.id, ledgerPostings.transferId))
      .where(
        and(
          eq(ledgerPostings.kind, 'purse'),
          eq(ledgerPostings.ownerId, ref.userId),
          afterCursor(ledgerPostings, after),
        ),
      )
      .orderBy(...newestFirst(ledgerPostings))
      .limit(pageSize + 1)
    const { items, next } = cursorPage(rows, pageSize)
    const now = await galaxy.clock.now(tx)
    return {
      readUntil: pilot.logReadAt?.toISOString() ?? null,
      fights: await fightsOf(tx, ref.userId, now),
      endedContracts: await endedContractsOf(tx, ref.userId, now),
      today: {
        ...(await newsFor(tx, pilot.sectorId, now)),
        contracts: await waitingContracts(tx, ref.userId, now),
      },
      entries: {
        items: items.map(({ posting, reason, trade, portName, yard, sectors }): LogEntry => ({
          id: posting.id,
          at: posting.at.toISOString(),
          reason,
          amount: posting.amount,
          trade: trade && {
            side: trade.side,
            commodity: trade.commodity,
            quantity: trade.quantity,
            berthFee: trade.berthFee,
            port: portName,
          },
          work: yard && workOf(yard),
          sectors,
        })),
        next,
      },
    }
  })
}

/** What moves no purse is listed beside the lines that do. */
const LATELY = { days: 7, most: 10 }
const latelyFrom = (now: Date) => new Date(now.getTime() - LATELY.days * DAY_MS)

async function fightsOf(galaxy: GalaxyDb, userId: string, now: Date): Promise<LoggedFight[]> {
  const rows = await galaxy
    .select({ fight: fights, other: pilots.callsign })
    .from(fights)
    .leftJoin(
      pilots,
      sql`${pilots.userId} = case when ${fights.attackerId} = ${userId} then ${fights.defenderId} else ${fights.attackerId} end`,
    )
    .where(
      and(or(eq(fights.attackerId, userId), eq(fights.defenderId, userId)), gt(fights.at, latelyFrom(now))),
    )
    .orderBy(desc(fights.at), desc(fights.id))
    .limit(LATELY.most)
  return rows.map(({ fight: { id, at, sectorId, attackerId, won }, other }) => ({
    ...{ id, sectorId, won, other, at: at.toISOString() },
    isAttacker: attackerId === userId,
  }))
}

/** Also those that were not filled: they lapse while their pilot is away. */
async function endedContractsOf(galaxy: GalaxyDb, userId: string, now: Date): Promise<EndedContract[]> {
  const rows = await galaxy
    .select({ contract: contracts, port: ports.name })
    .from(contracts)
    .leftJoin(ports, eq(ports.id, contracts.portId))
    .where(
      and(
        eq(contracts.userId, userId),
        inArray(contracts.state, ['done', 'lapsed']),
        gt(contracts.endedAt, latelyFrom(now)),
      ),
    )
    .orderBy(desc(contracts.endedAt), desc(contracts.id))
    .limit(LATELY.most)
  return rows.map(({ contract, port }) => {
    const { id, kind, state, commodity, units, delivered, premium, endedAt, dueAt } = contract
    const at = (endedAt ?? dueAt).toISOString()
    return { ...{ id, kind, commodity, units, delivered, premium, port }, at, isFilled: state === 'done' }
  })
}

function workOf({ hull, module }: typeof yardOrders.$inferSelect): YardOrder {
  if (hull) return { kind: 'hull', hull }
  return module ? { kind: 'module', module } : { kind: 'repair' }
}

/** Notes up to where the log was read. It never goes back, and not beyond now. */
export function markLogRead(
  galaxy: GalaxyCtx,
  { until, ...ref }: CallInput<'markLogRead'>,
): Promise<CallOutput<'markLogRead'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    const { userId, logReadAt } = await lockPilot(tx, ref)
    const asked = new Date(Math.min(Date.parse(until), tx.now.getTime()))
    const readUntil = logReadAt && logReadAt > asked ? logReadAt : asked
    await tx.db.update(pilots).set({ logReadAt: readUntil }).where(eq(pilots.userId, userId))
    return { readUntil: readUntil.toISOString() }
  })
}
