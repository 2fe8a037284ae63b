import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { ledgerAccounts, ledgerPostings } from '#db/schema/galaxy/presence.ts'
import { type Posting } from '#server/domain/economy/ledger.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { postTransfer } from './post-transfer.ts'

const platform = useTestPlatform()
let galaxy: GalaxyPool

beforeAll(async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  galaxy = await platform.ctx().galaxies.open(region.galaxyId ?? '')
})

const post = (postings: Posting[], id: string = randomUUID()) =>
  galaxy.transaction((tx) => postTransfer(tx, { id, reason: 'test', at: new Date(0), postings }))
const credits = (account: Posting['account'], ownerId: string | null, amount: bigint): Posting => ({
  account,
  ownerId,
  asset: 'credits',
  amount,
})
const earn = (pilot: string, amount: bigint, id?: string) =>
  post([credits('source:starting_credits', null, -amount), credits('purse', pilot, amount)], id)
const balanceOf = async (account: string) => {
  const [row] = await galaxy.select().from(ledgerAccounts).where(eq(ledgerAccounts.account, account))
  return row?.balance ?? null
}

describe('postTransfer', () => {
  it('moves between accounts and writes every posting', async () => {
    const pilot = randomUUID()
    expect(await earn(pilot, 100n)).toBe(true)
    expect(await post([credits('purse', pilot, -30n), credits('treasury', null, 30n)])).toBe(true)
    expect(await balanceOf(`purse:${pilot}`)).toBe(70)
    const lines = await galaxy
      .select()
      .from(ledgerPostings)
      .where(eq(ledgerPostings.account, `purse:${pilot}`))
    expect(lines.map(({ amount }) => amount)).toEqual([100, -30])
  })

  it('books the same transfer once, also when it comes twice at once', async () => {
    const [pilot, id] = [randomUUID(), randomUUID()]
    const booked = await Promise.all([earn(pilot, 50n, id), earn(pilot, 50n, id)])
    expect(booked.sort()).toEqual([false, true])
    expect(await balanceOf(`purse:${pilot}`)).toBe(50)
  })

  it('lets no holder fall below zero, and then nothing has happened', async () => {
    const pilot = randomUUID()
    await earn(pilot, 20n)
    const treasury = await balanceOf('treasury')
    const tooMuch = post([credits('treasury', null, 21n), credits('purse', pilot, -21n)])
    await expect(tooMuch).rejects.toMatchObject({ code: 'CONFLICT', reason: 'insufficient-balance' })
    expect(await balanceOf(`purse:${pilot}`)).toBe(20)
    expect(await balanceOf('treasury')).toBe(treasury)
  })

  it('refuses postings that do not balance as a mistake of ours', async () => {
    await expect(post([credits('treasury', null, 5n), credits('purse', randomUUID(), -4n)])).rejects.toThrow(
      'sum to 1',
    )
  })
})
