import { eq } from 'drizzle-orm'
import { checkRecord } from '../../../scripts/recount/check-record.mjs'
import { describe, expect, it } from 'vitest'
import { councilMotions, nexusLaws, nexusSettings } from '#db/schema/platform/council.ts'
import { ballots } from '#db/schema/platform/voting.ts'
import { serializeRoll } from '#server/domain/voting/roll.ts'
import { motionRecordSchema } from '#server/domain/records/vote-record.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { shownBallots } from '#server/testing/shown-ballots.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { sha256 } from '../sha256.ts'
import { closeMotion } from './close-motion.ts'
import { implementMotion } from './implement-motion.ts'
import { sweepCouncil } from './sweep-council.ts'
import { useCouncil, text, toll } from '#server/testing/council-steps.ts'

const platform = useTestPlatform({ limits: { 'cast-ballot': 1_000 } })
const { api, actionsOn, deliveredNoticesOf, makeCouncil } = useCouncil(platform)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)
const rowOf = async (id: string) => {
  const [row] = await platform.db.select().from(councilMotions).where(eq(councilMotions.id, id))
  if (!row) throw new Error('no motion')
  return row
}

describe('voting', () => {
  it('takes one ballot per holder, for all seats held when the vote opened, and shows only turnout', async () => {
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

  it('concurrent casts of one holder leave one ballot', async () => {
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

  it('a quorum reached in the last tenth extends the vote once', async () => {
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
    for (const { owner } of [first, third])
      expect(await deliveredNoticesOf(owner)).toContain('council.extended')
    await api(third.owner).cast({ motionId, choice: 'no' })
    expect((await api().get({ motionId })).votingClosesAt).toBe(extended.votingClosesAt)
    platform.clock.advance(0.9 * DAY_MS)
    expect(await closeMotion(system(), { motionId })).toBe(false)
    await api(third.owner).cast({ motionId, choice: 'yes' })
    pass(1)
    expect(await closeMotion(system(), { motionId })).toBe(true)
  })

  it('a late quorum counted after the extension is decided at once, without an extension notice', async () => {
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
    expect(await deliveredNoticesOf(third.owner)).toContain('council.passed')
    expect(await deliveredNoticesOf(third.owner)).not.toContain('council.extended')
  })

  it('an early quorum does not move the close', async () => {
    const { first, second } = await makeCouncil(3)
    const { id: motionId, votingClosesAt } = await api(first.owner).propose(text())
    await api(first.owner).cast({ motionId, choice: 'yes' })
    await api(second.owner).cast({ motionId, choice: 'yes' })
    expect(await api().get({ motionId })).toMatchObject({ votingClosesAt, wasExtended: false })
  })
})

describe('the close', () => {
  it('a passed toll is law a day later, with a record and a new settings version', async () => {
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
    expect(await deliveredNoticesOf(third.owner)).toEqual(
      expect.arrayContaining(['council.passed', 'council.implemented']),
    )
    expect(await actionsOn(motionId)).toEqual(
      expect.arrayContaining(['council.motion-passed', 'council.motion-implemented']),
    )
  })

  it('publishes a record in the common format that adds up to the tally', async () => {
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
    expect(
      sha256(
        serializeRoll(
          record.roll.map(({ playerId: voterId, ...line }) => ({
            ...line,
            voterId,
            reason: 'galactic_seat',
          })),
        ),
      ),
    ).toBe(record.rollHash)
    expect(record.pooled?.receipts).toContain(receipt)
    const people = (choice: string) =>
      record.pooled?.totals.find((total) => total.choice[0] === choice)?.people ?? 0
    expect([people('yes'), people('no')]).toEqual([2, 2])
    expect(sha256(record.tally ?? '')).toBe(record.tallyHash)
    expect(await rowOf(motionId)).toMatchObject({ status: 'rejected' })
    expect(await deliveredNoticesOf(first.owner)).toContain('council.rejected')
  })

  it('a passed text becomes a resolution in the law book and changes no setting', async () => {
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

  it('a sweep continues after a motion that fails', async () => {
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
