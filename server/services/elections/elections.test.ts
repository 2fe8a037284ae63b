import { desc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { elections } from '#db/schema/platform/elections.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { ballots, votes } from '#db/schema/platform/voting.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { drawOrder, isLotterySecret } from '#server/domain/elections/lottery.ts'
import { NOTIFICATION_SUBJECTS } from '#server/domain/notifications/notification-subjects.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { holdersOf, makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { shownBallots } from '#server/testing/shown-ballots.ts'
import { voteOf } from '#server/testing/make-vote.ts'
import { like } from '#server/testing/like.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { leaveRegion } from '../membership/leave-region.ts'
import { sha256 } from '../sha256.ts'
import { closeElection } from './close-election.ts'
import { openVoting } from './open-voting.ts'
import { sweepElections } from './sweep-elections.ts'
import { castElectionVote } from './cast-election-vote.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)

const actionsOn = async (subjectId: string) => {
  const rows = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, subjectId))
  return rows.map(({ action }) => action)
}

async function makeElection(
  options: {
    governanceType?: GovernanceType
    voters?: number
    position?: Position
    seats?: number
    candidates?: number
  } = {},
) {
  const made = await makeRegion(platform, { governanceType: options.governanceType ?? 'autocracy' })
  const { region, owner } = made
  const voters: UserActor[] = []
  for (let n = 0; n < (options.voters ?? 3); n += 1) voters.push(await makeMember(platform, region))
  const election = await platform.api(owner).elections.open({
    region: region.name,
    position: options.position ?? 'governor',
    nominationDays: 1,
    votingDurationDays: 2,
    ...(options.seats === undefined ? {} : { seats: options.seats }),
  })
  const candidates = voters.slice(0, options.candidates ?? 0)
  for (const candidate of candidates)
    await platform
      .api(candidate)
      .elections.nominate({ electionId: election.id, platform: `Vote for ${candidate.callsign}` })
  return { region, owner, voters, candidates, electionId: election.id }
}

/** Nominations over, roll fixed. */
async function makeVote(options: Parameters<typeof makeElection>[0] = {}) {
  const made = await makeElection({ candidates: 2, ...options })
  pass(1)
  expect(await openVoting(system(), { electionId: made.electionId })).toBe(true)
  return made
}

const cast = (voter: UserActor, electionId: string, candidate: UserActor | null) =>
  platform.api(voter).elections.cast({ electionId, candidateId: candidate?.userId ?? null })

async function close(electionId: string) {
  pass(2)
  expect(await closeElection(system(), { electionId })).toBe(true)
}

