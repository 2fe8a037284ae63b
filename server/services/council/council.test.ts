import { eq } from 'drizzle-orm'
import { checkRecord } from '../../../scripts/recount/check-record.mjs'
import { beforeEach, describe, expect, it } from 'vitest'
import { councilMotions, nexusLaws, nexusSettings } from '#db/schema/platform/council.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { ballots } from '#db/schema/platform/voting.ts'
import { serializeRoll } from '#server/domain/voting/roll.ts'
import { motionRecordSchema } from '#server/domain/records/vote-record.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { shownBallots } from '#server/testing/shown-ballots.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type UserActor } from '../require-actor.ts'
import { sha256 } from '../sha256.ts'
import { closeMotion } from './close-motion.ts'
import { implementMotion } from './implement-motion.ts'
import { sweepCouncil } from './sweep-council.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)
const api = (actor?: UserActor) => platform.api(actor).council
const text = (more: object = {}) => ({
  motionType: 'motion' as const,
  title: 'More lamps',
  description: 'Along every lane.',
  ...more,
})
const toll = (value: number, more: object = {}) => ({
  motionType: 'gate_toll' as const,
  title: `A toll of ${value}`,
  value,
  ...more,
})

/** The Council is one for the whole platform: each test begins with no motions and the regions that it makes. */
beforeEach(async () => {
  await platform.db.update(regions).set({ status: 'terminated' })
  await platform.db.update(councilMotions).set({ status: 'withdrawn' })
})

const actionsOn = async (subjectId: string) => {
  const rows = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, subjectId))
  return rows.map(({ action }) => action)
}
const noticesOf = async ({ userId }: UserActor) => {
  await platform.runOutbox()
  const rows = await platform.db.select().from(notifications).where(eq(notifications.userId, userId))
  return rows.map(({ kind }) => kind)
}
const rowOf = async (id: string) => {
  const [row] = await platform.db.select().from(councilMotions).where(eq(councilMotions.id, id))
  if (!row) throw new Error('no motion')
  return row
}

async function makeCouncil(size: number) {
  const made = []
  for (let at = 0; at < size; at++) made.push(await makeRegion(platform))
  const [first, second, third] = made
  if (!first || !second || !third) throw new Error('a council of the tests has three seats at least')
  return { first, second, third, made }
}

