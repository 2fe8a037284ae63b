import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { elections, offices, recalls } from '#db/schema/platform/elections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { holdersOf, openElectionsOf } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { standingIn } from '#server/testing/standing-in.ts'
import { REPUTATION_PER_VOTE } from '#server/domain/membership/reputation.ts'
import { shownBallots } from '#server/testing/shown-ballots.ts'
import { sweepRewards } from '../voting/sweep-rewards.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type UserActor } from '../require-actor.ts'
import { closeRecall } from './close-recall.ts'
import { sweepElections } from './sweep-elections.ts'
import { sweepRecalls } from './sweep-recalls.ts'
import { like } from '#server/testing/like.ts'
import { recallSteps } from '#server/testing/recall-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()
const { system, pass, makeGovernment, start, sign, cast, see, makeRecallVote, actionsOn, noticesOf } =
  recallSteps(platform)

describe('a recall beside an election', () => {
  const callElection = (governor: UserActor, region: { name: string }) =>
    platform.api(governor).elections.open({
      region: region.name,
      position: 'governor',
      nominationDays: 20,
    })
  const lapseOf = async (recallId: string) => {
    const [row] = await platform.db.select().from(recalls).where(eq(recalls.id, recallId))
    return row?.lapseReason
  }

  it('is not blocked by nominations that the holder can cancel', async () => {
    const { region, governor, ada, ben, cyd } = await makeGovernment()
    await callElection(governor, region)
    const { recallId } = await start(ada, region, governor)
    await sign(ben, recallId)
    expect(await sign(cyd, recallId)).toMatchObject({ opened: true })
  })

  it('lapses if the election is being voted on at the last signature, and notifies everybody why', async () => {
    const { region, governor, ada, ben, cyd } = await makeGovernment()
    const { id: electionId } = await callElection(governor, region)
    await platform.api(cyd).elections.nominate({ electionId, platform: 'Open books' })
    pass(15)
    const { recallId } = await start(ada, region, governor)
    await sign(ben, recallId)
    pass(5)
    await sweepElections(system())
    await expect(start(ada, region, governor)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await sign(cyd, recallId)).toMatchObject({ opened: false })
    expect(await see(ada, recallId)).toMatchObject({
      status: 'lapsed',
      lapseReason: 'Voting in an election for this office is open. That election decides.',
    })
    const told = await platform.db
      .select({ kind: notifications.kind, body: notifications.body })
      .from(notifications)
      .where(eq(notifications.userId, ben.userId))
    expect(told).toContainEqual({ kind: 'recall.lapsed', body: await lapseOf(recallId) })
    expect(await actionsOn(recallId)).toContain('recall.lapsed')
  })

  it('collects signatures until the blackout and opens no vote in it', async () => {
    const { region, governor, ada, ben, cyd } = await makeGovernment()
    // Day 75 of 90.
    pass(65)
    const { recallId } = await start(ada, region, governor)
    await sign(ben, recallId)
    pass(1)
    await expect(sign(cyd, recallId)).rejects.toThrow('no longer gathered')
    await sweepRecalls(system())
    expect((await see(ada, recallId)).status).toBe('lapsed')
  })

  it('lapses in the blackout even if its petition would have lasted longer', async () => {
    const { region, governor, ada, ben, cyd } = await makeGovernment()
    pass(65)
    const { recallId } = await start(ada, region, governor)
    await sign(ben, recallId)
    pass(1)
    const now = await platform.clock.now(platform.db)
    const petitionEndsAt = new Date(now.getTime() + 13 * DAY_MS)
    await platform.db.update(recalls).set({ petitionEndsAt }).where(eq(recalls.id, recallId))
    expect(await sign(cyd, recallId)).toMatchObject({ opened: false })
    expect(await lapseOf(recallId)).toContain('last 14 days of a term')
  })
})

