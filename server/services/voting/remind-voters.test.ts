import { and, eq, like } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { openVoting } from '../elections/open-voting.ts'
import { remindSigners } from '../elections/remind-signers.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { setRegionStatus } from '../lifecycle/set-region-status.ts'
import { type UserActor } from '../require-actor.ts'
import { remindVoters } from './remind-voters.ts'

const platform = useTestPlatform()
const DAY = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })

const remind = async () => {
  await remindVoters(system())
  await remindSigners(system())
}
const reminded = async (region: RegionRow) => {
  await platform.runOutbox()
  const rows = await platform.db
    .select({ userId: notifications.userId, kind: notifications.kind })
    .from(notifications)
    .where(and(eq(notifications.regionId, region.id), like(notifications.kind, '%.closing-soon')))
  return rows
}
const propose = async (actor: UserActor, region: RegionRow, votingDurationDays: number) => {
  const { id } = await platform.api(actor).policies.propose({
    region: region.name,
    policyType: 'tax_rate',
    title: 'A tax',
    proposedChanges: { taxRate: 0.15 },
    votingDurationDays,
  })
  return id
}

describe('a day before the close', () => {
  it('those who have not voted are reminded once', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 2)
    const policyId = await propose(owner, region, 3)
    await platform.api(owner).policies.cast({ policyId, choice: 'yes' })
    platform.clock.advance(1.9 * DAY)
    await remind()
    expect(await reminded(region)).toEqual([])
    platform.clock.advance(0.2 * DAY)
    await Promise.all([remind(), remind()])
    await remind()
    const others = voters.slice(1).map(({ userId }) => userId)
    expect((await reminded(region)).map(({ userId }) => userId).sort()).toEqual(others.sort())
  })

  it('a failed reminder is retried by the next sweep', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 1)
    await propose(owner, region, 3)
    platform.clock.advance(2.1 * DAY)
    const ctx = system()
    const events = { ...ctx.events, publishInTransaction: () => Promise.reject(new Error('not now')) }
    await remindVoters({ ...ctx, events })
    expect(await reminded(region)).toEqual([])
    await remindVoters(ctx)
    expect(await reminded(region)).toHaveLength(voters.length)
  })

  it('nobody is reminded of a short vote or one that is over', async () => {
    const { region, owner } = await makeDemocracy(platform, 1)
    await propose(owner, region, 1)
    await remind()
    platform.clock.advance(2 * DAY)
    await remind()
    expect(await reminded(region)).toEqual([])
  })

  it('non-signers are reminded of a petition’s end, and later voters of the recall vote’s close', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 5)
    const [, governor, ada] = voters
    if (!governor || !ada) throw new Error('no citizens')
    await makeOfficeHolder(platform, region, 'governor', governor, 90)
    platform.clock.advance(10 * DAY)
    const { recallId } = await platform.api(ada).elections.startRecall({
      region: region.name,
      position: 'governor',
      holderId: governor.userId,
      reason: 'The books are closed.',
    })
    const toldOfPetition = () =>
      platform.db
        .select({ userId: notifications.userId })
        .from(notifications)
        .where(and(eq(notifications.regionId, region.id), eq(notifications.kind, 'recall.petition-ending')))
    platform.clock.advance(12.9 * DAY)
    await remind()
    expect(await toldOfPetition()).toEqual([])
    platform.clock.advance(0.2 * DAY)
    await Promise.all([remind(), remind()])
    await remind()
    const unsigned = voters.filter((voter) => voter !== governor && voter !== ada)
    expect((await toldOfPetition()).map(({ userId }) => userId).sort()).toEqual(
      unsigned.map(({ userId }) => userId).sort(),
    )

    expect(await platform.api(owner).elections.signRecall({ recallId })).toMatchObject({ opened: true })
    await platform.api(ada).elections.castRecall({ recallId, choice: 'yes' })
    platform.clock.advance(6.5 * DAY)
    await remind()
    expect((await reminded(region)).map(({ kind }) => kind)).toEqual(Array(5).fill('recall.closing-soon'))
    expect(await toldOfPetition()).toHaveLength(unsigned.length)
  })

  it('reminders pause while the region is closed, except for treaties, and come in the last day of the extension', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 5)
    const [, governor, trader, ada] = voters
    if (!governor || !trader || !ada) throw new Error('no citizens')
    await makeOfficeHolder(platform, region, 'governor', governor, 90)
    await makeOfficeHolder(platform, region, 'trade_commissioner', trader, 90)
    const there = await makeRegion(platform)
    platform.clock.advance(10 * DAY)
    const { id: electionId } = await platform.api(governor).elections.open({
      region: region.name,
      position: 'ambassador',
      nominationDays: 1,
      votingDurationDays: 5,
    })
    await platform.api(ada).elections.nominate({ electionId, platform: 'Remember me.' })
    platform.clock.advance(DAY)
    await openVoting(system(), { electionId })
    await propose(owner, region, 5)
    for (const [position, holder] of [
      ['governor', governor],
      ['trade_commissioner', trader],
    ] as const) {
      const asked = {
        region: region.name,
        position,
        holderId: holder.userId,
        reason: 'The books are closed.',
      }
      const { recallId } = await platform.api(ada).elections.startRecall(asked)
      if (holder === trader) await platform.api(owner).elections.signRecall({ recallId })
    }
    const { id: treatyId } = await platform.api(there.owner).diplomacy.propose({
      region: there.region.name,
      partner: region.name,
      treatyType: 'non_aggression',
      terms: { durationDays: 90 },
    })
    await platform.api(owner).diplomacy.sign({ treatyId, region: region.name })

    const become = (status: RegionStatus) =>
      transact(system(), async (tx) => setRegionStatus(tx, await requireLockedRegion(tx, region.id), status))
    const toldWithin = async (halfDays: number) => {
      for (let n = 0; n < halfDays; n += 1) {
        platform.clock.advance(DAY / 2)
        await remind()
      }
      await platform.runOutbox()
      const rows = await platform.db
        .select({ kind: notifications.kind })
        .from(notifications)
        .where(and(eq(notifications.regionId, region.id), eq(notifications.userId, owner.userId)))
      return rows.map(({ kind }) => kind).filter((kind) => /closing-soon|petition-ending/.test(kind))
    }
    await become('suspended')
    expect(await toldWithin(32)).toEqual(['treaty.closing-soon'])
    await become('grace')
    expect((await toldWithin(32)).sort()).toEqual([
      'election.closing-soon',
      'policy.closing-soon',
      'recall.closing-soon',
      'recall.petition-ending',
      'treaty.closing-soon',
    ])
  })

  it('voters in elections and ratifications are reminded too', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 1)
    const { id: electionId } = await platform
      .api(owner)
      .elections.open({ region: region.name, position: 'governor', nominationDays: 1, votingDurationDays: 2 })
    await platform.api(voters[1]).elections.nominate({ electionId, platform: 'Remember me.' })
    platform.clock.advance(DAY + 1000)
    await openVoting(system(), { electionId })
    platform.clock.advance(1.5 * DAY)
    await remind()
    expect((await reminded(region)).map(({ kind }) => kind)).toEqual([
      'election.closing-soon',
      'election.closing-soon',
    ])

    const here = await makeDemocracy(platform, 1)
    const there = await makeRegion(platform)
    await makeMember(platform, there.region)
    const { id: treatyId } = await platform.api(there.owner).diplomacy.propose({
      region: there.region.name,
      partner: here.region.name,
      treatyType: 'non_aggression',
      terms: { durationDays: 90 },
    })
    await platform.api(here.owner).diplomacy.sign({ treatyId, region: here.region.name })
    platform.clock.advance(6.5 * DAY)
    await remind()
    expect((await reminded(here.region)).map(({ kind }) => kind)).toEqual([
      'treaty.closing-soon',
      'treaty.closing-soon',
    ])
  })
})
