import { and, eq, gte, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { ledgerAccounts, ledgerPostings } from '#db/schema/galaxy/presence.ts'
import { checkTransfer, HOLDING_ACCOUNTS, type Posting } from '#server/domain/economy/ledger.ts'
import { GameError } from '#server/errors.ts'

export type Transfer = {
  /** Chosen by the caller: a transfer with an id that is already booked is left alone. */
  id: string
  reason: string
  at: Date
  postings: readonly Posting[]
}

/** `purse:<user>`, `treasury`, `source:production`: an account as the ledger's tables name it. */
export const accountName = ({ account, ownerId }: Pick<Posting, 'account' | 'ownerId'>): string =>
  ownerId === null ? account : `${account}:${ownerId}`

/**
 * Books one transfer in a galaxy's double-entry ledger, postings and balances together. Call it inside a transaction of that
 * galaxy. Returns false when this transfer was booked before. @throws CONFLICT (`insufficient-balance`) when a holder
 * would fall below zero; a plain Error when the postings break the rules of double entry.
 */
export async function postTransfer(galaxy: GalaxyDb, transfer: Transfer): Promise<boolean> {
  const verdict = checkTransfer(transfer.postings)
  if (!verdict.ok) throw new Error(`${transfer.reason}: ${verdict.message}`)
  // Serialises repetitions of one transfer; the lock ends with the transaction.
  await galaxy.execute(sql`select pg_advisory_xact_lock(hashtextextended(${transfer.id}, 0))`)
  const [known] = await galaxy
    .select({ id: ledgerPostings.id })
    .from(ledgerPostings)
    .where(eq(ledgerPostings.transferId, transfer.id))
    .limit(1)
  if (known) return false

  // In one order for everybody, so that two transfers between the same accounts cannot wait for each other.
  const postings = [...transfer.postings].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  for (const posting of postings) await changeBalance(galaxy, posting)
  await galaxy.insert(ledgerPostings).values(
    postings.map((posting) => ({
      transferId: transfer.id,
      reason: transfer.reason,
      account: accountName(posting),
      asset: posting.asset,
      amount: Number(posting.amount),
      at: transfer.at,
    })),
  )
  return true
}

const keyOf = (posting: Posting): string => `${accountName(posting)} ${posting.asset}`

async function changeBalance(galaxy: GalaxyDb, posting: Posting) {
  const account = accountName(posting)
  const amount = Number(posting.amount)
  const isHolder = HOLDING_ACCOUNTS.some((kind) => kind === posting.account)
  if (amount < 0 && isHolder) {
    const [taken] = await galaxy
      .update(ledgerAccounts)
      .set({ balance: sql`${ledgerAccounts.balance} + ${amount}` })
      .where(
        and(
          eq(ledgerAccounts.account, account),
          eq(ledgerAccounts.asset, posting.asset),
          gte(ledgerAccounts.balance, -amount),
        ),
      )
      .returning({ balance: ledgerAccounts.balance })
    if (!taken)
      throw new GameError('CONFLICT', 'There is not enough to pay for this.', {
        reason: 'insufficient-balance',
      })
    return
  }
  await galaxy
    .insert(ledgerAccounts)
    .values({ account, asset: posting.asset, balance: amount })
    .onConflictDoUpdate({
      target: [ledgerAccounts.account, ledgerAccounts.asset],
      set: { balance: sql`${ledgerAccounts.balance} + excluded.balance` },
    })
}
