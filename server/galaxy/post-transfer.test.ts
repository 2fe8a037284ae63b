import { randomUUID } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { violatedConstraint, type GalaxyPool, type GalaxyDb } from '#db/client.ts'
import { ledgerAccounts, ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { type Posting } from '#server/domain/economy/ledger.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { balanceOf } from './ledger-account.ts'
import { postTransfer } from './post-transfer.ts'

const platform = useTestPlatform()
let galaxy: GalaxyPool

beforeAll(async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  galaxy = await platform.galaxy(region.galaxyId ?? '')
})

const post = (postings: Posting[], id: string = randomUUID()) =>
  galaxy.transaction((tx) => postTransfer(tx, { id, reason: 'sale', at: new Date(0), postings }))
const credits = (account: Posting['account'], ownerId: string | null, amount: bigint): Posting => ({
  account,
  ownerId,
  asset: 'credits',
  amount,
})
const earn = (pilot: string, amount: bigint, id?: string) =>
  post([credits('source:starting_credits', null, -amount), credits('purse', pilot, amount)], id)
const purseOf = (pilot: string) => balanceOf(galaxy, 'purse', pilot)
const postingsOf = (transferId: string) =>
  galaxy.select().from(ledgerPostings).where(eq(ledgerPostings.transferId, transferId))

describe('postTransfer', () => {
  it('moves credits between accounts and writes every posting', async () => {
    const [pilot, id] = [randomUUID(), randomUUID()]
    expect(await earn(pilot, 100n)).toBe(true)
    expect(await post([credits('purse', pilot, -30n), credits('treasury', null, 30n)], id)).toBe(true)
    expect(await purseOf(pilot)).toBe(70)
    expect(await postingsOf(id)).toMatchObject([
      { kind: 'purse', ownerId: pilot, asset: 'credits', amount: -30 },
      { kind: 'treasury', ownerId: null, asset: 'credits', amount: 30 },
    ])
    expect(await galaxy.select().from(ledgerTransfers).where(eq(ledgerTransfers.id, id))).toEqual([
      { id, reason: 'sale', at: new Date(0) },
    ])
  })

  it('keeps balances of purses, treasury and escrow but not of sources, sinks and goods', async () => {
    const [pilot, job, ship] = [randomUUID(), randomUUID(), randomUUID()]
    await earn(pilot, 100n)
    await post([
      credits('purse', pilot, -60n),
      credits('escrow', job, 40n),
      credits('sink:travel_fare', null, 20n),
      { account: 'cargo', ownerId: ship, asset: 'ore', amount: 7n },
      { account: 'port', ownerId: '12', asset: 'ore', amount: -7n },
    ])
    const rows = await galaxy
      .select()
      .from(ledgerAccounts)
      .where(inArray(ledgerAccounts.ownerId, [pilot, job, ship]))
    expect(rows).toEqual(
      expect.arrayContaining([
        { kind: 'purse', ownerId: pilot, balance: 40 },
        { kind: 'escrow', ownerId: job, balance: 40 },
      ]),
    )
    expect(rows).toHaveLength(2)
  })

  it('posts a transfer once when it is sent twice at the same time', async () => {
    const [pilot, id] = [randomUUID(), randomUUID()]
    const posted = await Promise.all([earn(pilot, 50n, id), earn(pilot, 50n, id)])
    expect(posted.sort()).toEqual([false, true])
    expect(await purseOf(pilot)).toBe(50)
    expect(await postingsOf(id)).toHaveLength(2)
  })

  it('refuses a transfer that would make a balance negative, and changes nothing', async () => {
    const [pilot, id] = [randomUUID(), randomUUID()]
    await earn(pilot, 20n)
    const treasury = await balanceOf(galaxy, 'treasury')
    const tooMuch = [credits('treasury', null, 21n), credits('purse', pilot, -21n)]
    await expect(post(tooMuch, id)).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'insufficient-balance',
    })
    expect(await purseOf(pilot)).toBe(20)
    expect(await balanceOf(galaxy, 'treasury')).toBe(treasury)
    // The refused transfer does not count as posted when it is sent again.
    await earn(pilot, 1n)
    expect(await post(tooMuch, id)).toBe(true)
  })

  it('locks the treasury last, after every check that can still refuse', async () => {
    const pilot = randomUUID()
    await earn(pilot, 5n)
    await galaxy.transaction(async (tx) => {
      await tx.execute(sql`select 1 from ledger_accounts where account_kind = 'treasury' for update`)
      const waiting = galaxy.transaction(async (other) => {
        await other.execute(sql`set local lock_timeout = '100ms'`)
        await postTransfer(other, {
          id: randomUUID(),
          reason: 'treasury_gift',
          at: new Date(0),
          postings: [credits('treasury', null, 6n), credits('purse', pilot, -6n)],
        })
      })
      // Refused by the purse, before it waits for the lock.
      await expect(waiting).rejects.toMatchObject({ reason: 'insufficient-balance' })
    })
  })

  it('throws on postings that do not sum to zero', async () => {
    await expect(post([credits('treasury', null, 5n), credits('purse', randomUUID(), -4n)])).rejects.toThrow(
      'sum to 1',
    )
  })
})