describe('the seats', () => {
  it('are those of active regions and regions in grace, held by ambassadors, else by owners', async () => {
    const { first, second } = await makeCouncil(3)
    await makeRegion(platform, { status: 'suspended' })
    const grace = await makeRegion(platform, { status: 'grace' })
    const envoy = await makeOfficeHolder(
      platform,
      second.region,
      'ambassador',
      await makeMember(platform, second.region),
    )
    const { seatCount, ownSeats, settings } = await api().overview()
    expect(seatCount).toBe(4)
    expect(ownSeats).toEqual([])
    const seats = await api().seats({})
    const seatOf = (name: string) => seats.items.find(({ regionName }) => regionName === name)
    expect(seatOf(first.region.name)).toMatchObject({
      holderId: first.owner.userId,
      callsign: first.owner.callsign,
      capacity: 'owner',
      since: first.region.activatedAt?.toISOString(),
      isOwn: false,
    })
    expect(seatOf(second.region.name)).toMatchObject({ holderId: envoy.userId, capacity: 'ambassador' })
    expect(seatOf(grace.region.name)).toMatchObject({ capacity: 'owner' })
    expect(settings).toEqual({ gateTollCredits: 25, nexusTaxBp: 500 })

    const endedAt = await platform.clock.now(platform.db)
    await platform.db.update(offices).set({ endedAt }).where(eq(offices.userId, envoy.userId))
    const later = await api(second.owner).overview()
    expect(later.ownSeats).toMatchObject([
      {
        regionId: second.region.id,
        holderId: second.owner.userId,
        since: endedAt.toISOString(),
        isOwn: true,
      },
    ])
    expect(later.whyNotAct).toBeNull()
    expect((await api(envoy).overview()).whyNotAct).toContain('seat')
  })

  it('come in pages, by the region’s name', async () => {
    const { made } = await makeCouncil(3)
    const names = made.map(({ region }) => region.name).sort()
    const first = await api().seats({ pageSize: 2 })
    expect(first).toMatchObject({ total: 3, page: 1, pageSize: 2 })
    const second = await api().seats({ page: 2, pageSize: 2 })
    expect([...first.items, ...second.items].map(({ regionName }) => regionName)).toEqual(names)
  })

  it('are found by the region’s id as by its name; a closed region has none, and a stranger’s is not found', async () => {
    const { first } = await makeCouncil(3)
    const { id, name } = first.region
    for (const region of [id, name])
      expect(await api(first.owner).seat({ region })).toMatchObject({ regionId: id, isOwn: true })
    expect(await api().seat({ region: id })).toMatchObject({ isOwn: false })
    const closed = await makeRegion(platform, { status: 'suspended' })
    expect(await api(closed.owner).seat({ region: closed.region.id })).toBeNull()
    const unbuilt = await makeRegion(platform, { status: 'provisioning' })
    await expect(api().seat({ region: unbuilt.region.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api().seat({ region: 'no-such-region' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('proposing', () => {
  it('is for seats: others are told why, and the owner steps back for the ambassador', async () => {
    const { first } = await makeCouncil(3)
    const citizen = await makeMember(platform, first.region)
    await expect(api(citizen).propose(text())).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: like.stringContaining('seat'),
    })
    await expect(api().propose(text())).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await makeOfficeHolder(platform, first.region, 'ambassador', citizen)
    await expect(api(first.owner).propose(text())).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await api(citizen).propose(text())).seat.name).toBe(first.region.name)
  })

  it('opens a vote of all seats, audited, and tells their holders', async () => {
    const { first, second } = await makeCouncil(3)
    const motion = await api(first.owner).propose(toll(40, { description: 'Repairs cost.' }))
    expect(motion).toMatchObject({
      status: 'voting',
      proposedValue: 40,
      seats: 3,
      seatsVoted: 0,
      requiredSeats: 2,
      seatsFor: null,
      outcome: null,
      seat: { id: first.region.id },
    })
    expect(await actionsOn(motion.id)).toEqual(['council.motion-proposed'])
    expect(await noticesOf(second.owner)).toEqual(['council.opened'])
    expect(await noticesOf(first.owner)).toEqual([])
    const detail = await api().get({ motionId: motion.id })
    expect(detail).toMatchObject({
      change: { lever: 'gateTollCredits', before: 25, after: 40 },
      canVote: false,
      canWithdraw: false,
    })
    expect(detail.whyNotVote).toContain('seat')
    expect((await api().list({ status: ['voting'] })).items).toMatchObject([{ id: motion.id }])
    expect((await api().list({ motionType: 'nexus_tax', status: ['voting'] })).total).toBe(0)
    expect((await api().list({ status: ['voting'] })).total).toBe(1)
    const mine = await platform.api(second.owner).policies.myVotes({ show: 'open' })
    expect(mine.items).toMatchObject([
      { subject: 'council', subjectId: motion.id, title: 'A toll of 40', region: null, hasVoted: false },
    ])
  })

  it('knows the bounds, one motion a lever and three a seat, however many come at once', async () => {
    const { first, second } = await makeCouncil(3)
    await expect(api(first.owner).propose(toll(1_001))).rejects.toThrow('between 0 and 1,000')
    for (const description of ['', '   '])
      await expect(api(first.owner).propose(text({ description }))).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message: like.stringContaining('1 to 4000 characters'),
      })
    await expect(api(first.owner).propose(toll(25))).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const tolls = await Promise.allSettled([
      api(first.owner).propose(toll(40)),
      api(second.owner).propose(toll(50)),
    ])
    expect(tolls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refusal = tolls.find(({ status }) => status === 'rejected')
    expect(refusal).toMatchObject({ reason: { code: 'CONFLICT' } })
    const texts = await Promise.allSettled([1, 2, 3, 4].map(() => api(second.owner).propose(text())))
    expect(texts.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(3)
  })

  it('asks somebody with several seats for which one', async () => {
    const { first, second } = await makeCouncil(3)
    const other = await makeRegion(platform, { owner: first.owner })
    await expect(api(first.owner).propose(text())).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(api(first.owner).propose(text({ seat: second.region.name }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const byName = await api(first.owner).propose(text({ seat: other.region.name }))
    expect(byName.seat.id).toBe(other.region.id)
    const byId = await api(first.owner).propose(text({ seat: first.region.id }))
    expect(byId.seat.id).toBe(first.region.id)
  })

  it('may be taken back by its proposer before the first ballot', async () => {
    const { first, second } = await makeCouncil(3)
    const { id: motionId } = await api(first.owner).propose(toll(40))
    expect(await api(first.owner).get({ motionId })).toMatchObject({ canWithdraw: true })
    await expect(api(second.owner).withdraw({ motionId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await api(first.owner).withdraw({ motionId })).toEqual({ motionId, status: 'withdrawn' })
    expect(await actionsOn(motionId)).toContain('council.motion-withdrawn')
    expect(await api().record({ motionId })).toMatchObject({ tally: null, tallyHash: null })
    // The lever is free again.
    const { id } = await api(second.owner).propose(toll(40))
    await api(first.owner).cast({ motionId: id, choice: 'no' })
    await expect(api(second.owner).withdraw({ motionId: id })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(api(second.owner).withdraw({ motionId: crypto.randomUUID() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('voting', () => {
  it('takes one ballot of each holder, for all seats held when the vote opened, and shows turnout only', async () => {
    const { first, second, third } = await makeCouncil(3)
    await makeRegion(platform, { owner: second.owner })
    const { id: motionId } = await api(first.owner).propose(text())
    const late = await makeRegion(platform)
    await expect(api(late.owner).cast({ motionId, choice: 'yes' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(await api(second.owner).cast({ motionId, choice: 'no' })).toMatchObject({
      weight: 200,
      changed: false,
    })
    expect(await api(second.owner).cast({ motionId, choice: 'yes' })).toMatchObject({ changed: true })
    expect(await actionsOn(motionId)).toEqual(
      expect.arrayContaining(['council.ballot-cast', 'council.ballot-changed']),
    )
    expect(await shownBallots(platform, motionId)).toEqual([])
    expect(await api(third.owner).get({ motionId })).toMatchObject({
      seats: 4,
      seatsVoted: 2,
      seatsFor: null,
      canVote: true,
      ownVote: { weight: 100, choice: null },
      whyNotVote: null,
    })
    await expect(api(second.owner).record({ motionId })).rejects.toMatchObject({ code: 'CONFLICT' })
    const admin = await makeUser(platform, { role: 'admin' })
    await expect(api(admin).record({ motionId })).rejects.toMatchObject({ code: 'CONFLICT' })
    pass(7)
    await sweepCouncil(system())
    expect(await shownBallots(platform, motionId)).toHaveLength(2)
  })

  it('many casts of one holder leave one ballot', async () => {
    const { first } = await makeCouncil(3)
    const { id: motionId } = await api(first.owner).propose(text())
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        api(first.owner).cast({ motionId, choice: at % 2 === 0 ? 'yes' : 'no' }),
      ),
    )
    const { voteId } = await rowOf(motionId)
    expect(await platform.db.$count(ballots, eq(ballots.voteId, voteId))).toBe(1)
  })

  it('a quorum that comes in the last tenth puts the close off, once', async () => {
    const { first, second, third } = await makeCouncil(3)
    const { id: motionId, votingClosesAt } = await api(first.owner).propose(text({ votingDurationDays: 10 }))
    await api(first.owner).cast({ motionId, choice: 'yes' })
    platform.clock.advance(9.5 * DAY_MS)
    await api(second.owner).cast({ motionId, choice: 'yes' })
    expect(await api().get({ motionId })).toMatchObject({ votingClosesAt, wasExtended: false })
    platform.clock.advance(0.5 * DAY_MS)
    expect(await closeMotion(system(), { motionId })).toBe(false)
    const extended = await api().get({ motionId })
    expect(Date.parse(extended.votingClosesAt) - Date.parse(votingClosesAt)).toBe(DAY_MS)
    expect(extended.wasExtended).toBe(true)
    expect(await actionsOn(motionId)).toContain('council.extended')
    for (const { owner } of [first, third]) expect(await noticesOf(owner)).toContain('council.extended')
    await api(third.owner).cast({ motionId, choice: 'no' })
    expect((await api().get({ motionId })).votingClosesAt).toBe(extended.votingClosesAt)
    platform.clock.advance(0.9 * DAY_MS)
    expect(await closeMotion(system(), { motionId })).toBe(false)
    await api(third.owner).cast({ motionId, choice: 'yes' })
    pass(1)
    expect(await closeMotion(system(), { motionId })).toBe(true)
  })

  it('a late quorum that is counted after its tenth is decided at once, and nobody is told to go on', async () => {
    const { first, second, third } = await makeCouncil(3)
    const { id: motionId, votingClosesAt } = await api(first.owner).propose(text({ votingDurationDays: 10 }))
    pass(9.5)
    for (const { owner } of [first, second]) await api(owner).cast({ motionId, choice: 'yes' })
    pass(3)
    expect(await closeMotion(system(), { motionId })).toBe(true)
    const decided = await api().get({ motionId })
    expect(decided).toMatchObject({ status: 'passed', wasExtended: true })
    expect(Date.parse(decided.votingClosesAt) - Date.parse(votingClosesAt)).toBe(DAY_MS)
    expect(await actionsOn(motionId)).toEqual(
      expect.arrayContaining(['council.extended', 'council.motion-passed']),
    )
    await platform.runOutbox()
    expect(await noticesOf(third.owner)).toContain('council.passed')
    expect(await noticesOf(third.owner)).not.toContain('council.extended')
  })

  it('an early quorum leaves the close where it is', async () => {
    const { first, second } = await makeCouncil(3)
    const { id: motionId, votingClosesAt } = await api(first.owner).propose(text())
    await api(first.owner).cast({ motionId, choice: 'yes' })
    await api(second.owner).cast({ motionId, choice: 'yes' })
    expect(await api().get({ motionId })).toMatchObject({ votingClosesAt, wasExtended: false })
  })
})

describe('the close', () => {
  it('a passed toll is law a day later, with its record, and the settings grow a version', async () => {
    const { first, second, third } = await makeCouncil(3)
    const { id: motionId } = await api(first.owner).propose(toll(60))
    for (const { owner } of [first, second]) await api(owner).cast({ motionId, choice: 'yes' })
    await api(third.owner).cast({ motionId, choice: 'no' })
    expect(await closeMotion(system(), { motionId })).toBe(false)
    pass(7)
    await expect(api(third.owner).cast({ motionId, choice: 'yes' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await sweepCouncil(system())
    expect(await closeMotion(system(), { motionId })).toBe(false)
    expect(await api().get({ motionId })).toMatchObject({
      status: 'passed',
      outcome: 'passed',
      seatsFor: 2,
      seatsAgainst: 1,
      seatsAbstaining: 0,
      lawNumber: null,
    })
    expect((await api().overview()).settings.gateTollCredits).not.toBe(60)
    await expect(api(second.owner).propose(toll(70))).rejects.toMatchObject({ code: 'CONFLICT' })
    await implementMotion(system(), { motionId })
    expect((await rowOf(motionId)).status).toBe('passed')

    const [before] = await platform.db.select().from(nexusSettings)
    pass(1)
    await sweepCouncil(system())
    await implementMotion(system(), { motionId })
    const [after] = await platform.db.select().from(nexusSettings)
    expect(after).toMatchObject({ gateTollCredits: 60, version: (before?.version ?? 0) + 1 })
    const overview = await api().overview()
    expect(overview.settings.gateTollCredits).toBe(60)
    expect(overview.settingsChangedAt).not.toBeNull()
    const { items: laws } = await api().laws({})
    expect(laws[0]).toMatchObject({
      kind: 'law',
      motionId,
      changes: [{ lever: 'gateTollCredits', before: before?.gateTollCredits, after: 60 }],
    })
    expect(laws.at(-1)).toMatchObject({ number: 1, kind: 'founding' })
    expect(await writtenActions(platform, null)).toContain('council.law-enacted')
    const detail = await api().get({ motionId })
    expect(detail).toMatchObject({
      status: 'implemented',
      lawNumber: laws[0]?.number,
      change: { before: before?.gateTollCredits, after: 60 },
    })
    expect(await noticesOf(third.owner)).toEqual(
      expect.arrayContaining(['council.passed', 'council.implemented']),
    )
    expect(await actionsOn(motionId)).toEqual(
      expect.arrayContaining(['council.motion-passed', 'council.motion-implemented']),
    )
  })

  it('publishes a record in the form of all votes that adds up to the tally', async () => {
    const { first, second, third } = await makeCouncil(3)
    const spare = await makeRegion(platform, { owner: third.owner })
    const { id: motionId } = await api(first.owner).propose(text())
    for (const { owner } of [first, second]) await api(owner).cast({ motionId, choice: 'yes' })
    const { receipt } = await api(third.owner).cast({ motionId, choice: 'no' })
    pass(7)
    await closeMotion(system(), { motionId })
    const record = motionRecordSchema.parse(await api().record({ motionId }))
    expect(record).toMatchObject({ subject: 'council', subjectId: motionId, regionId: 'nexus' })
    expect(checkRecord(record)).toMatchObject({ ok: true })
    expect(record.roll).toHaveLength(4)
    expect(record.roll.map(({ callsign }) => callsign)).toContain(third.owner.callsign)
    expect(record.roll.map(({ playerId }) => playerId)).toContain(`${third.owner.userId}/${spare.region.id}`)
    expect(sha256(serializeRoll(record.roll.map((line) => ({ ...line, reason: 'galactic_seat' }))))).toBe(
      record.rollHash,
    )
    expect(record.pooled?.receipts).toContain(receipt)
    const people = (choice: string) =>
      record.pooled?.totals.find((total) => total.choice[0] === choice)?.people ?? 0
    expect([people('yes'), people('no')]).toEqual([2, 2])
    expect(sha256(record.tally ?? '')).toBe(record.tallyHash)
    expect(await rowOf(motionId)).toMatchObject({ status: 'rejected' })
    expect(await noticesOf(first.owner)).toContain('council.rejected')
  })

  it('a passed text is a resolution in the law book and changes no setting', async () => {
    const { first, second } = await makeCouncil(3)
    const [before] = await platform.db.select().from(nexusSettings)
    const { id: motionId } = await api(first.owner).propose(text())
    for (const { owner } of [first, second]) await api(owner).cast({ motionId, choice: 'yes' })
    pass(7)
    expect(await platform.runOutbox()).toEqual(expect.arrayContaining(['close-motion', 'implement-motion']))
    expect((await rowOf(motionId)).status).toBe('implemented')
    const [law] = await platform.db.select().from(nexusLaws).where(eq(nexusLaws.motionId, motionId))
    expect(law).toMatchObject({ kind: 'resolution', changes: [] })
    const [after] = await platform.db.select().from(nexusSettings)
    expect(after?.version).toBe(before?.version ?? 1)
    expect(await api().get({ motionId })).toMatchObject({ change: null, proposedValue: null })
  })

  it('a sweep goes on when one motion cannot be advanced', async () => {
    const { first, second } = await makeCouncil(3)
    const broken = await api(first.owner).propose(text())
    const sound = await api(second.owner).propose(text())
    await api(first.owner).cast({ motionId: broken.id, choice: 'yes' })
    // A ballot of more seats than there are: the count throws.
    const { voteId } = await rowOf(broken.id)
    await platform.db.update(ballots).set({ represents: 99 }).where(eq(ballots.voteId, voteId))
    pass(7)
    await sweepCouncil(system())
    expect((await rowOf(broken.id)).status).toBe('voting')
    expect((await rowOf(sound.id)).status).toBe('rejected')
    await expect(closeMotion(system(), { motionId: crypto.randomUUID() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(api().get({ motionId: crypto.randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
