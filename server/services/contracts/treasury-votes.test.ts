import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { portWorks } from '#db/schema/galaxy/events.ts'
import { galaxyOutbox } from '#db/schema/galaxy/presence.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { galaxyInbox, laws } from '#db/schema/platform/regions.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { findLedgerDrift } from '#server/galaxy/roll-up-logs.ts'
import { collectMessages } from '#server/services/galaxy/collect-messages.ts'
import { type UserActor } from '#server/services/require-actor.ts'
import { contractOf, putAboard } from '#server/testing/contract-steps.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { policySteps } from '#server/testing/policy-steps.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { treasurySteps } from '#server/testing/treasury-steps.ts'

const platform = useTestPlatform()
const { cast, sweep } = policySteps(platform)
const DAY = 86_400_000
let made: MadeRegion & { voters: UserActor[] }
let galaxy: GalaxyPool
const { region, fill, wanted, jobAt } = treasurySteps(platform, () => ({ made, galaxy }))

beforeEach(async () => {
  made = await makeDemocracy(platform, 3, { withGalaxy: true })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
})

const citizen = (n = 1) => {
  const voter = made.voters[n]
  if (!voter) throw new Error('there are three besides the owner')
  return voter
}
const apiOf = (n = 1) => platform.api(citizen(n))
const portId = async () => {
  const [port] = await galaxy.select({ id: ports.id }).from(ports).orderBy(ports.id)
  return port?.id ?? 0
}
const works = async (over: object = {}) => ({
  ...{ region: region(), orderId: randomUUID(), portId: await portId(), votingDurationDays: 1 },
  ...over,
})
const policyOf = async (id: string | null) => {
  const [row] = await platform.db
    .select()
    .from(policies)
    .where(eq(policies.id, id ?? ''))
  if (!row) throw new Error('no such policy')
  return row
}
const now = () => platform.clock.now(galaxy)
const treasury = () => balanceOf(galaxy, 'treasury')

/** All citizens adopt it, and the vote closes. */
async function adopt(policyId: string | null) {
  for (const voter of made.voters) await cast(voter, policyId ?? '')
  platform.clock.advance(DAY + 1)
  await sweep()
}
const auditOf = (subjectId: string, action: string) =>
  platform.db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, subjectId), eq(auditLog.action, action)))

