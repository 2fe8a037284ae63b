import { and, eq } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { ledgerAccounts } from '#db/schema/galaxy/presence.ts'
import { accountName } from './post-transfer.ts'

/** Credits that a player holds in a galaxy; 0 for who never had any there. */
export async function purseOf(galaxy: GalaxyDb, userId: string): Promise<number> {
  const [purse] = await galaxy
    .select({ balance: ledgerAccounts.balance })
    .from(ledgerAccounts)
    .where(
      and(
        eq(ledgerAccounts.account, accountName({ account: 'purse', ownerId: userId })),
        eq(ledgerAccounts.asset, 'credits'),
      ),
    )
  return purse?.balance ?? 0
}