describe('the vote on a recall', () => {
  it('that passes ends the office and opens an election; the owner acts meanwhile', async () => {
    const { region, governor, owner, ada, ben, cyd, dan, recallId } = await makeRecallVote()
    for (const voter of [ada, ben, cyd]) await cast(voter, recallId, 'yes')
    await cast(dan, recallId, 'yes')
    expect((await cast(dan, recallId, 'no')).changed).toBe(true)
    expect(await writtenActions(platform, dan)).toEqual(
      expect.arrayContaining(['recall.ballot-cast', 'recall.ballot-changed']),
    )
    expect(await see(governor, recallId)).toMatchObject({ turnout: 4, tally: null })
    expect(await shownBallots(platform, recallId)).toEqual([])
    const { reputation } = await standingIn(platform, region, dan)
    await expect(platform.api(owner).elections.recallRecord({ recallId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await closeRecall(system(), { recallId })).toBe(false)
    pass(7)
    await expect(cast(dan, recallId, 'yes')).rejects.toThrow('over')
    expect(await closeRecall(system(), { recallId })).toBe(true)
    expect(await closeRecall(system(), { recallId })).toBe(false)

    expect(await see(owner, recallId)).toMatchObject({
      status: 'recalled',
      canVote: false,
      tally: { passed: true, yesBallots: 3, noBallots: 1, turnout: 4 },
    })
    const [office] = await platform.db.select().from(offices).where(eq(offices.userId, governor.userId))
    expect(office).toMatchObject({ endReason: 'recalled' })
    expect(await holdersOf(platform, region, 'governor')).toEqual([])
    expect(await openElectionsOf(platform, region)).toMatchObject([{ position: 'governor', calledBy: null }])
    expect(await noticesOf(governor)).toContain('recall.recalled')
    expect(await actionsOn(recallId)).toContain('recall.recalled')
    expect(await shownBallots(platform, recallId)).toHaveLength(5)
    await sweepRewards(system())
    expect((await standingIn(platform, region, dan)).reputation).toBe(reputation + REPUTATION_PER_VOTE)
    const record = await platform.api(ada).elections.recallRecord({ recallId })
    expect(record).toMatchObject({ kind: 'motion', subject: 'recall', subjectId: recallId })
    expect(record.roll).toHaveLength(7)
    await expect(
      platform.api(await makeUser(platform)).elections.recallRecord({ recallId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('that fails, by votes or by quorum, leaves the holder in office', async () => {
    for (const votes of [['yes', 'no', 'abstain'], ['yes']] as const) {
      const { region, governor, ada, ben, cyd, recallId } = await makeRecallVote()
      const voters = [ada, ben, cyd]
      for (const [at, choice] of votes.entries()) await cast(voters[at] ?? ada, recallId, choice)
      pass(7)
      await sweepElections(system())
      expect((await see(ada, recallId)).status).toBe('kept')
      expect(await holdersOf(platform, region, 'governor')).toEqual([governor.userId])
      expect(await openElectionsOf(platform, region)).not.toContainEqual(
        expect.objectContaining({ position: 'governor' }),
      )
    }
  })

  it('lapses when the office ends in another way', async () => {
    const { region, governor, ada, recallId } = await makeRecallVote()
    await platform.api(governor).elections.resign({ region: region.name, position: 'governor' })
    await sweepRecalls(system())
    expect((await see(ada, recallId)).status).toBe('lapsed')
    const election = await platform.db
      .select()
      .from(elections)
      .where(and(eq(elections.regionId, region.id), eq(elections.position, 'governor')))
    expect(election).toEqual([])
    await expect(platform.api(ada).elections.recallRecord({ recallId })).resolves.toMatchObject({
      tally: null,
    })
  })

  it('is extended once by a tenth, with notice, when the quorum is reached in the last tenth', async () => {
    const { region, ada, ben, cyd, dan, recallId } = await makeRecallVote()
    pass(6.9)
    for (const voter of [ada, ben, cyd]) await cast(voter, recallId, 'yes')
    const before = await see(ada, recallId)
    expect(before.extendedAt).toBeNull()
    const closesAt = Date.parse(before.votingClosesAt ?? '')
    pass(0.1)
    await sweepRecalls(system())
    const extended = await see(dan, recallId)
    expect(extended).toMatchObject({
      status: 'voting',
      canVote: true,
      tally: null,
      extendedAt: like.any(String),
    })
    const minutes = (Date.parse(extended.votingClosesAt ?? '') - closesAt) / 60_000
    expect(Math.round(minutes)).toBe((7 * 24 * 60) / 10)
    expect(await actionsOn(recallId)).toContain('recall.extended')
    await platform.runOutbox()
    expect(await noticesOf(dan)).toContain('recall.extended')
    await cast(dan, recallId, 'yes')
    pass(0.7)
    await sweepRecalls(system())
    expect((await see(ada, recallId)).status).toBe('recalled')
    expect(await holdersOf(platform, region, 'governor')).toEqual([])
  })

  it('is decided at once, without an extension notice, when a late quorum is counted after the extension', async () => {
    const { region, ada, ben, cyd, dan, recallId } = await makeRecallVote()
    pass(6.9)
    for (const voter of [ada, ben, cyd]) await cast(voter, recallId, 'yes')
    const closesAt = Date.parse((await see(ada, recallId)).votingClosesAt ?? '')
    pass(2)
    expect(await closeRecall(system(), { recallId })).toBe(true)
    const decided = await see(dan, recallId)
    expect(decided).toMatchObject({ status: 'recalled', tally: { turnout: 3 } })
    const minutes = (Date.parse(decided.votingClosesAt ?? '') - closesAt) / 60_000
    expect(Math.round(minutes)).toBe((7 * 24 * 60) / 10)
    expect(await holdersOf(platform, region, 'governor')).toEqual([])
    expect(await actionsOn(recallId)).toEqual(expect.arrayContaining(['recall.extended', 'recall.recalled']))
    await platform.runOutbox()
    expect(await noticesOf(dan)).toContain('recall.recalled')
    expect(await noticesOf(dan)).not.toContain('recall.extended')
  })

  it('is paused while the region is not open', async () => {
    const { region, governor, ada, ben, cyd } = await makeGovernment()
    const { recallId } = await start(ada, region, governor)
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    await expect(sign(ben, recallId)).rejects.toMatchObject({ code: 'CONFLICT' })
    await sweepRecalls(system())
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    await sign(ben, recallId)
    await sign(cyd, recallId)
    const [row] = await platform.db.select().from(recalls).where(eq(recalls.id, recallId))
    expect(row?.status).toBe('voting')
  })

  it('is not found for an unknown recall', async () => {
    const { ada } = await makeGovernment()
    const recallId = '00000000-0000-4000-8000-000000000000'
    await expect(see(ada, recallId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(closeRecall(system(), { recallId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