describe('the ledger in the database', () => {
  const transfer = async (tx: GalaxyDb) => {
    const id = randomUUID()
    await tx.insert(ledgerTransfers).values({ id, reason: 'sale', at: new Date(0) })
    return id
  }
  const posting = (transferId: string, kind: 'purse' | 'treasury', amount: number) => ({
    ...{ transferId, kind, asset: 'credits' as const, amount, at: new Date(0) },
    ownerId: kind === 'purse' ? randomUUID() : null,
  })
  const refusedBy = (constraint: string) => (error: unknown) => violatedConstraint(error) === constraint

  it('refuses to commit a transfer in which an asset does not sum to zero, whenever its postings are written', async () => {
    const oneSided = galaxy.transaction(async (tx) => {
      await tx.insert(ledgerPostings).values(posting(await transfer(tx), 'purse', 5))
    })
    await expect(oneSided).rejects.toSatisfy(refusedBy('ledger_postings_sum'))
    const id = await galaxy.transaction(async (tx) => {
      const id = await transfer(tx)
      await tx.insert(ledgerPostings).values(posting(id, 'purse', 5))
      await tx.insert(ledgerPostings).values(posting(id, 'treasury', -5))
      return id
    })
    for (const later of [
      galaxy.insert(ledgerPostings).values(posting(id, 'purse', 1)),
      galaxy.update(ledgerPostings).set({ amount: 6 }).where(eq(ledgerPostings.transferId, id)),
      galaxy
        .delete(ledgerPostings)
        .where(and(eq(ledgerPostings.transferId, id), eq(ledgerPostings.kind, 'purse'))),
    ])
      await expect(later).rejects.toSatisfy(refusedBy('ledger_postings_sum'))
    const other = galaxy.transaction(async (tx) => {
      const to = await transfer(tx)
      await tx
        .update(ledgerPostings)
        .set({ transferId: to })
        .where(and(eq(ledgerPostings.transferId, id), eq(ledgerPostings.kind, 'purse')))
    })
    await expect(other).rejects.toSatisfy(refusedBy('ledger_postings_sum'))
    expect(await postingsOf(id)).toHaveLength(2)
  })

  it('refuses a negative balance of any account', async () => {
    for (const { kind, ownerId } of [
      { kind: 'purse', ownerId: randomUUID() },
      { kind: 'escrow', ownerId: randomUUID() },
    ] as const)
      await expect(galaxy.insert(ledgerAccounts).values({ kind, ownerId, balance: -1 })).rejects.toSatisfy(
        refusedBy('ledger_accounts_balance_range'),
      )
    await expect(
      galaxy.update(ledgerAccounts).set({ balance: -1 }).where(eq(ledgerAccounts.kind, 'treasury')),
    ).rejects.toSatisfy(refusedBy('ledger_accounts_balance_range'))
  })

  it('refuses a second treasury', async () => {
    await expect(
      galaxy.insert(ledgerAccounts).values([
        { kind: 'treasury', balance: 1 },
        { kind: 'treasury', balance: 1 },
      ]),
    ).rejects.toSatisfy(refusedBy('ledger_accounts_key'))
  })
})