describe('calling an election', () => {
  it('opens nominations, is audited, tells citizens and enqueues the vote', async () => {
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

  it('is refused while one for the position is under way', async () => {
    const { region, owner } = await makeElection()
    const again = platform.api(owner).elections.open({ region: region.name, position: 'governor' })
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
    await platform.api(owner).elections.open({ region: region.name, position: 'ambassador' })
  })

  it('opens one election when two call it at once', async () => {
    const { region, owner } = await makeRegion(platform)
    const calls = await Promise.allSettled(
      [1, 2, 3].map(() => platform.api(owner).elections.open({ region: region.id, position: 'governor' })),
    )
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('belongs to those whom the powers table names, and a foreign region is not found', async () => {
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

  it('works by REST’s procedures for the one region that the caller governs', async () => {
    const { region, owner } = await makeRegion(platform)
    const called = await platform.api(owner).elections.open({ position: 'trade_commissioner' })
    expect(called).toMatchObject({ regionId: region.id, status: 'pending', candidates: [], results: null })
    expect(Date.parse(called.votingClosesAt) - Date.parse(called.votingOpensAt)).toBe(7 * DAY_MS)
    const listed = await platform.api(owner).elections.list({ status: ['pending'] })
    expect(listed).toMatchObject({ total: 1, items: [{ id: called.id }] })
    expect((await platform.api(owner).elections.list({})).total).toBe(1)
  })
})

describe('standing', () => {
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

  it('is one candidacy with one audit row when somebody asks for it several times at once', async () => {
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

  it('is told once to the other citizens who want to hear of elections, and leads to the candidate', async () => {
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
          title: `${region.displayName}: ${candidate.callsign} stands for governor`,
          href: `/regions/${region.name}/elections/${electionId}#candidate-${candidate.userId}`,
        },
      ])
    for (const other of [candidate, deaf, resident]) expect(await toldTo(other)).toEqual([])
  })

  it('may be taken back and taken up again', async () => {
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
  it('fixes the roll at the end of nominations, once, and not before', async () => {
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

  it('cancels an election in which nobody stands who may hold the office', async () => {
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

  it('waits for a region that is not open, and then gives voters their whole time', async () => {
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

describe('voting', () => {
  it('takes one ballot a voter, changeable, with a receipt, and shows nothing but turnout', async () => {
    const { owner, voters, candidates, electionId } = await makeVote()
    const [voter] = voters
    const [first, second] = candidates
    if (!voter || !first || !second) throw new Error('no voters')
    const one = await cast(voter, electionId, first)
    const two = await cast(voter, electionId, second)
    expect(one).toMatchObject({ changed: false, weight: 100 })
    expect(two.changed).toBe(true)
    expect(two.receipt).not.toBe(one.receipt)
    expect((await platform.api(voter).elections.get({ electionId })).ownVote).toMatchObject({
      choice: [second.userId],
      receipt: two.receipt,
    })
    const admin = await makeUser(platform, { role: 'admin' })
    for (const reader of [owner, admin]) {
      const shown = await platform.api(reader).elections.get({ electionId })
      expect(shown).toMatchObject({ turnout: 1, results: null, lotterySecret: null })
      expect(shown.candidates.map(({ voteCount }) => voteCount)).toEqual([null, null])
      await expect(platform.api(reader).elections.record({ electionId })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    }
    expect(await actionsOn(electionId)).toEqual(
      expect.arrayContaining(['election.ballot-cast', 'election.ballot-changed']),
    )
    const audited = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, electionId))
    expect(JSON.stringify(audited.filter(({ action }) => action.includes('ballot')))).not.toContain(
      second.userId,
    )
    expect(await shownBallots(platform, electionId)).toEqual([])
    await close(electionId)
    expect(await shownBallots(platform, electionId)).toEqual([
      { actor: voter.callsign, action: 'election.ballot-changed' },
      { actor: voter.callsign, action: 'election.ballot-cast' },
    ])
  })

  it('is for candidates of this election, between opening and close, in the own region', async () => {
    const { region, owner, voters, electionId } = await makeVote()
    const [voter] = voters
    if (!voter) throw new Error('no voters')
    await expect(cast(voter, electionId, owner)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(cast(await makeUser(platform), electionId, null)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    await expect(cast(voter, electionId, null)).rejects.toMatchObject({ code: 'CONFLICT' })
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    pass(2)
    await expect(cast(voter, electionId, null)).rejects.toThrow('over')
    const pending = await makeElection()
    await expect(cast(pending.owner, pending.electionId, null)).rejects.toThrow('not open yet')
  })

  it('leaves one ballot of 200 that one voter casts at once', async () => {
    const { voters, candidates, electionId } = await makeVote()
    const [voter] = voters
    if (!voter) throw new Error('no voters')
    const ctx = platform.ctx(voter)
    const casts = await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) =>
        castElectionVote(ctx, {
          electionId,
          ranking: candidates.slice(n % 2, (n % 2) + 1).map(({ userId }) => userId),
        }),
      ),
    )
    // A busy machine may turn some away at the pool's door; of those let in, one is the first.
    const receipts = casts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(receipts.filter(({ changed }) => !changed)).toHaveLength(1)
    const [row] = await platform.db.select().from(elections).where(eq(elections.id, electionId))
    const box = await platform.db
      .select()
      .from(ballots)
      .where(eq(ballots.voteId, row?.voteId ?? ''))
    expect(box).toHaveLength(1)
    expect(receipts.map(({ receipt }) => receipt)).toContain(box[0]?.receipt)
  })

  it('counts exactly the ballots that were answered with a receipt, however casting and closing race', async () => {
    const { owner, voters, candidates, electionId } = await makeVote({ voters: 12 })
    const [row] = await platform.db.select().from(elections).where(eq(elections.id, electionId))
    const soon = new Date((await platform.clock.now(platform.db)).getTime() + 60)
    await platform.db
      .update(votes)
      .set({ closesAt: soon })
      .where(eq(votes.id, row?.voteId ?? ''))
    const closing = async () => {
      while (!(await closeElection(system(), { electionId })));
    }
    const casting = voters.flatMap((voter, n) => [
      cast(voter, electionId, candidates[n % 2] ?? null),
      cast(voter, electionId, candidates[(n + 1) % 2] ?? null),
    ])
    const [answers] = await Promise.all([Promise.allSettled(casting), closing()])
    const answered = new Set(
      voters.filter(
        (_, n) => answers[2 * n]?.status === 'fulfilled' || answers[2 * n + 1]?.status === 'fulfilled',
      ),
    )
    const { results } = await platform.api(owner).elections.get({ electionId })
    const record = await platform.api(owner).elections.record({ electionId })
    expect(results?.turnout).toBe(answered.size)
    const recounted = (candidateId: string) =>
      record.ballots.filter((ballot) => ballot.choice[0] === candidateId).length +
      (record.pooled?.totals.find((total) => total.choice[0] === candidateId)?.ballots ?? 0)
    for (const candidate of results?.candidates ?? [])
      expect(candidate.ballots).toBe(recounted(candidate.playerId))
  })
})

describe('closing', () => {
  it('puts the winner into office for the interval and publishes what a recount needs', async () => {
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

  it('passes over a candidate who left the region', async () => {
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

  it('leaves the office as it is when nobody is elected, and ends terms that are over', async () => {
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

describe('looking for elections', () => {
  it('finds them by office and stage, and no election that does not exist', async () => {
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

describe('offices', () => {
  it('may be laid down by those who hold them', async () => {
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
