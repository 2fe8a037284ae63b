import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { type BalanceAccount } from '#server/domain/economy/ledger.ts'

/** One row of `ledger_accounts`, for a `where`. */
export const accountIs = (kind: BalanceAccount, ownerId: string | null): SQL | undefined =>
  and(
    eq(ledgerAccounts.kind, kind),
    ownerId === null ? isNull(ledgerAccounts.ownerId) : eq(ledgerAccounts.ownerId, ownerId),
  )

/** Credits of the treasury; locks its row until the transaction ends. */
export async function lockTreasury(galaxy: GalaxyDb): Promise<number> {
  const [treasury] = await galaxy
    .select({ balance: ledgerAccounts.balance })
    .from(ledgerAccounts)
    .where(accountIs('treasury', null))
    .for('update')
  return treasury?.balance ?? 0
}

/** Credits of an account; 0 for one that never had any. */
export async function balanceOf(
  galaxy: GalaxyDb,
  kind: BalanceAccount,
  ownerId: string | null = null,
): Promise<number> {
  const [account] = await galaxy
    .select({ balance: ledgerAccounts.balance })
    .from(ledgerAccounts)
    .where(accountIs(kind, ownerId))
  return account?.balance ?? 0
}
