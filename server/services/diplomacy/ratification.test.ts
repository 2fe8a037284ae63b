import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { ballots, votes } from '#db/schema/platform/voting.ts'
import { makeMember, type MadeRegion } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { standingIn } from '#server/testing/standing-in.ts'
import { REPUTATION_PER_VOTE } from '#server/domain/membership/reputation.ts'
import { shownBallots } from '#server/testing/shown-ballots.ts'
import { voteOf } from '#server/testing/make-vote.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { sha256 } from '../sha256.ts'
import { sweepRewards } from '../voting/sweep-rewards.ts'
import { settleTreaty } from './settle-treaty.ts'
import { sweepTreaties } from './sweep-treaties.ts'
import { treatyEffectsBetween } from './treaty-effects-between.ts'
import { like } from '#server/testing/like.ts'
import { treatySteps, act } from '#server/testing/treaty-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform({ limits: { 'cast-ballot': 1_000 } })
const { system, pass, makeTwo, propose, api, actionsOn, statusOf, deliveredNoticesOf } = treatySteps(platform)

describe('between a democracy and a council', () => {
  async function makeRatification() {
    const { one, other } = await makeTwo('democracy', 'council')
    const citizens = [await makeMember(platform, one.region), await makeMember(platform, one.region)]
    const councillors = [await makeMember(platform, other.region), await makeMember(platform, other.region)]
    for (const councillor of councillors)
      await makeOfficeHolder(platform, other.region, 'council_member', councillor)
    const ambassador = await makeOfficeHolder(
      platform,
      other.region,
      'ambassador',
      await makeMember(platform, other.region),
    )
    const { id } = await propose(one, other, 'trade_agreement', { taxRelief: 0.2 })
    expect((await api(ambassador).sign(act(other, id))).status).toBe('ratifying')
    return { one, other, citizens, councillors, ambassador, id }
  }

  it('a treaty goes through offer, both votes, notice and end', async () => {
    const { one, other, citizens, councillors, ambassador, id } = await makeRatification()
    const [citizen, neighbour] = citizens
    const [councillor, colleague] = councillors
    if (!citizen || !neighbour || !councillor || !colleague) throw new Error('no voters')
    expect(await deliveredNoticesOf(citizen)).toContain('treaty.voting-opened')
    const vote = (actor: UserActor, made: MadeRegion, choice: 'yes' | 'no' | 'abstain') =>
      api(actor).cast({ ...act(made, id), choice })

    const receipt = await vote(citizen, one, 'no')
    expect((await vote(citizen, one, 'yes')).receipt).not.toBe(receipt.receipt)
    await vote(neighbour, one, 'yes')
    await vote(councillor, other, 'yes')
    await vote(colleague, other, 'yes')
    await expect(vote(ambassador, other, 'yes')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(vote(citizen, other, 'yes')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api(one.owner).withdraw(act(one, id))).rejects.toMatchObject({ code: 'CONFLICT' })

    const open = await api(citizen).get({ treatyId: id })
    expect(open.own).toMatchObject({
      instrument: 'vote',
      vote: { electorate: 'citizens', rollSize: 3, turnout: 2, tally: null, canVote: true },
    })
    expect(open.own?.vote?.ownVote?.choice).toEqual(['yes'])
    expect((await api(citizen).list({ region: one.region.name })).total).toBe(1)
    await expect(api(citizen).record(act(one, id))).rejects.toMatchObject({ code: 'CONFLICT' })

    await settleTreaty(system(), { treatyId: id })
    expect(await statusOf(id)).toBe('ratifying')
    expect(await shownBallots(platform, id)).toEqual([])
    expect((await standingIn(platform, one.region, citizen)).reputation).toBe(0)
    pass(7)
    await expect(vote(citizen, one, 'no')).rejects.toMatchObject({ code: 'CONFLICT' })
    await sweepTreaties(system())
    expect(await statusOf(id)).toBe('active')
    expect(await shownBallots(platform, id)).toHaveLength(5)
    await sweepRewards(system())
    expect((await standingIn(platform, one.region, citizen)).reputation).toBe(REPUTATION_PER_VOTE)
    expect((await standingIn(platform, other.region, councillor)).reputation).toBe(REPUTATION_PER_VOTE)
    const record = await api(citizen).record(act(one, id))
    expect(sha256(record.tally ?? '')).toBe(record.tallyHash)
    expect(record.pooled?.totals.map(({ choice, ballots }) => [choice, ballots])).toEqual([[['yes'], 2]])
    expect(record.ballots).toEqual([])
    await expect(api(citizen).record(act(other, id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await deliveredNoticesOf(citizen)).toContain('treaty.side-ratified')
    expect(await actionsOn(id)).toEqual(
      expect.arrayContaining([
        'treaty.ratifying',
        'treaty.side-ratified',
        'treaty.active',
        'treaty.ballot-cast',
        'treaty.ballot-changed',
      ]),
    )
    const effects = () => treatyEffectsBetween(platform.ctx(), one.region.id, other.region.id)
    expect((await effects()).taxReliefBp).toBe(2000)

    await expect(api(citizen).giveNotice(act(one, id))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await api(one.owner).get({ treatyId: id })).own).toMatchObject({ canGiveNotice: true })
    expect(await api(one.owner).giveNotice(act(one, id))).toMatchObject({
      status: 'notice',
      noticeGivenBy: one.region.id,
    })
    await expect(api(ambassador).giveNotice(act(other, id))).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await effects()).taxReliefBp).toBe(2000)
    pass(6.9)
    await sweepTreaties(system())
    expect(await statusOf(id)).toBe('notice')
    pass(0.2)
    await platform.runOutbox()
    expect(await statusOf(id)).toBe('ended')
    expect((await effects()).taxReliefBp).toBe(0)
    expect((await api(citizen).get({ treatyId: id })).endedAt).not.toBeNull()
  })

  it('a no of one side ends it, whatever the other side decides', async () => {
    const { one, other, citizens, councillors, id } = await makeRatification()
    for (const citizen of citizens) await api(citizen).cast({ ...act(one, id), choice: 'no' })
    for (const councillor of councillors) await api(councillor).cast({ ...act(other, id), choice: 'yes' })
    pass(7)
    await settleTreaty(system(), { treatyId: id })
    expect(await statusOf(id)).toBe('rejected')
    const view = await api(one.owner).get({ treatyId: id })
    expect(view.sides.map(({ status }) => status)).toEqual(['refused', 'ratified'])
    expect(await actionsOn(id)).toContain('treaty.side-refused')
    // The members of a region that voted still find the treaty and its record.
    const [citizen] = citizens
    if (!citizen) throw new Error('no citizen')
    expect((await api(citizen).list({ region: one.region.name, status: ['rejected'] })).total).toBe(1)
    expect((await api(citizen).get({ treatyId: id })).own?.vote?.tally?.outcome).toBe('not-outweighed')
  })

  it('a vote decides as of its close, however late it is counted', async () => {
    const { one, other, citizens, councillors, id } = await makeRatification()
    for (const citizen of citizens) await api(citizen).cast({ ...act(one, id), choice: 'yes' })
    for (const councillor of councillors) await api(councillor).cast({ ...act(other, id), choice: 'yes' })
    pass(40)
    await sweepTreaties(system())
    expect(await statusOf(id)).toBe('active')
  })

  it('a side with a late quorum gets a tenth more time, once, within the window of the offer', async () => {
    const votingClosesAt = async (id: string, regionId: string) => {
      const sides = await platform.db.select().from(treatySides).where(eq(treatySides.treatyId, id))
      const side = sides.find((one) => one.regionId === regionId)
      return (await voteOf(platform, { voteId: side?.voteId ?? null })).closesAt.getTime()
    }
    const { one, other, citizens, councillors, id } = await makeRatification()
    for (const councillor of councillors) await api(councillor).cast({ ...act(other, id), choice: 'yes' })
    const before = await votingClosesAt(id, one.region.id)
    const extendedAt = async (side: MadeRegion) =>
      (await api(side.owner).get(act(side, id))).own?.vote?.extendedAt
    expect(await extendedAt(one)).toBeNull()
    pass(6.9)
    for (const citizen of citizens) await api(citizen).cast({ ...act(one, id), choice: 'yes' })
    pass(0.1)
    await sweepTreaties(system())
    expect(await statusOf(id)).toBe('ratifying')
    const minutes = ((await votingClosesAt(id, one.region.id)) - before) / 60_000
    expect(Math.round(minutes)).toBe((7 * 24 * 60) / 10)
    expect(await actionsOn(id)).toContain('treaty.extended')
    expect([await extendedAt(one), await extendedAt(other)]).toEqual([expect.any(String), null])
    await platform.runOutbox()
    expect(await deliveredNoticesOf(one.owner)).toContain('treaty.extended')
    await api(one.owner).cast({ ...act(one, id), choice: 'no' })
    pass(0.7)
    await sweepTreaties(system())
    expect(await statusOf(id)).toBe('active')

    // A quorum that came late, counted after the window: as of the later close, which the window cuts short.
    const late = await makeRatification()
    const windowClosesAt = new Date((await votingClosesAt(late.id, late.one.region.id)) + 3_600_000)
    await platform.db.update(treaties).set({ windowClosesAt }).where(eq(treaties.id, late.id))
    for (const councillor of late.councillors)
      await api(councillor).cast({ ...act(late.other, late.id), choice: 'yes' })
    pass(6.9)
    for (const citizen of late.citizens) await api(citizen).cast({ ...act(late.one, late.id), choice: 'yes' })
    pass(10)
    await sweepTreaties(system())
    expect(await votingClosesAt(late.id, late.one.region.id)).toBe(windowClosesAt.getTime() - 1)
    expect(await statusOf(late.id)).toBe('active')
  })

  it('the vote of a closed region refuses ballots', async () => {
    const { one, citizens, id } = await makeRatification()
    const [citizen] = citizens
    if (!citizen) throw new Error('no citizen')
    const seen = async () => (await api(citizen).get(act(one, id))).own?.vote
    expect(await seen()).toMatchObject({ canVote: true, whyNotVote: null })
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, one.region.id))
    expect(await seen()).toMatchObject({ canVote: false, whyNotVote: like.stringMatching(/closed/) })
    await expect(api(citizen).cast({ ...act(one, id), choice: 'yes' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('a vote that was never counted is shown as stopped', async () => {
    const { one, other, councillors, id } = await makeRatification()
    const sides = await platform.db.select().from(treatySides).where(eq(treatySides.treatyId, id))
    const late = sides.find(({ regionId }) => regionId === other.region.id)
    const { id: voteId, closesAt } = await voteOf(platform, { voteId: late?.voteId ?? null })
    await platform.db
      .update(votes)
      .set({ closesAt: new Date(closesAt.getTime() + DAY_MS) })
      .where(eq(votes.id, voteId))
    const [councillor] = councillors
    await api(councillor ?? other.owner).cast({ ...act(other, id), choice: 'yes' })
    pass(7)
    await sweepTreaties(system())
    const view = await api(other.owner).get(act(other, id))
    expect(view.status).toBe('rejected')
    expect(new Map(view.sides.map(({ regionId, status }) => [regionId, status]))).toEqual(
      new Map([
        [one.region.id, 'refused'],
        [other.region.id, 'stopped'],
      ]),
    )
    expect(view.own?.vote).toMatchObject({ canVote: false, tally: null })
    expect(await voteOf(platform, { voteId })).toMatchObject({ state: 'void', rewardDueAt: like.any(Date) })
    await expect(api(other.owner).record(act(other, id))).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('200 concurrent ballots of one voter leave one, and none while the region is closed', async () => {
    const { one, citizens, id } = await makeRatification()
    const [citizen] = citizens
    if (!citizen) throw new Error('no citizen')
    const cast = () => api(citizen).cast({ ...act(one, id), choice: 'yes' })
    const casts = await Promise.allSettled(Array.from({ length: 200 }, cast))
    // A busy machine may turn some away at the pool's door; of those let in, one is the first.
    const receipts = casts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(receipts.filter(({ changed }) => !changed)).toHaveLength(1)
    const [side] = await platform.db.select().from(treatySides).where(eq(treatySides.regionId, one.region.id))
    expect(
      await platform.db
        .select()
        .from(ballots)
        .where(eq(ballots.voteId, side?.voteId ?? '')),
    ).toHaveLength(1)
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, one.region.id))
    await expect(cast()).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('cannot be signed when the offer lapses too soon for a vote', async () => {
    const { one, other } = await makeTwo('autocracy', 'democracy')
    const { id } = await propose(one, other)
    pass(29.5)
    await expect(api(other.owner).sign(act(other, id))).rejects.toThrow('too soon for a vote')
    expect(await statusOf(id)).toBe('proposed')
  })
})
