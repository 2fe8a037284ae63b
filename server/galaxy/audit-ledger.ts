import { and, eq, inArray, sql } from 'drizzle-orm'
import { type GalaxyTransaction } from '#db/client.ts'
import { LONG_WORK } from '#db/connections.ts'
import { ledgerCarried, ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { pilots, shipCargo } from '#db/schema/galaxy/presence.ts'
import { portMarkets } from '#db/schema/galaxy/space.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { type Asset } from '#server/domain/economy/ledger.ts'
import { type LedgerFinding, type TransitTotal } from './api/audit-calls.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { findLedgerDrift } from './roll-up-logs.ts'
import { rolledUpUntil } from './rolled-up-until.ts'

/** More are counted, not listed. */
const MAX_FINDINGS = 100

/**
 * Compares what the galaxy stores with what its ledger says, on one snapshot: balances, cargo, stocks, and that postings sum to zero.
 * The ledger is what was carried forward and the postings since, so a log of years costs no more than a day of it.
 */
export const auditLedger = (
  galaxy: GalaxyCtx,
  { until }: CallInput<'auditLedger'>,
): Promise<CallOutput<'auditLedger'>> =>
  readSnapshot(galaxy, async (tx) => {
    await tx.execute(sql.raw(LONG_WORK))
    const carriedUntil = await rolledUpUntil(tx)
    const findings = [
      ...(await balanceFindings(tx)),
      ...(await cargoFindings(tx, carriedUntil)),
      ...(await stockFindings(tx, carriedUntil)),
      ...(await sumFindings(tx, carriedUntil)),
    ]
    return {
      transit: await transitTotals(tx, carriedUntil, until),
      findings: findings.slice(0, MAX_FINDINGS),
      findingsTotal: findings.length,
    }
  })

export async function listPresent(
  { db }: GalaxyCtx,
  { userIds }: CallInput<'listPresent'>,
): Promise<CallOutput<'listPresent'>> {
  const rows = await db
    .select({ userId: pilots.userId, fencingVersion: pilots.fencingVersion })
    .from(pilots)
    .where(and(eq(pilots.present, true), userIds === null ? undefined : inArray(pilots.userId, userIds)))
  return { pilots: rows }
}

/** Everything posted to accounts of a kind: by owner and asset, what was carried forward with what came since. */
const postedTo = (kind: 'cargo' | 'port', carriedUntil: string) => sql`
  select owner_id, asset, sum(amount) as amount from (
    select owner_id, asset, total as amount from ${ledgerCarried} where account_kind = ${kind}
    union all
    select owner_id, asset, amount from ${ledgerPostings} where account_kind = ${kind} and at >= ${carriedUntil}::timestamptz
  ) parts group by 1, 2`

async function balanceFindings(tx: GalaxyTransaction): Promise<LedgerFinding[]> {
  return (await findLedgerDrift(tx)).map(({ kind, ownerId, balance, posted }) => ({
    kind: 'balance',
    account: kind,
    ownerId,
    stored: balance,
    posted,
  }))
}

type Difference = { owner_id: string; asset: Commodity; stored: string; posted: string }

async function cargoFindings(tx: GalaxyTransaction, carriedUntil: string): Promise<LedgerFinding[]> {
  const { rows } = await tx.execute<Difference>(sql`
    with posted as (${postedTo('cargo', carriedUntil)}),
    stored as (select ship_id::text as owner_id, commodity as asset, quantity as amount from ${shipCargo})
    select coalesce(stored.owner_id, posted.owner_id) as owner_id, coalesce(stored.asset, posted.asset) as asset,
      coalesce(stored.amount, 0) as stored, coalesce(posted.amount, 0) as posted
    from stored full join posted on stored.owner_id = posted.owner_id and stored.asset = posted.asset
    where coalesce(stored.amount, 0) <> coalesce(posted.amount, 0) order by 1, 2`)
  return rows.map((row) => ({ kind: 'cargo', shipId: row.owner_id, ...amountsOf(row) }))
}

/** Ports that are gone have no market to compare with. */
async function stockFindings(tx: GalaxyTransaction, carriedUntil: string): Promise<LedgerFinding[]> {
  const { rows } = await tx.execute<Difference>(sql`
    with posted as (${postedTo('port', carriedUntil)})
    select ${portMarkets.portId}::text as owner_id, ${portMarkets.commodity} as asset, ${portMarkets.stock} as stored,
      ${portMarkets.openingStock} + coalesce(posted.amount, 0) as posted
    from ${portMarkets} left join posted on posted.owner_id = ${portMarkets.portId}::text and posted.asset = ${portMarkets.commodity}
    where ${portMarkets.stock} <> ${portMarkets.openingStock} + coalesce(posted.amount, 0) order by 1, 2`)
  return rows.map((row) => ({ kind: 'stock', portId: row.owner_id, ...amountsOf(row) }))
}

const amountsOf = ({ asset, stored, posted }: Difference) => ({
  asset,
  stored: Number(stored),
  posted: Number(posted),
})

async function sumFindings(tx: GalaxyTransaction, carriedUntil: string): Promise<LedgerFinding[]> {
  const { rows } = await tx.execute<{ asset: Asset; sum: string }>(sql`
    select asset, sum(amount) as sum from (
      select asset, total as amount from ${ledgerCarried}
      union all select asset, amount from ${ledgerPostings} where at >= ${carriedUntil}::timestamptz
    ) parts group by 1 having sum(amount) <> 0 order by 1`)
  return rows.map(({ asset, sum }) => ({ kind: 'sum', asset, sum: Number(sum) }))
}

async function transitTotals(
  tx: GalaxyTransaction,
  carriedUntil: string,
  until: string,
): Promise<TransitTotal[]> {
  const { rows } = await tx.execute<{ asset: Asset; gone: string; come: string }>(sql`
    select asset, coalesce(sum(amount) filter (where account_kind = 'transit:out'), 0) as gone,
      coalesce(-sum(amount) filter (where account_kind = 'transit:in'), 0) as come
    from (
      select account_kind, asset, total as amount from ${ledgerCarried} where account_kind like 'transit:%'
      union all
      select account_kind, asset, amount from ${ledgerPostings}
      where account_kind in ('transit:in', 'transit:out') and at >= ${carriedUntil}::timestamptz and at < ${until}::timestamptz
    ) parts group by 1 order by 1`)
  return rows.map(({ asset, gone, come }) => ({ asset, out: Number(gone), in: Number(come) }))
}