describe('an order by vote', () => {
  it('is proposed by a citizen, adopted, carried out once and recorded, and makes no law', async () => {
    await fill(50_000, await now())
    const wish = await works({ description: 'It is crowded.' })
    const answer = await apiOf().treasury.raiseWorks(wish)
    expect(answer).toMatchObject({ outcome: 'proposed', cost: 20_000 })
    // Sent again, there is one proposal.
    expect(await apiOf().treasury.raiseWorks(wish)).toEqual(answer)
    expect(await platform.db.$count(policies, eq(policies.regionId, made.region.id))).toBe(1)
    const id = answer.policyId ?? ''
    const shown = await apiOf(2).policies.get({ policyId: id })
    expect(shown).toMatchObject({
      ...{ policyType: 'trade_policy', description: 'It is crowded.', canCounter: false },
      ...{ treasuryOrder: { kind: 'works', portId: wish.portId, cost: 20_000 }, changes: [] },
    })
    expect(shown.title).toMatch(/^Works at .+, level 1$/)
    expect(await treasury()).toBe(50_000)

    await adopt(id)
    expect(await policyOf(id)).toMatchObject({ status: 'implemented', orderCost: 20_000, lawId: null })
    expect(await galaxy.select().from(portWorks)).toMatchObject([{ portId: wish.portId, level: 1 }])
    const paid = await treasury()
    await sweep()
    await sweep()
    expect(await treasury()).toBe(paid)
    await platform.runOutbox()
    const told = (await apiOf(2).notifications.list({})).items.map(({ kind }) => kind)
    expect(told.filter((kind) => kind === 'policy.carried-out')).toHaveLength(1)
    expect(await auditOf(id, 'treasury.ordered')).toMatchObject([
      { actorId: citizen().userId, detail: { kind: 'works', cost: 20_000 } },
    ])
    expect(await auditOf(id, 'policy.implemented')).toHaveLength(1)
    expect(await platform.db.$count(laws, eq(laws.regionId, made.region.id))).toBe(1)
    expect(await findLedgerDrift(galaxy)).toEqual([])
  })

  it('is not carried out when it is rejected', async () => {
    await fill(50_000, await now())
    const { policyId } = await apiOf().treasury.raiseWorks(await works())
    for (const voter of made.voters) await cast(voter, policyId ?? '', 'no')
    platform.clock.advance(DAY + 1)
    await sweep()
    expect(await policyOf(policyId)).toMatchObject({ status: 'rejected' })
    expect(await treasury()).toBe(50_000)
  })

  it('says on the policy why it could not be carried out, does nothing of it, and is not tried again', async () => {
    await fill(19_999, await now())
    const { policyId } = await apiOf().treasury.raiseWorks(await works())
    await adopt(policyId)
    const reason = 'This costs 20000 credits and the treasury has 19999.'
    expect(await policyOf(policyId)).toMatchObject({ status: 'passed', implementationError: reason })
    expect(await auditOf(policyId ?? '', 'policy.implementation-failed')).toMatchObject([
      { detail: { reason } },
    ])
    await fill(1_000, await now())
    await sweep()
    expect(await galaxy.select().from(portWorks)).toEqual([])
    expect(await treasury()).toBe(20_999)
    await platform.runOutbox()
    const kinds = (await apiOf().notifications.list({})).items.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'policy.not-carried-out')).toHaveLength(1)
    expect(kinds).not.toContain('policy.carried-out')
  })

  it('never costs more than voters were told', async () => {
    await fill(200_000, await now())
    const [one, other] = [
      await apiOf(1).treasury.raiseWorks(await works()),
      await apiOf(2).treasury.raiseWorks(await works()),
    ]
    for (const { policyId } of [one, other]) {
      for (const voter of made.voters) await cast(voter, policyId ?? '')
    }
    platform.clock.advance(DAY + 1)
    await sweep()
    const both = [await policyOf(one.policyId), await policyOf(other.policyId)]
    expect(both.map(({ status }) => status).sort()).toEqual(['implemented', 'passed'])
    expect(both.find(({ status }) => status === 'passed')?.implementationError).toBe(
      'This costs 80000 credits now, more than the 20000 that were voted on.',
    )
    expect(await galaxy.select().from(portWorks)).toMatchObject([{ level: 1 }])
  })

  it('is marked as carried out also where the galaxy’s answer was lost', async () => {
    await fill(50_000, await now())
    const { policyId } = await apiOf().treasury.raiseWorks(await works())
    await adopt(policyId)
    // As after a crash between the two commits: the platform knows nothing of what the galaxy did.
    await platform.db
      .update(policies)
      .set({ status: 'passed', implementedAt: null })
      .where(eq(policies.id, policyId ?? ''))
    await platform.db.delete(galaxyInbox)
    expect(await galaxy.$count(galaxyOutbox)).toBeGreaterThan(0)
    const paid = await treasury()
    await sweep()
    expect(await treasury()).toBe(paid)
    expect(await policyOf(policyId)).toMatchObject({ status: 'passed', implementationError: null })
    await collectMessages(platform.ctx({ kind: 'system', job: 'test' }))
    expect(await policyOf(policyId)).toMatchObject({ status: 'implemented' })
    expect(await galaxy.select().from(portWorks)).toMatchObject([{ level: 1 }])
  })

  it('waits while the galaxy has no law yet or the region is closed', async () => {
    await fill(50_000, await now())
    const { policyId } = await apiOf().treasury.raiseWorks(await works())
    for (const voter of made.voters) await cast(voter, policyId ?? '')
    platform.clock.advance(DAY + 1)
    const { rows } = await galaxy.execute<{ region_id: string }>('select region_id from local_settings')
    await galaxy.execute(`update local_settings set region_id = gen_random_uuid()`)
    await sweep()
    expect(await policyOf(policyId)).toMatchObject({ status: 'passed', implementationError: null })
    await galaxy.execute(`update local_settings set region_id = '${rows[0]?.region_id ?? ''}'`)
    await sweep()
    expect(await policyOf(policyId)).toMatchObject({ status: 'implemented' })
  })
})

