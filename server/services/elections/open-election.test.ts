import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { elections } from '#db/schema/platform/elections.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { NOTIFICATION_SUBJECTS } from '#server/domain/notifications/notification-subjects.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { voteOf } from '#server/testing/make-vote.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { leaveRegion } from '../membership/leave-region.ts'
import { closeElection } from './close-election.ts'
import { openVoting } from './open-voting.ts'
import { sweepElections } from './sweep-elections.ts'
import { electionSteps } from '#server/testing/election-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()
const { system, pass, actionsOn, makeElection, cast } = electionSteps(platform)

describe('calling an election', () => {
  it('opens nominations, is audited, notifies citizens and enqueues the vote', async () => {
    const { region, owner, voters, electionId } = await makeElection()
    const election = await platform.api(owner).elections.get({ electionId })
    expect(election).toMatchObject({
      status: 'pending',
      position: 'governor',
      seats: 1,
      calledBy: owner.userId,
      rollSize: null,
      rollHash: null,
      turnout: 0,
      results: null,
      ownVote: null,
      lotterySecret: null,
      region: { name: region.name },
    })
    expect(election.lotteryCommitment).toMatch(/^[0-9a-f]{64}$/)
    expect(await actionsOn(electionId)).toEqual(['election.called'])
    const [voter] = voters
    const told = await platform.db
      .select()
      .from(notifications)
      .where(eq(notifications.userId, voter?.userId ?? ''))
    expect(told).toMatchObject([{ kind: 'election.called', regionId: region.id }])
    expect(await platform.runOutbox()).toContain('open-voting')
    expect((await platform.api(owner).elections.get({ electionId })).status).toBe('pending')
  })

  it('is refused while an election for the position is running', async () => {
    const { region, owner } = await makeElection()
    const again = platform.api(owner).elections.open({ region: region.name, position: 'governor' })
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
    await platform.api(owner).elections.open({ region: region.name, position: 'ambassador' })
  })

  it('opens one election for two concurrent calls', async () => {
    const { region, owner } = await makeRegion(platform)
    const calls = await Promise.allSettled(
      [1, 2, 3].map(() => platform.api(owner).elections.open({ region: region.id, position: 'governor' })),
    )
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is for those in the powers table, and other regions are not found', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'council' })
    const citizen = await makeMember(platform, region)
    const councillor = await makeMember(platform, region)
    const call = (actor: UserActor) =>
      platform.api(actor).elections.open({ region: region.name, position: 'council_member', seats: 3 })
    await expect(call(citizen)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await makeOfficeHolder(platform, region, 'council_member', councillor)
    await expect(call(owner)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const stranger = await makeUser(platform)
    await expect(call(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await call(councillor)).seats).toBe(3)
  })

  it('is refused while the region is closed, and refuses lengths outside the bounds', async () => {
    const { region, owner } = await makeRegion(platform, { status: 'suspended' })
    const call = (nominationDays: number) =>
      platform.api(owner).elections.open({ region: region.name, position: 'governor', nominationDays })
    await expect(call(7)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(call(31)).rejects.toThrow('Nominations must be between 1 and 30 days.')
  })

  it('works over REST for the one region that the caller governs', async () => {
    const { region, owner } = await makeRegion(platform)
    const called = await platform.api(owner).elections.open({ position: 'trade_commissioner' })
    expect(called).toMatchObject({ regionId: region.id, status: 'pending', candidates: [], results: null })
    expect(Date.parse(called.votingClosesAt) - Date.parse(called.votingOpensAt)).toBe(7 * DAY_MS)
    const listed = await platform.api(owner).elections.list({ status: ['pending'] })
    expect(listed).toMatchObject({ total: 1, items: [{ id: called.id }] })
    expect((await platform.api(owner).elections.list({})).total).toBe(1)
  })
})

describe('standing for office', () => {
  it('is for citizens, once, with a platform, until nominations close', async () => {
    const { region, voters, electionId } = await makeElection()
    const [citizen, other] = voters
    const resident = await makeMember(platform, region, { type: 'resident' })
    if (!citizen || !other) throw new Error('no voters')
    const stand = (actor: UserActor) =>
      platform.api(actor).elections.nominate({ electionId, platform: 'Lower gate tolls' })
    await expect(stand(resident)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(stand(await makeUser(platform))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await stand(citizen)
    await expect(stand(citizen)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await platform.api(citizen).elections.get({ electionId })).toMatchObject({
      isStanding: true,
      canStand: false,
      canWithdraw: true,
      candidates: [{ playerId: citizen.userId, platform: 'Lower gate tolls', voteCount: null }],
    })
    expect(await platform.api(other).elections.get({ electionId })).toMatchObject({
      canStand: true,
      whyNotStand: null,
    })
    expect(await actionsOn(electionId)).toContain('election.nominated')
    pass(1)
    await expect(stand(other)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(platform.api(citizen).elections.withdraw({ electionId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('concurrent requests make one candidacy with one audit row', async () => {
    const { voters, electionId } = await makeElection()
    const [citizen] = voters
    if (!citizen) throw new Error('no voters')
    const stand = () => platform.api(citizen).elections.nominate({ electionId, platform: 'Lower gate tolls' })
    for (const again of [false, true]) {
      if (again) await platform.api(citizen).elections.withdraw({ electionId })
      const asked = await Promise.allSettled([stand(), stand(), stand(), stand()])
      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
    const nominated = (await actionsOn(electionId)).filter((action) => action === 'election.nominated')
    expect(nominated).toHaveLength(2)
  })

  it('notifies other citizens who follow elections once, with a link to the candidate', async () => {
    const { region, owner, voters, electionId } = await makeElection()
    const [candidate, deaf] = voters
    if (!candidate || !deaf) throw new Error('no voters')
    const resident = await makeMember(platform, region, { type: 'resident' })
    await platform.api(deaf).notifications.setPreferences({
      enabled: NOTIFICATION_SUBJECTS.filter((subject) => subject !== 'election'),
    })
    const { nominate, withdraw } = platform.api(candidate).elections
    await nominate({ electionId, platform: 'One' })
    await platform.runOutbox()
    await withdraw({ electionId })
    await nominate({ electionId, platform: 'Two' })
    await platform.runOutbox()
    const toldTo = async (reader: UserActor) =>
      (await platform.api(reader).notifications.list({})).items.filter(
        ({ kind }) => kind === 'candidate.nominated',
      )
    for (const citizen of [owner, ...voters.slice(2)])
      expect(await toldTo(citizen)).toMatchObject([
        {
          title: `${region.displayName}: ${candidate.callsign} is running for governor`,
          href: `/regions/${region.name}/elections/${electionId}#candidate-${candidate.userId}`,
        },
      ])
    for (const other of [candidate, deaf, resident]) expect(await toldTo(other)).toEqual([])
  })

  it('can be withdrawn and renewed', async () => {
    const { voters, electionId } = await makeElection()
    const [citizen, other] = voters
    if (!citizen || !other) throw new Error('no voters')
    const api = platform.api(citizen).elections
    await api.nominate({ electionId, platform: 'One' })
    await api.withdraw({ electionId })
    expect((await api.get({ electionId })).candidates).toEqual([])
    await expect(api.withdraw({ electionId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(platform.api(other).elections.withdraw({ electionId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(
      platform.api(await makeUser(platform)).elections.withdraw({ electionId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await api.nominate({ electionId, platform: 'Two' })
    expect((await api.get({ electionId })).candidates).toMatchObject([{ platform: 'Two' }])
    expect(await actionsOn(electionId)).toContain('election.candidacy-withdrawn')
  })
})

describe('opening the vote', () => {
  it('fixes the roll once, at the end of nominations', async () => {
    const { region, voters, electionId } = await makeElection({ candidates: 1 })
    expect(await openVoting(system(), { electionId })).toBe(false)
    pass(1)
    const late = await makeMember(platform, region)
    expect(await openVoting(system(), { electionId })).toBe(true)
    expect(await openVoting(system(), { electionId })).toBe(false)
    const tooLate = await makeMember(platform, region)
    await cast(late, electionId, null)
    await expect(cast(tooLate, electionId, null)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const [voter] = voters
    expect(await platform.api(voter).elections.get({ electionId })).toMatchObject({
      status: 'active',
      rollSize: 5,
      turnout: 1,
      canVote: true,
    })
    expect(await actionsOn(electionId)).toContain('election.voting-opened')
  })

  it('cancels an election without an eligible candidate', async () => {
    const { region, owner, voters, candidates, electionId } = await makeElection({ candidates: 1 })
    for (const candidate of candidates) await leaveRegion(platform.ctx(candidate), { region: region.name })
    pass(1)
    await openVoting(system(), { electionId })
    const election = await platform.api(owner).elections.get({ electionId })
    expect(election).toMatchObject({ status: 'cancelled', cancelReason: 'Nobody stood for the office.' })
    expect(await actionsOn(electionId)).toContain('election.cancelled')
    await expect(cast(voters[1] ?? owner, electionId, null)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(platform.api(owner).elections.record({ electionId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await platform.api(owner).elections.open({ region: region.name, position: 'governor' })
  })

  it('waits while the region is closed, and then gives voters the full time', async () => {
    const { region, electionId } = await makeElection({ candidates: 1 })
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    pass(3)
    expect(await openVoting(system(), { electionId })).toBe(false)
    await sweepElections(system())
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    await sweepElections(system())
    const [row] = await platform.db.select().from(elections).where(eq(elections.id, electionId))
    const now = await platform.clock.now(platform.db)
    expect(row?.status).toBe('active')
    const { closesAt } = await voteOf(platform, { voteId: row?.voteId ?? null })
    expect(closesAt.getTime() - now.getTime()).toBeGreaterThan(1.99 * DAY_MS)
  })
})

describe('the list of elections', () => {
  it('filters by office and stage, and does not find unknown elections', async () => {
    const { region, voters, electionId } = await makeElection()
    const [voter] = voters
    const list = (filter: { position?: Position; status?: ('pending' | 'active')[] }) =>
      platform.api(voter).elections.list({ region: region.name, ...filter })
    expect((await list({ position: 'governor' })).items).toMatchObject([{ id: electionId }])
    expect((await list({ position: 'ambassador' })).total).toBe(0)
    expect((await list({ status: ['active'] })).total).toBe(0)
    const nowhere = { electionId: crypto.randomUUID() }
    await expect(platform.api(voter).elections.get(nowhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(closeElection(system(), nowhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const stranger = platform.api(await makeUser(platform))
    await expect(stranger.elections.get({ electionId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
