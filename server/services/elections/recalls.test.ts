import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { elections, offices, recalls } from '#db/schema/platform/elections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { holdersOf, makeOfficeHolder, openElectionsOf } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { standingIn } from '#server/testing/standing-in.ts'
import { REPUTATION_PER_VOTE } from '#server/domain/membership/reputation.ts'
import { shownBallots } from '#server/testing/shown-ballots.ts'
import { sweepRewards } from '../voting/sweep-rewards.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type UserActor } from '../require-actor.ts'
import { leaveRegion } from '../membership/leave-region.ts'
import { closeRecall } from './close-recall.ts'
import { sweepElections } from './sweep-elections.ts'
import { sweepRecalls } from './sweep-recalls.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)

/** A region of seven citizens, its owner included, whose governor has been in office for ten days. */
async function makeGovernment(governanceType: GovernanceType = 'democracy') {
  const { region, owner } = await makeRegion(platform, { governanceType })
  const citizens: UserActor[] = []
  for (let n = 0; n < 5; n += 1) citizens.push(await makeMember(platform, region))
  const governor = await makeMember(platform, region)
  await makeOfficeHolder(platform, region, 'governor', governor, 90)
  pass(10)
  const [ada, ben, cyd, dan] = citizens
  if (!ada || !ben || !cyd || !dan) throw new Error('no citizens')
  return { region, owner, governor, citizens, ada, ben, cyd, dan }
}

const start = (actor: UserActor, region: { name: string }, holder: UserActor) =>
  platform.api(actor).elections.startRecall({
    region: region.name,
    position: 'governor',
    holderId: holder.userId,
    reason: 'The books are closed.',
  })
const sign = (actor: UserActor, recallId: string) => platform.api(actor).elections.signRecall({ recallId })
const cast = (actor: UserActor, recallId: string, choice: BallotChoice) =>
  platform.api(actor).elections.castRecall({ recallId, choice })
const see = (actor: UserActor, recallId: string) => platform.api(actor).elections.recall({ recallId })

/** A recall whose vote is open, asked for by three of seven. */
async function makeRecallVote() {
  const made = await makeGovernment()
  const { recallId } = await start(made.ada, made.region, made.governor)
  await sign(made.ben, recallId)
  expect((await sign(made.cyd, recallId)).opened).toBe(true)
  return { ...made, recallId }
}

const actionsOn = async (subjectId: string) => {
  const rows = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, subjectId))
  return rows.map(({ action }) => action)
}
const toldKinds = async (user: UserActor) => {
  const rows = await platform.db.select().from(notifications).where(eq(notifications.userId, user.userId))
  return rows.map(({ kind }) => kind)
}