describe('who may propose an order', () => {
  it('is who may propose such a policy: no visitor, nobody from outside, no second time beyond three', async () => {
    const visitor = await makeMember(platform, made.region, { type: 'visitor' })
    await expect(platform.api(visitor).treasury.raiseWorks(await works())).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const outsider = platform.api(await makeUser(platform))
    await expect(outsider.treasury.raiseWorks(await works())).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(apiOf().treasury.raiseWorks(await works({ portId: 99_999 }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    for (const port of await galaxy.select().from(ports).limit(3))
      await apiOf().treasury.raiseWorks(await works({ portId: port.id }))
    await expect(apiOf().treasury.raiseWorks(await works())).rejects.toMatchObject({
      cause: { reason: 'too-many-open-proposals' },
    })
  })

  it('in a council region is the council; what it adopts is carried out', async () => {
    const council = await makeRegion(platform, { governanceType: 'council', withGalaxy: true })
    made = { ...council, voters: [council.owner] }
    galaxy = await platform.galaxy(council.region.galaxyId ?? '')
    const seats: UserActor[] = []
    for (let n = 0; n < 3; n++) {
      const member = await makeMember(platform, council.region)
      seats.push(await makeOfficeHolder(platform, council.region, 'council_member', member))
    }
    const plain = await makeMember(platform, council.region)
    await fill(50_000, await now())
    await expect(platform.api(plain).treasury.raiseWorks(await works())).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const [first] = seats
    if (!first) throw new Error('there are three')
    const { policyId } = await platform.api(first).treasury.raiseWorks(await works())
    for (const seat of seats) await cast(seat, policyId ?? '')
    platform.clock.advance(DAY + 1)
    await sweep()
    expect(await policyOf(policyId)).toMatchObject({ status: 'implemented' })
  })

  it('cannot answer it with a counter-proposal', async () => {
    const { policyId } = await apiOf().treasury.raiseWorks(await works({ votingDurationDays: 7 }))
    await expect(
      apiOf(2).policies.counter({
        policyId: policyId ?? '',
        title: 'Lower bonuses instead',
        proposedChanges: { startingCredits: 500 },
      }),
    ).rejects.toMatchObject({ cause: { reason: 'is-an-order' } })
  })

  it('of a festival is the governor alone; the citizens’ vote ends before it begins', async () => {
    const governor = await makeOfficeHolder(platform, made.region, 'governor', citizen(2))
    await fill(30_000, await now())
    const today = utcDay(await now())
    const date = (day: number) => isoDay(day).slice(5)
    const traditions = [
      { name: 'Founding day', date: date(today + 3), description: 'We began.' },
      { name: 'Harvest', date: date(today + 40), description: 'We ate.' },
    ]
    await platform.api(governor).regions.changeCulture({ region: region(), traditions })
    const festival = (day: number) => ({ region: region(), orderId: randomUUID(), day: isoDay(day) })
    await expect(apiOf(1).treasury.holdFestival(festival(today + 3))).rejects.toMatchObject({
      cause: { reason: 'before-the-vote-ends' },
    })
    expect(await platform.api(governor).treasury.holdFestival(festival(today + 3))).toMatchObject({
      ...{ outcome: 'ordered', policyId: null, cost: 10_000 },
    })
    expect(await apiOf(1).treasury.holdFestival(festival(today + 40))).toMatchObject({ outcome: 'proposed' })
    const { ways } = await apiOf(1).treasury.orders({ region: region() })
    expect(ways).toEqual({ job: 'vote', works: 'vote', festival: 'vote', withdrawal: 'vote' })
  })
})

describe('a job by vote', () => {
  it('pays everybody but who proposed it, and is withdrawn by vote', async () => {
    await fill(30_000, await now())
    const market = await wanted(citizen())
    // More than a decree could set aside.
    const units = Math.ceil(9_000 / market.mostPremium)
    const job = jobAt(market, { units, premiumPerUnit: market.mostPremium, days: 30, votingDurationDays: 1 })
    const { policyId, cost } = await apiOf().treasury.postJob(job)
    await adopt(policyId)
    expect(await policyOf(policyId)).toMatchObject({ status: 'implemented', orderCost: cost })
    const id = policyId ?? ''
    expect(await contractOf(galaxy, id)).toMatchObject({ state: 'open', postedBy: citizen().userId })
    const premiumOf = async (user: UserActor) => {
      const pilot = await makeTrader(platform, made.region, user)
      await putAboard(galaxy, pilot, market, 10)
      await pilot.putAt(market)
      const sold = await pilot.sell(market, 10)
      return 'receipt' in sold ? sold.receipt.premium : -1
    }
    expect(await premiumOf(citizen(1))).toBe(0)
    expect(await premiumOf(citizen(2))).toBe(10 * market.mostPremium)

    const withdrawal = await apiOf(2).treasury.withdrawJob({
      ...{ region: region(), orderId: randomUUID(), jobId: id, votingDurationDays: 1 },
    })
    expect(withdrawal).toMatchObject({ outcome: 'proposed', cost: 0 })
    const before = await treasury()
    await adopt(withdrawal.policyId)
    expect(await policyOf(withdrawal.policyId)).toMatchObject({ status: 'implemented', orderCost: 0 })
    expect(await contractOf(galaxy, id)).toMatchObject({ state: 'lapsed', delivered: 10 })
    expect(await treasury()).toBe(before + cost - 10 * market.mostPremium)
    expect(await findLedgerDrift(galaxy)).toEqual([])
  })
})
