import { and, gte, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { ledgerAccounts, ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import {
  BALANCE_ACCOUNTS,
  checkTransfer,
  type BalanceAccount,
  type Posting,
  type TransferReason,
} from '#server/domain/economy/ledger.ts'
import { GameError } from '#server/errors.ts'
import { accountIs } from './ledger-account.ts'

export type Transfer = {
  /** Idempotency key, chosen by the caller: a transfer that is already posted is skipped. */
  id: string
  reason: TransferReason
  at: Date
  postings: readonly Posting[]
}

/**
 * Writes one transfer to a galaxy's double-entry ledger: the transfer, the credit balances that it changes, its postings.
 * The caller updates goods in `ship_cargo` and `port_markets`. Call it inside a transaction of that galaxy. Returns false
 * when this transfer was posted before. @throws CONFLICT (`insufficient-balance`) when a balance would fall below zero;
 * a plain Error when the postings break the rules of double entry.
 */
export async function postTransfer(galaxy: GalaxyDb, transfer: Transfer): Promise<boolean> {
  const verdict = checkTransfer(transfer.postings)
  if (!verdict.ok) throw new Error(`${transfer.reason}: ${verdict.message}`)
  const { id, reason, at } = transfer
  // A concurrent repetition waits here until the first one commits.
  const [inserted] = await galaxy
    .insert(ledgerTransfers)
    .values({ id, reason, at })
    .onConflictDoNothing()
    .returning({ id: ledgerTransfers.id })
  if (!inserted) return false

  for (const change of balanceChanges(transfer.postings)) await changeBalance(galaxy, change)
  await galaxy.insert(ledgerPostings).values(
    transfer.postings.map(({ account, ownerId, asset, amount }) => ({
      transferId: id,
      kind: account,
      ownerId,
      asset,
      amount: Number(amount),
      at,
    })),
  )
  return true
}

type BalanceChange = { kind: BalanceAccount; ownerId: string | null; amount: number }

/**
 * Always in the same order, so that two transfers between the same accounts cannot deadlock. The treasury comes last: every
 * trade in a galaxy changes it, and its row stays locked until the commit.
 */
const balanceChanges = (postings: readonly Posting[]): BalanceChange[] =>
  postings
    .flatMap(({ account, ownerId, amount }) => {
      const kind = BALANCE_ACCOUNTS.find((one) => one === account)
      return kind ? [{ kind, ownerId, amount: Number(amount) }] : []
    })
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))

const orderOf = ({ kind, ownerId }: BalanceChange): string =>
  `${Number(kind === 'treasury')} ${kind} ${ownerId ?? ''}`

async function changeBalance(galaxy: GalaxyDb, { kind, ownerId, amount }: BalanceChange) {
  if (amount < 0) {
    const [taken] = await galaxy
      .update(ledgerAccounts)
      .set({ balance: sql`${ledgerAccounts.balance} + ${amount}` })
      .where(and(accountIs(kind, ownerId), gte(ledgerAccounts.balance, -amount)))
      .returning({ balance: ledgerAccounts.balance })
    if (!taken)
      throw new GameError('CONFLICT', 'Not enough credits.', {
        reason: 'insufficient-balance',
      })
    return
  }
  await galaxy
    .insert(ledgerAccounts)
    .values({ kind, ownerId, balance: amount })
    .onConflictDoUpdate({
      target: [ledgerAccounts.kind, ledgerAccounts.ownerId],
      set: { balance: sql`${ledgerAccounts.balance} + excluded.balance` },
    })
}
