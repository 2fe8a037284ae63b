import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { findLedgerDrift } from '#server/galaxy/roll-up-logs.ts'
import { contractOf, makeShortage, openToday, putAboard, toNextDay } from '#server/testing/contract-steps.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { treasurySteps } from '#server/testing/treasury-steps.ts'

const platform = useTestPlatform()
const DAY = 86_400_000
let made: MadeRegion
let galaxy: GalaxyPool
const { region, orders, fill, wanted, jobAt } = treasurySteps(platform, () => ({ made, galaxy }))

beforeEach(async () => {
  made = await makeRegion(platform, { withGalaxy: true })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
})

const owner = () => platform.api(made.owner).treasury
const now = () => platform.clock.now(galaxy)
const ago = async (days: number) => new Date((await now()).getTime() - days * DAY)
const treasury = () => balanceOf(galaxy, 'treasury')
const post = async (escrow: number) =>
  owner().postJob(jobAt(await wanted(), { units: escrow, premiumPerUnit: 1 }))
const reason = (name: string) => ({ cause: { reason: name } })

describe('what one person may set aside alone', () => {
  it('is a quarter of a week’s income a day, so that a friend cannot empty what was saved', async () => {
    // Saved long ago, and 12,000 a week.
    await fill(400_000, await ago(30))
    await fill(12_000, await ago(3))
    expect((await orders()).jobBudget).toBe(3_000)
    await post(2_000)
    await expect(post(1_001)).rejects.toMatchObject(reason('over-budget'))
    const last = await post(1_000)
    expect((await orders()).jobBudget).toBe(0)
    await expect(post(1)).rejects.toMatchObject(reason('over-budget'))
    // To withdraw a job makes no room for the next, and what returns is no income.
    await owner().withdrawJob({ region: region(), orderId: randomUUID(), jobId: last.orderId })
    await expect(post(1)).rejects.toMatchObject(reason('over-budget'))
    await toNextDay(platform, 10)
    await openToday(platform)
    expect((await orders()).jobBudget).toBe(3_000)
    expect(await treasury()).toBe(410_000)
  })

  it('counts income that is rolled up like that of today', async () => {
    await fill(40_000, await ago(3))
    const before = (await orders()).jobBudget
    expect(before).toBe(10_000)
    await platform
      .ctx()
      .galaxies.apiFor(made.region.galaxyId ?? '', { clock: platform.clock })
      .maintainLogs({ eventDays: 90, postingDays: 90, messageDays: 90 })
    expect((await orders()).jobBudget).toBe(before)
  })

  it('is not the bound of a vote, for which an owner may ask', async () => {
    await fill(40_000, await ago(30))
    const market = await wanted()
    const job = jobAt(market, { units: 5_000, premiumPerUnit: 1 })
    await expect(owner().postJob(job)).rejects.toMatchObject(reason('over-budget'))
    const asked = await owner().postJob({ ...job, asProposal: true, votingDurationDays: 2 })
    expect(asked).toMatchObject({ outcome: 'proposed', cost: 5_000 })
    expect(await platform.db.$count(policies, eq(policies.id, asked.policyId ?? ''))).toBe(1)
    // A decree under the same id is another order: otherwise the vote would be taken for paid.
    const decreed = await owner().postJob({ ...job, units: 10 })
    expect(decreed.orderId).not.toBe(asked.orderId)
  })
})

describe('withdrawing a job', () => {
  it('returns what nobody earned, once, keeps what was paid, and is recorded', async () => {
    await fill(8_000, await now())
    const market = await wanted()
    const { orderId: jobId } = await owner().postJob(jobAt(market, {}))
    const pilot = await makeTrader(platform, made.region)
    await putAboard(galaxy, pilot, market, 20)
    await pilot.putAt(market)
    await pilot.sell(market, 20)
    const before = await treasury()
    const wish = { region: region(), orderId: randomUUID(), jobId }
    const answer = await owner().withdrawJob(wish)
    expect(answer).toMatchObject({ outcome: 'ordered', cost: 0 })
    expect(await owner().withdrawJob(wish)).toEqual(answer)
    expect(await treasury()).toBe(before + 60)
    expect(await balanceOf(galaxy, 'escrow', jobId)).toBe(0)
    expect(await contractOf(galaxy, jobId)).toMatchObject({ state: 'lapsed', delivered: 20 })
    expect((await orders()).jobs).toEqual([])
    const rows = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, answer.orderId))
    expect(rows).toMatchObject([
      {
        ...{ action: 'treasury.ordered', actorId: made.owner.userId },
        detail: { kind: 'withdrawal', jobId, returned: 60 },
      },
    ])
    await expect(owner().withdrawJob({ ...wish, orderId: randomUUID() })).rejects.toMatchObject(
      reason('job-over'),
    )
    // The deadline finds nothing more to return.
    platform.clock.advance(4 * DAY)
    await openToday(platform)
    expect(await findLedgerDrift(galaxy)).toEqual([])
  })

  it('is refused to who may not decree trade policy', async () => {
    await fill(8_000, await now())
    const { orderId: jobId } = await post(100)
    const wish = { region: region(), orderId: randomUUID(), jobId }
    const governor = await makeOfficeHolder(platform, made.region, 'governor', await makeUser(platform))
    const citizen = await makeMember(platform, made.region)
    for (const actor of [governor, citizen])
      await expect(platform.api(actor).treasury.withdrawJob(wish)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    expect(await contractOf(galaxy, jobId)).toMatchObject({ state: 'open' })
  })

  it('finds no job of another region, and no contract that is no job', async () => {
    await fill(8_000, await now())
    const { orderId: jobId } = await post(100)
    const other = await makeRegion(platform, { withGalaxy: true })
    await expect(
      platform.api(other.owner).treasury.withdrawJob({
        ...{ region: other.region.name, orderId: randomUUID(), jobId },
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      platform.api(other.owner).treasury.withdrawJob({ region: region(), orderId: randomUUID(), jobId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const shortage = await makeShortage(platform, galaxy, await wanted())
    await expect(
      owner().withdrawJob({ region: region(), orderId: randomUUID(), jobId: shortage }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('and a sale that fills it at the same time pay every credit once', async () => {
    await fill(8_000, await now())
    const market = await wanted()
    const { orderId: jobId } = await owner().postJob(jobAt(market, {}))
    const pilot = await makeTrader(platform, made.region)
    await putAboard(galaxy, pilot, market, 50)
    await pilot.putAt(market)
    await Promise.allSettled([
      pilot.sell(market, 50),
      owner().withdrawJob({ region: region(), orderId: randomUUID(), jobId }),
    ])
    expect(await balanceOf(galaxy, 'escrow', jobId)).toBe(0)
    expect(['done', 'lapsed']).toContain((await contractOf(galaxy, jobId)).state)
    expect(await findLedgerDrift(galaxy)).toEqual([])
  })
})
