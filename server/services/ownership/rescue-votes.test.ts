import { and, eq, inArray, type SQL } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { rescues } from '#db/schema/platform/ownership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { rollEntries, votes } from '#db/schema/platform/voting.ts'
import { page } from '#server/testing/billing-steps.ts'
import { makeMember } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'
import { rescueSteps, UNTIL_READ_ONLY, VOTE } from '#server/testing/rescue-steps.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { checkRecord } from '../../../scripts/recount/check-record.mjs'
import { remindVoters } from '../voting/remind-voters.ts'
import { type UserActor } from '../require-actor.ts'

const shop = useTestShop()
const { platform } = shop
const steps = rescueSteps(shop)
const { accept, actionsOn, cast, list, logIn, makeLapsing, makeVote, name, noticesOf, see, sweep } = steps

const rollOf = async (rescueId: string) => {
  const rows = await platform.db
    .select({ userId: rollEntries.userId, weight: rollEntries.weight })
    .from(rollEntries)
    .innerJoin(rescues, eq(rescues.voteId, rollEntries.voteId))
    .where(eq(rescues.id, rescueId))
  return rows
}
const idsOf = (...people: UserActor[]) => people.map(({ userId }) => userId).sort()

describe('naming a rescuer', () => {
  it('asks the one who is named, tells the owner, and is audited', async () => {
    const { region, owner, ada, ben } = await makeLapsing()
    const { rescueId, accepted } = await name(ben, region, ada)
    expect(accepted).toBe(false)
    expect(await noticesOf(ada)).toContain('ownership.rescuer-named')
    expect(await noticesOf(owner)).toContain('ownership.rescue-begun')
    expect(await see(ada, rescueId)).toMatchObject({ status: 'named', canAccept: true, canVote: false })
    expect(await accept(ada, rescueId)).toEqual({ rescueId, opened: false })
    expect(await actionsOn(rescueId)).toEqual(expect.arrayContaining(['rescue.named', 'rescue.accepted']))
    expect(await list(ben, region)).toMatchObject({ canName: false, rescues: { total: 1 } })
    // Who names themselves has accepted.
    expect(await name(ada, region, ada).catch((error: unknown) => error)).toMatchObject({
      cause: { reason: 'already-named' },
    })
    await expect(accept(ada, rescueId)).rejects.toMatchObject({ cause: { reason: 'not-asked' } })
  })

  it('is for citizens of a region that is not paid for', async () => {
    const { region, owner, ada } = await makeLapsing()
    const resident = await makeMember(platform, region, { type: 'resident' })
    const stranger = await makeUser(platform)
    await expect(name(resident, region, ada)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(name(stranger, region, ada)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(name(ada, region, resident)).rejects.toMatchObject({ cause: { reason: 'not-a-citizen' } })
    await expect(name(ada, region, owner)).rejects.toMatchObject({ cause: { reason: 'owner' } })
    await expect(list(stranger, region)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await list(resident, region)).toMatchObject({ canName: false })

    const paid = await shop.buy()
    await expect(
      platform.api(paid.buyer).ownership.nameRescuer({
        region: (await shop.row(paid.id)).draft?.name ?? '',
        callsign: ada.callsign,
      }),
    ).rejects.toMatchObject({ cause: { reason: 'not-lapsing' } })
  })

  it('can be declined by the one who was named alone, also after accepting', async () => {
    const { region, ada, ben, cyd } = await makeLapsing()
    const { rescueId } = await name(ben, region, ada)
    await expect(platform.api(cyd).ownership.declineNaming({ rescueId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(accept(ben, rescueId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await accept(ada, rescueId)
    await platform.api(ada).ownership.declineNaming({ rescueId })
    expect(await see(ben, rescueId)).toMatchObject({ status: 'lapsed', canDecline: false })
    expect(await actionsOn(rescueId)).toContain('rescue.lapsed')
    await expect(platform.api(ada).ownership.declineNaming({ rescueId })).rejects.toMatchObject({
      cause: { reason: 'not-asked' },
    })
    // Declining is no failure: another may name them again.
    await name(cyd, region, ada)
  })

  it('can be withdrawn by who named somebody, until there is an answer', async () => {
    const { region, ada, ben, cyd } = await makeLapsing()
    const first = await name(ben, region, ada)
    expect(await see(ben, first.rescueId)).toMatchObject({ canWithdraw: true, canDecline: false })
    expect(await see(ada, first.rescueId)).toMatchObject({ canWithdraw: false, canDecline: true })
    await platform.api(ben).ownership.declineNaming(first)
    expect(await see(ada, first.rescueId)).toMatchObject({ status: 'lapsed', canAccept: false })
    expect(await actionsOn(first.rescueId)).toContain('rescue.lapsed')
    const second = await name(ben, region, cyd)
    await accept(cyd, second.rescueId)
    await expect(platform.api(ben).ownership.declineNaming(second)).rejects.toMatchObject({
      cause: { reason: 'not-asked' },
    })
  })

  it('without an answer ends when the votes open, and binds nobody any more', async () => {
    const { region, ada, ben, cyd } = await makeLapsing()
    const silent = await name(ben, region, ada)
    const { rescueId } = await name(cyd, region, cyd)
    await shop.passDays(UNTIL_READ_ONLY)
    await sweep()
    expect(await see(ben, rescueId)).toMatchObject({ status: 'voting' })
    expect(await see(ben, silent.rescueId)).toMatchObject({ status: 'lapsed' })
    expect(await list(ben, region)).toMatchObject({ canName: true })
  })

  it('is over when somebody is no citizen any more', async () => {
    const { region, ada, ben } = await makeLapsing()
    const { rescueId } = await name(ben, region, ada)
    await platform.db
      .update(memberships)
      .set({ type: 'resident' })
      .where(and(eq(memberships.userId, ada.userId), eq(memberships.regionId, region.id)))
    await expect(accept(ada, rescueId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await platform.db
      .update(rescues)
      .set({ status: 'accepted', acceptedAt: await platform.clock.now(platform.db) })
      .where(eq(rescues.id, rescueId))
    await shop.passDays(UNTIL_READ_ONLY)
    await sweep()
    expect(await see(ben, rescueId)).toMatchObject({ status: 'lapsed' })
  })
})

describe('the roll of a rescue', () => {
  it('has citizens of thirty days at the lapse who were seen, one vote each, and nobody who joined since', async () => {
    const { region, ada, ben, cyd } = await makeLapsing()
    const puppets = [
      await makeMember(platform, region),
      await makeMember(platform, region, { reputation: 900 }),
    ]
    const unseen = await steps.makeCitizen(region)
    for (const puppet of puppets) await logIn(puppet)
    const now = await platform.clock.now(platform.db)
    await platform.db
      .update(memberships)
      .set({ citizenSince: new Date(now.getTime() - 20 * DAY_MS) })
      .where(eq(memberships.userId, puppets[0]?.userId ?? ''))
    const { rescueId } = await name(ben, region, ada)
    await accept(ada, rescueId)
    await shop.passDays(UNTIL_READ_ONLY)
    await sweep()
    const roll = await rollOf(rescueId)
    expect(roll.map(({ userId }) => userId).sort()).toEqual(idsOf(ada, ben, cyd))
    expect(new Set(roll.map(({ weight }) => weight))).toEqual(new Set([100]))
    expect(unseen.userId).not.toBe(ada.userId)
    await expect(cast(puppets[0] ?? ada, rescueId, 'yes')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('counts a log-in of a program and a ballot as being seen', async () => {
    const { region, ada, ben } = await makeLapsing()
    const program = await steps.makeCitizen(region)
    const voter = await steps.makeCitizen(region)
    const at = await platform.clock.now(platform.db)
    const entry = {
      actorKind: 'user' as const,
      regionId: region.id,
      subjectType: 'user',
      subjectId: 'x',
      detail: {},
    }
    await platform.db.insert(auditLog).values([
      { ...entry, at, actorId: program.userId, action: 'user.logged-in' },
      { ...entry, at, actorId: voter.userId, action: 'policy.ballot-cast' },
    ])
    const { rescueId } = await name(ben, region, ada)
    await accept(ada, rescueId)
    await shop.passDays(UNTIL_READ_ONLY)
    await sweep()
    const roll = await rollOf(rescueId)
    expect(roll.map(({ userId }) => userId)).toEqual(expect.arrayContaining([program.userId, voter.userId]))
  })

  it('has all who were citizens at the lapse where nobody was one for thirty days', async () => {
    const { region, ada, ben } = await makeLapsing()
    const now = await platform.clock.now(platform.db)
    await platform.db
      .update(memberships)
      .set({ citizenSince: new Date(now.getTime() - 8 * DAY_MS) })
      .where(eq(memberships.regionId, region.id))
    const late = await makeMember(platform, region)
    await logIn(late)
    const { rescueId } = await name(ben, region, ada)
    await accept(ada, rescueId)
    await shop.passDays(UNTIL_READ_ONLY)
    await sweep()
    const roll = (await rollOf(rescueId)).map(({ userId }) => userId)
    expect(roll).toContain(ada.userId)
    expect(roll).not.toContain(late.userId)
  })
})

describe('the roll of a rescue in a young region', () => {
  /** Its owner alone was a citizen for thirty days; the others for about seventeen. */
  async function makeYoung() {
    const made = await makeLapsing()
    const now = (await platform.clock.now(platform.db)).getTime()
    const setSince = (days: number, where: SQL | undefined) =>
      platform.db
        .update(memberships)
        .set({ citizenSince: new Date(now - days * DAY_MS) })
        .where(and(eq(memberships.regionId, made.region.id), where))
    await setSince(20, undefined)
    await setSince(60, eq(memberships.userId, made.owner.userId))
    const fresh = await makeMember(platform, made.region)
    await setSince(5, eq(memberships.userId, fresh.userId))
    await logIn(fresh)
    return { ...made, fresh }
  }
  const rollAtVote = async ({ region, ada, ben }: Awaited<ReturnType<typeof makeYoung>>) => {
    const { rescueId } = await name(ben, region, ada)
    await accept(ada, rescueId)
    await shop.passDays(UNTIL_READ_ONLY)
    await sweep()
    return (await rollOf(rescueId)).map(({ userId }) => userId).sort()
  }

  it('is not the owner’s alone when they were seen', async () => {
    const made = await makeYoung()
    await logIn(made.owner)
    expect(await rollAtVote(made)).toEqual(idsOf(made.owner, made.ada, made.ben, made.cyd))
  })

  it('is not empty when the owner, or one of thirty days, was not', async () => {
    const made = await makeYoung()
    await steps.makeCitizen(made.region)
    expect(await rollAtVote(made)).toEqual(idsOf(made.ada, made.ben, made.cyd))
  })

  it('is the same whatever wait for citizenship is decreed meanwhile', async () => {
    const made = await makeYoung()
    const createdAt = new Date((await platform.clock.now(platform.db)).getTime() - 40 * DAY_MS)
    await platform.db
      .update(users)
      .set({ createdAt })
      .where(inArray(users.id, idsOf(made.ada, made.ben, made.cyd)))
    await platform.db.update(regions).set({ citizenshipWaitDays: 90 }).where(eq(regions.id, made.region.id))
    expect(await rollAtVote(made)).toEqual(idsOf(made.ada, made.ben, made.cyd))
  })
})

describe('the vote on a rescue', () => {
  it('opens on the first read-only day, and takes ballots while everything else is paused', async () => {
    const { region, ada, ben, cyd, rescueId } = await makeVote()
    expect(await steps.ownerOf(region)).toMatchObject({ status: 'suspended' })
    expect(await noticesOf(cyd)).toContain('rescue.voting-opened')
    const { items } = await platform.api(cyd).voting.matters({ ...page })
    expect(items.find(({ kind }) => kind === 'rescue')).toMatchObject({
      ...{ subjectId: rescueId, canAct: true, isPaused: false, title: `New owner: ${ada.callsign}` },
    })
    expect(await cast(cyd, rescueId, 'yes')).toMatchObject({ weight: 100, changed: false })
    expect(await cast(cyd, rescueId, 'no')).toMatchObject({ changed: true })
    expect(await see(cyd, rescueId)).toMatchObject({ turnout: 1, tally: null, rollSize: 3 })
    platform.clock.advance((VOTE - 0.5) * DAY_MS)
    await remindVoters(steps.system())
    await platform.runOutbox()
    expect(await noticesOf(ben)).toContain('rescue.closing-soon')
    expect(await noticesOf(cyd)).not.toContain('rescue.closing-soon')
    await expect(platform.api(ben).ownership.rescueRecord({ rescueId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('runs on when the region goes from one closed stage to the next', async () => {
    const { region, rescueId, ada, ben } = await makeVote()
    const voteOf = async () => (await see(ben, rescueId)).votingClosesAt
    const before = await voteOf()
    await shop.passDays(6)
    expect(await voteOf()).toBe(before)
    for (const voter of [ada, ben]) await cast(voter, rescueId, 'yes')
    await shop.passDays(1)
    await sweep()
    const [vote] = await platform.db
      .select()
      .from(votes)
      .where(and(eq(votes.regionId, region.id), eq(votes.kind, 'rescue')))
    expect(vote).toMatchObject({ state: 'counted', pausedMs: 0, extendedAt: null })
  })

  it('is rejected below two thirds of the roll, and can be recounted from its record', async () => {
    const { ada, ben, cyd, rescueId } = await makeVote()
    await cast(ada, rescueId, 'yes')
    platform.clock.advance(VOTE * DAY_MS)
    await sweep()
    await sweep()
    expect(await see(ben, rescueId)).toMatchObject({
      ...{ status: 'rejected', tally: { outcome: 'quorum-not-met', yesBallots: 1 } },
    })
    const record = await platform.api(cyd).ownership.rescueRecord({ rescueId })
    expect(record).toMatchObject({ subject: 'rescue', rules: { majority: 'two_thirds_of_roll' } })
    expect(checkRecord(record)).toMatchObject({ ok: true })
    await expect(cast(ben, rescueId, 'yes')).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('opens by no read-only time that a dispute makes', async () => {
    const { region, ada, ben, paypalSubscriptionId } = await makeLapsing()
    const { rescueId } = await name(ben, region, ada)
    await accept(ada, rescueId)
    await shop.control(`subscriptions/${paypalSubscriptionId}/dispute`)
    await shop.deliver()
    await shop.passDays(UNTIL_READ_ONLY)
    await sweep()
    expect(await steps.ownerOf(region)).toMatchObject({ status: 'suspended' })
    expect(await see(ben, rescueId)).toMatchObject({ status: 'accepted' })
    await expect(name(ada, region, ben)).rejects.toMatchObject({ cause: { reason: 'not-lapsing' } })
  })

  it('gives the right to pay to the next when the winner is gone, and lets it go with the archive', async () => {
    const { region, owner, ada, ben, cyd } = await makeLapsing()
    const first = await name(ben, region, ada)
    await accept(ada, first.rescueId)
    const second = await name(cyd, region, ben)
    await accept(ben, second.rescueId)
    await shop.passDays(UNTIL_READ_ONLY)
    await sweep()
    for (const voter of [ada, ben, cyd]) await cast(voter, first.rescueId, 'yes')
    for (const voter of [ben, cyd]) await cast(voter, second.rescueId, 'yes')
    platform.clock.advance(VOTE * DAY_MS)
    await sweep()
    expect(await see(cyd, first.rescueId)).toMatchObject({ status: 'won' })
    expect(await see(cyd, second.rescueId)).toMatchObject({ status: 'runner_up' })
    await platform.api(ada).ownership.declineNaming(first)
    await sweep()
    expect(await see(cyd, first.rescueId)).toMatchObject({ status: 'lapsed' })
    for (const told of [owner, cyd]) expect(await noticesOf(told)).toContain('ownership.rescuer-gave-up')
    await expect(name(ada, region, ada)).rejects.toMatchObject({ cause: { reason: 'rest' } })
    expect(await see(cyd, second.rescueId)).toMatchObject({ status: 'won' })
    await shop.passDays(40)
    await sweep()
    expect(await see(cyd, second.rescueId)).toMatchObject({ status: 'lapsed' })
  })

  it('chooses nobody whose account is suspended by then', async () => {
    const { ada, ben, cyd, rescueId } = await makeVote()
    for (const voter of [ada, ben, cyd]) await cast(voter, rescueId, 'yes')
    const suspendedAt = await platform.clock.now(platform.db)
    await platform.db
      .update(users)
      .set({ suspendedAt, suspensionText: 'Cheating in votes.' })
      .where(eq(users.id, ada.userId))
    platform.clock.advance(VOTE * DAY_MS)
    await sweep()
    expect(await see(ben, rescueId)).toMatchObject({ status: 'lapsed', tally: { outcome: 'passed' } })
  })
})
