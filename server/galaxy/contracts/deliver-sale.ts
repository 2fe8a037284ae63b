import { and, asc, desc, eq, or, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { deliver, premiumPayers } from '#server/domain/contracts/shortage.ts'
import { deliverToJob } from '#server/domain/contracts/treasury-job.ts'
import { type Posting } from '#server/domain/economy/ledger.ts'
import { transferIdOf } from '../../galaxies/transfer-id.ts'
import { type CallInput } from '../galaxy-api.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { lockTreasury } from '../ledger-account.ts'
import { pilotAtPort } from '../pilots.ts'
import { type ContractRow } from './contract-rows.ts'

type Order = CallInput<'fillOrder'>

type Payment = { contract: ContractRow; premium: bigint }

/** What a sale does for contracts: how many and how many jobs it filled, and what is paid for it beyond the price. */
export type Delivered = { filled: number; jobsFilled: number; premium: number; payments: Payment[] }

export const NOTHING_DELIVERED: Delivered = { filled: 0, jobsFilled: 0, premium: 0, payments: [] }

/**
 * Counts a sale for the seller's contract with the market, then for the treasury's jobs there, the most urgent first. A unit counts once.
 * Call it with the rows of pilot and market locked, and with what {@link lockWanted} gave.
 */
export async function deliverSale(
  tx: GalaxyTx,
  order: Order,
  wanted: readonly ContractRow[],
): Promise<Delivered> {
  let left = order.quantity
  const delivered = { ...NOTHING_DELIVERED, payments: [] as Payment[] }
  for (const contract of wanted) {
    if (left === 0) break
    if (contract.dueAt < tx.now) continue
    const done = countUnits(contract, left, order, tx.now)
    if (done.delivered === contract.delivered) continue
    left -= done.delivered - contract.delivered
    const isFull = done.delivered === contract.units
    await tx.db
      .update(contracts)
      .set({ delivered: done.delivered, ...(isFull ? { state: 'done', endedAt: tx.now } : {}) })
      .where(eq(contracts.id, contract.id))
    if (isFull) delivered[contract.kind === 'shortage' ? 'filled' : 'jobsFilled']++
    delivered.premium += Number(done.premium)
    if (done.premium > 0n) delivered.payments.push({ contract, premium: done.premium })
  }
  return delivered
}

/** What a sale there may be delivered to, locked, the most urgent first; what is overdue is among it. Nothing where the pilot is elsewhere. */
export const lockWanted = prepared((galaxy: GalaxyDb) => {
  const value = (name: string) => sql.placeholder(name)
  const isTaken = and(
    eq(contracts.userId, value('userId')),
    eq(contracts.state, 'taken'),
    eq(contracts.kind, 'shortage'),
  )
  const isJob = and(eq(contracts.kind, 'treasury_job'), eq(contracts.state, 'open'))
  return galaxy
    .select()
    .from(contracts)
    .where(
      and(
        eq(contracts.portId, value('portId')),
        eq(contracts.commodity, value('commodity')),
        or(isTaken, isJob),
        pilotAtPort(galaxy),
      ),
    )
    .orderBy(desc(eq(contracts.kind, 'shortage')), asc(contracts.dueAt), asc(contracts.id))
    .for('update')
    .prepare('lock_wanted')
})

function countUnits(
  contract: ContractRow,
  sold: number,
  { governs, userId }: Order,
  now: Date,
): { delivered: number; premium: bigint } {
  const { units, delivered, dueAt } = contract
  const premium = BigInt(contract.premium)
  if (contract.kind === 'shortage') return deliver({ units, premium, dueAt }, delivered, sold, now)
  const job = { units, premiumPerUnit: premium, delivered, dueAt }
  const seller = { isOwner: governs, holdsOffice: governs, askedForIt: contract.postedBy === userId }
  const verdict = deliverToJob(job, sold, seller, now)
  return verdict.ok ? verdict.value : { delivered, premium: 0n }
}

/** Pays what a sale earned; call it after the sale is posted, which `booking` names. */
export async function payPremiums(
  tx: GalaxyTx,
  { userId, regionId }: Order,
  booking: string,
  { payments }: Delivered,
): Promise<void> {
  for (const { contract, premium } of payments) {
    const payers =
      contract.kind === 'shortage'
        ? await payersOf(tx, premium, regionId === null)
        : [credits('escrow', -premium, contract.id)]
    await tx.post({
      id: transferIdOf(`premium ${contract.id} ${booking}`),
      reason: contract.kind === 'shortage' ? 'contract_premium' : 'job_premium',
      postings: [...payers, credits('purse', premium, userId)],
    })
  }
}

/** In the Nexus the Council's treasury pays as far as it goes. */
async function payersOf(tx: GalaxyTx, premium: bigint, inNexus: boolean): Promise<Posting[]> {
  const treasury = inNexus ? BigInt(await lockTreasury(tx.db)) : null
  const { fromTreasury, fromSource } = premiumPayers(premium, treasury)
  return [credits('treasury', -fromTreasury), credits('source:contract_premium', -fromSource)].filter(
    ({ amount }) => amount !== 0n,
  )
}

const credits = (account: Posting['account'], amount: bigint, ownerId: string | null = null): Posting => ({
  account,
  ownerId,
  asset: 'credits',
  amount,
})