describe('asking for a recall', () => {
  it('is a citizen’s right, signs at once, is audited, told and shown with the office', async () => {
    const { region, owner, governor, ada, ben } = await makeGovernment()
    const { recallId } = await start(ada, region, governor)
    expect(await see(ben, recallId)).toMatchObject({
      status: 'petition',
      position: 'governor',
      holder: { callsign: governor.callsign },
      startedBy: { callsign: ada.callsign },
      signatures: 1,
      signaturesNeeded: 3,
      hasSigned: false,
      canSign: true,
      canVote: false,
      ownVote: null,
    })
    expect(await see(ada, recallId)).toMatchObject({ hasSigned: true, canSign: false, canWithdraw: true })
    expect(await actionsOn(recallId)).toEqual(['recall.started'])
    expect(await toldKinds(governor)).toContain('recall.started')
    expect(await toldKinds(owner)).toContain('recall.started')
    const [office] = await platform.api(ben).elections.offices({ region: region.name })
    expect(office?.holders).toMatchObject([
      { recall: { id: recallId, signatures: 1, signaturesNeeded: 3 }, canRecall: false },
    ])
    const [shown] = await platform.api().elections.offices({ region: region.name })
    expect(shown?.holders).toMatchObject([{ canRecall: false, whyNotRecall: like.any(String) }])
  })

  it('is refused to others, against oneself, twice, in the blackout, and of nobody in office', async () => {
    const { region, governor, ada, ben } = await makeGovernment()
    const resident = await makeMember(platform, region, { type: 'resident' })
    await expect(start(resident, region, governor)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(start(await makeUser(platform), region, governor)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(start(governor, region, governor)).rejects.toThrow('resign')
    await expect(start(ada, region, ben)).rejects.toMatchObject({ code: 'CONFLICT' })
    await start(ada, region, governor)
    await expect(start(ben, region, governor)).rejects.toThrow('already open')
    const fresh = await makeMember(platform, region)
    await makeOfficeHolder(platform, region, 'ambassador', fresh, 90)
    const early = platform.api(ada).elections.startRecall({
      region: region.name,
      position: 'ambassador',
      holderId: fresh.userId,
      reason: 'Too soon',
    })
    await expect(early).rejects.toThrow('first 7 days')
  })

  it('is one petition when two ask at once', async () => {
    const { region, governor, ada, ben } = await makeGovernment()
    const asked = await Promise.allSettled([start(ada, region, governor), start(ben, region, governor)])
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('the signatures', () => {
  it('are of citizens, one each, can be withdrawn, and nobody sees whose they are', async () => {
    const { region, governor, ada, ben } = await makeGovernment()
    const { recallId } = await start(ada, region, governor)
    const resident = await makeMember(platform, region, { type: 'resident' })
    const stranger = await makeUser(platform)
    await expect(sign(resident, recallId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(sign(stranger, recallId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(see(stranger, recallId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await sign(ben, recallId)
    await expect(sign(ben, recallId)).rejects.toThrow('signed already')
    expect((await see(governor, recallId)).signatures).toBe(2)
    const withdraw = (actor: UserActor) => platform.api(actor).elections.withdrawSignature({ recallId })
    await withdraw(ben)
    await expect(withdraw(ben)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await see(governor, recallId)).signatures).toBe(1)
    expect(await actionsOn(recallId)).toEqual([
      'recall.started',
      'recall.signed',
      'recall.signature-withdrawn',
    ])
    await expect(cast(ada, recallId, 'yes')).rejects.toThrow('still being gathered')
  })

  it('open the vote at one third of those who are citizens then', async () => {
    const { region, governor, owner, citizens, recallId } = await makeRecallVote()
    const shown = await see(owner, recallId)
    expect(shown).toMatchObject({ status: 'voting', rollSize: 7, turnout: 0, canVote: true, canSign: false })
    expect(shown.rollHash).toMatch(/^[0-9a-f]{64}$/)
    expect(await toldKinds(governor)).toContain('recall.voting-opened')
    expect(await actionsOn(recallId)).toContain('recall.voting-opened')
    const late = await makeMember(platform, region)
    await expect(cast(late, recallId, 'yes')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(sign(citizens[4] ?? owner, recallId)).rejects.toThrow('no longer gathered')
    expect(await platform.api(owner).policies.myVotes({})).toMatchObject({
      items: [{ subject: 'recall', subjectId: recallId, title: 'Recall: Governor', isOpen: true }],
    })
  })

  it('are enough too when others leave, and those of people who left do not count', async () => {
    const { region, governor, ada, ben, cyd, dan } = await makeGovernment()
    const more = await makeMember(platform, region)
    const { recallId } = await start(ada, region, governor)
    await sign(ben, recallId)
    await leaveRegion(platform.ctx(ben), { region: region.name })
    expect(await see(ada, recallId)).toMatchObject({ signatures: 1, signaturesNeeded: 3 })
    await sign(cyd, recallId)
    await sweepRecalls(system())
    expect(await see(ada, recallId)).toMatchObject({ status: 'petition', signatures: 2 })
    await leaveRegion(platform.ctx(dan), { region: region.name })
    await sweepRecalls(system())
    expect(await see(more, recallId)).toMatchObject({ status: 'voting', rollSize: 6, signaturesNeeded: 2 })
  })

  it('that stay too few let the petition lapse after two weeks, and the holder has peace for a while', async () => {
    const { region, governor, ada, ben } = await makeGovernment()
    const { recallId } = await start(ada, region, governor)
    pass(14)
    await expect(sign(ben, recallId)).rejects.toThrow('no longer gathered')
    await sweepRecalls(system())
    expect(await see(ada, recallId)).toMatchObject({
      status: 'lapsed',
      lapseReason: 'The signatures stayed too few.',
    })
    expect(await toldKinds(governor)).toContain('recall.lapsed')
    await expect(start(ben, region, governor)).rejects.toThrow('30 days')
    pass(30)
    await start(ben, region, governor)
  })
})

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

  it('is not kept off by nominations that the holder may call off again', async () => {
    const { region, governor, ada, ben, cyd } = await makeGovernment()
    await callElection(governor, region)
    const { recallId } = await start(ada, region, governor)
    await sign(ben, recallId)
    expect(await sign(cyd, recallId)).toMatchObject({ opened: true })
  })

  it('lapses where the election is voted on as the last signature comes, and everybody is told why', async () => {
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

  it('gathers signatures until the blackout and opens no vote in it', async () => {
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

  it('lapses in the blackout also where its petition was promised longer', async () => {
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
  it('that passes ends the office, opens the election of a successor, and the owner acts meanwhile', async () => {
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
    expect(await toldKinds(governor)).toContain('recall.recalled')
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

  it('lapses when the office ends otherwise', async () => {
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

  it('goes on for a tenth of its time when the quorum came in its last tenth, once and told', async () => {
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
    expect(await toldKinds(dan)).toContain('recall.extended')
    await cast(dan, recallId, 'yes')
    pass(0.7)
    await sweepRecalls(system())
    expect((await see(ada, recallId)).status).toBe('recalled')
    expect(await holdersOf(platform, region, 'governor')).toEqual([])
  })

  it('is decided at once, and nobody is told to go on, when a late quorum is counted after its tenth', async () => {
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
    expect(await toldKinds(dan)).toContain('recall.recalled')
    expect(await toldKinds(dan)).not.toContain('recall.extended')
  })

  it('waits while the region is not open', async () => {
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

  it('is never answered for a recall that does not exist', async () => {
    const { ada } = await makeGovernment()
    const recallId = '00000000-0000-4000-8000-000000000000'
    await expect(see(ada, recallId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(closeRecall(system(), { recallId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
