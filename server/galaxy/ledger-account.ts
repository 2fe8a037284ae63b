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

/** Credits of an account; locks its row until the transaction ends. */
export async function lockBalance(
  galaxy: GalaxyDb,
  kind: BalanceAccount,
  ownerId: string | null,
): Promise<number> {
  const [account] = await galaxy
    .select({ balance: ledgerAccounts.balance })
    .from(ledgerAccounts)
    .where(accountIs(kind, ownerId))
    .for('update')
  return account?.balance ?? 0
}

/** Credits of the treasury; locks its row until the transaction ends. */
export const lockTreasury = (galaxy: GalaxyDb): Promise<number> => lockBalance(galaxy, 'treasury', null)

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
