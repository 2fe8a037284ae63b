import { desc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { drawOrder, isLotterySecret } from '#server/domain/elections/lottery.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { holdersOf, makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { like } from '#server/testing/like.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { leaveRegion } from '../membership/leave-region.ts'
import { sha256 } from '../sha256.ts'
import { closeElection } from './close-election.ts'
import { openVoting } from './open-voting.ts'
import { electionSteps } from '#server/testing/election-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()
const { system, pass, actionsOn, makeElection, makeVote, cast, close } = electionSteps(platform)

describe('closing', () => {
  it('puts the winner in office for the interval and publishes what a recount needs', async () => {
    const { region, owner, voters, candidates, electionId } = await makeVote({ voters: 6 })
    const [winner, loser] = candidates
    if (!winner || !loser) throw new Error('no candidates')
    for (const voter of voters.slice(0, 4)) await cast(voter, electionId, winner)
    await cast(loser, electionId, loser)
    await cast(owner, electionId, null)
    expect(await closeElection(system(), { electionId })).toBe(false)
    await close(electionId)
    expect(await closeElection(system(), { electionId })).toBe(false)

    expect(await platform.api(owner).elections.get({ electionId })).toMatchObject({
      status: 'completed',
      turnout: 5,
      candidates: like.arrayContaining([
        expect.objectContaining({ playerId: winner.userId, voteCount: 300 }),
      ]),
      results: { winners: [winner.userId], rollSize: 7, abstentions: 1 },
    })
    const offices = await platform.api().elections.offices({ region: region.name })
    const [governor] = offices
    expect(governor).toMatchObject({
      position: 'governor',
      isVacant: false,
      holders: [{ userId: winner.userId, callsign: winner.callsign }],
    })
    const [term] = governor?.holders ?? []
    expect(Date.parse(term?.termUntil ?? '') - Date.parse(term?.termFrom ?? '')).toBe(
      region.electionFrequencyDays * DAY_MS,
    )
    const record = await platform.api(voters[5]).elections.record({ electionId })
    expect(sha256(record.resultsText)).toBe(record.resultsHash)
    expect(record.roll).toHaveLength(7)
    expect(record.ballots).toHaveLength(5)
    expect(await actionsOn(electionId)).toContain('election.completed')
    await expect(
      platform.api(await makeUser(platform)).elections.record({ electionId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const [told] = await platform.db
      .select()
      .from(notifications)
      .where(eq(notifications.userId, loser.userId))
      .orderBy(desc(notifications.createdAt))
    expect(told?.title).toContain(`${winner.callsign} elected governor`)
  })

  it('leaves the incumbent in office at a tie', async () => {
    const made = await makeElection({ candidates: 2 })
    const [challenger, incumbent] = made.candidates
    if (!challenger || !incumbent) throw new Error('no candidates')
    await makeOfficeHolder(platform, made.region, 'governor', incumbent)
    pass(1)
    await openVoting(system(), made)
    await cast(challenger, made.electionId, challenger)
    await cast(incumbent, made.electionId, incumbent)
    await close(made.electionId)
    const { results } = await platform.api(made.owner).elections.get(made)
    expect(results?.winners).toEqual([incumbent.userId])
    expect(results?.lottery).toBeNull()
    expect(await holdersOf(platform, made.region, 'governor')).toEqual([incumbent.userId])
  })

  it('draws a tie without an incumbent by the lottery committed to at the opening', async () => {
    const made = await makeElection({ candidates: 3 })
    const { electionId, owner, candidates } = made
    const { lotteryCommitment } = await platform.api(owner).elections.get({ electionId })
    pass(1)
    await openVoting(system(), { electionId })
    for (const candidate of candidates) await cast(candidate, electionId, candidate)
    await close(electionId)
    const { results, lotterySecret } = await platform.api(owner).elections.get({ electionId })
    if (lotterySecret === null) throw new Error('the secret is published')
    expect(isLotterySecret(lotteryCommitment, lotterySecret, electionId, sha256)).toBe(true)
    const drawn = drawOrder(
      candidates.map(({ userId }) => userId),
      { secret: lotterySecret, electionId, sha256 },
    )
    expect(results?.lottery).toEqual({ drawn })
    expect(results?.winners).toEqual(drawn.slice(0, 1))
    const record = await platform.api(owner).elections.record({ electionId })
    expect(record.lottery).toEqual({ commitment: lotteryCommitment, secret: lotterySecret })
  })

  it('skips a candidate who left the region', async () => {
    const { region, owner, voters, candidates, electionId } = await makeVote()
    const [gone, rest] = candidates
    if (!gone || !rest) throw new Error('no candidates')
    for (const voter of voters) await cast(voter, electionId, gone)
    await leaveRegion(platform.ctx(gone), { region: region.name })
    await close(electionId)
    const { results } = await platform.api(owner).elections.get({ electionId })
    expect(results).toMatchObject({ winners: [rest.userId], turnout: 3, abstentions: 3 })
  })

  it('fills the seats of a council', async () => {
    const { region, owner, voters, candidates, electionId } = await makeVote({
      governanceType: 'council',
      position: 'council_member',
      seats: 3,
      voters: 5,
      candidates: 4,
    })
    for (const [n, voter] of voters.entries()) await cast(voter, electionId, candidates[n % 3] ?? null)
    await close(electionId)
    const seated = await holdersOf(platform, region, 'council_member')
    expect(seated.toSorted()).toEqual(
      candidates
        .slice(0, 3)
        .map(({ userId }) => userId)
        .toSorted(),
    )
    const offices = await platform.api(owner).elections.offices({ region: region.name })
    expect(offices.find(({ position }) => position === 'council_member')).toMatchObject({
      isRecurring: true,
      canCall: false,
      openElectionId: null,
    })
  })

  it('leaves the office unchanged when nobody is elected, and ends lapsed terms', async () => {
    const made = await makeElection({ candidates: 2, voters: 4 })
    const { region, owner, voters, electionId } = made
    const [, , staying, lapsing] = voters
    if (!staying || !lapsing) throw new Error('no voters')
    await makeOfficeHolder(platform, region, 'governor', staying)
    await makeOfficeHolder(platform, region, 'governor', lapsing, 2)
    pass(1)
    await openVoting(system(), { electionId })
    await close(electionId)
    expect((await platform.api(owner).elections.get({ electionId })).results?.winners).toEqual([])
    expect(await holdersOf(platform, region, 'governor')).toEqual([staying.userId])
  })
})

describe('offices', () => {
  it('can be resigned by their holders', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    const governor = await makeMember(platform, region)
    await makeOfficeHolder(platform, region, 'governor', governor)
    const resign = (actor: UserActor) =>
      platform.api(actor).elections.resign({ region: region.name, position: 'governor' })
    await expect(resign(owner)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await resign(governor)).toMatchObject({ position: 'governor' })
    expect(await holdersOf(platform, region, 'governor')).toEqual([])
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.regionId, region.id))
    expect(audits.map(({ action }) => action)).toContain('office.resigned')
    // With the office vacant the owner acts.
    const offices = await platform.api(owner).elections.offices({ region: region.name })
    expect(offices[0]).toMatchObject({ isVacant: true, canCall: true, whyNotCall: null })
    const asStranger = await platform.api().elections.offices({ region: region.name })
    expect(asStranger[0]?.canCall).toBe(false)
  })
})
