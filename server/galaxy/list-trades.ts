import { and, eq } from 'drizzle-orm'
import { afterCursor, cursorOf, newestFirst } from '#db/keyset.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { trades } from '#db/schema/galaxy/trade.ts'
import { cursorPage } from '#server/domain/paging.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { notPresent } from './not-present.ts'
import { getPilot } from './pilots.ts'

const KEY = { at: trades.at, id: trades.number }

/** The pilot's receipts, newest first. */
export async function listTrades(
  { db }: GalaxyCtx,
  { after, pageSize, ...ref }: CallInput<'listTrades'>,
): Promise<CallOutput<'listTrades'>> {
  if (!(await getPilot(db, ref))) throw notPresent()
  const rows = await db
    .select({ cursor: cursorOf(KEY), trade: trades, name: ports.name, sectorId: ports.sectorId })
    .from(trades)
    .leftJoin(ports, eq(ports.id, trades.portId))
    .where(and(eq(trades.userId, ref.userId), afterCursor(KEY, after)))
    .orderBy(...newestFirst(KEY))
    .limit(pageSize + 1)
  const { items, next } = cursorPage(rows, pageSize)
  return {
    items: items.map(({ trade, name, sectorId }) => {
      const { at, dockingTurns, berthFee, userId: _user, number: _number, ...receipt } = trade
      return {
        ...receipt,
        at: at.toISOString(),
        docking: { turns: dockingTurns, berthFee },
        port: name === null || sectorId === null ? null : { name, sectorId },
      }
    }),
    next,
  }
}
