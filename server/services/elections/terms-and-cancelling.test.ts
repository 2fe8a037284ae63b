import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { holdersOf, makeOfficeHolder, openElectionsOf } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'
import { closeElection } from './close-election.ts'
import { openVoting } from './open-voting.ts'
import { sweepElections } from './sweep-elections.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)

const call = async (caller: UserActor, region: RegionRow) => {
  const { id } = await platform.api(caller).elections.open({
    region: region.name,
    position: 'governor',
    nominationDays: 1,
    votingDurationDays: 1,
  })
  return id
}
const stand = (actor: UserActor, electionId: string) =>
  platform.api(actor).elections.nominate({ electionId, platform: 'Again' })

/** An election that `winner` wins, others standing if given. */
async function elect(owner: UserActor, region: RegionRow, winner: UserActor) {
  const electionId = await call(owner, region)
  await stand(winner, electionId)
  pass(1)
  await openVoting(system(), { electionId })
  await platform.api(winner).elections.cast({ electionId, candidateId: winner.userId })
  pass(1)
  await closeElection(system(), { electionId })
  expect(await holdersOf(platform, region, 'governor')).toEqual([winner.userId])
}

describe('a term limit', () => {
  it('bars holders after their terms in a row, until somebody else has had one', async () => {
    const { region, owner } = await makeRegion(platform, { settings: { termLimit: 2 } })
    const [ada, ben] = [await makeMember(platform, region), await makeMember(platform, region)]
    await elect(owner, region, ada)
    await elect(owner, region, ada)
    const third = await call(owner, region)
    await expect(stand(ada, third)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: like.stringContaining('allows 2 terms in a row'),
    })
    expect(await platform.api(ada).elections.get({ electionId: third })).toMatchObject({
      canStand: false,
      whyNotStand: like.stringContaining('after somebody else'),
    })
    await platform.api(owner).elections.cancel({ electionId: third, reason: 'Another day.' })
    await elect(owner, region, ben)
    await elect(owner, region, ada)
  })

  it('that becomes law after nominations bars them at the opening and at the close', async () => {
    const { region, owner } = await makeRegion(platform)
    const [ada, ben] = [await makeMember(platform, region), await makeMember(platform, region)]
    await elect(owner, region, ada)
    const electionId = await call(owner, region)
    await stand(ada, electionId)
    await stand(ben, electionId)
    pass(1)
    await openVoting(system(), { electionId })
    await platform.api(owner).elections.cast({ electionId, candidateId: ada.userId })
    await platform.api(ben).elections.cast({ electionId, candidateId: ben.userId })
    await platform.api(owner).regions.changeGovernance({ region: region.name, termLimit: 1 })
    pass(1)
    await closeElection(system(), { electionId })
    const { results } = await platform.api(owner).elections.get({ electionId })
    expect(results).toMatchObject({ winners: [ben.userId], abstentions: 1 })

    await platform.api(owner).regions.changeGovernance({ region: region.name, termLimit: 0 })
    const next = await call(owner, region)
    await stand(ben, next)
    await platform.api(owner).regions.changeGovernance({ region: region.name, termLimit: 1 })
    pass(1)
    await openVoting(system(), { electionId: next })
    expect(await platform.api(owner).elections.get({ electionId: next })).toMatchObject({
      status: 'cancelled',
    })
  })
})

describe('cancelling an election', () => {
  it('takes a reason, is audited and notified, and the office can be voted on again', async () => {
    const { region, owner } = await makeRegion(platform)
    const candidate = await makeMember(platform, region)
    const electionId = await call(owner, region)
    await stand(candidate, electionId)
    expect(await platform.api(owner).elections.get({ electionId })).toMatchObject({ canCancel: true })
    expect(await platform.api(candidate).elections.get({ electionId })).toMatchObject({ canCancel: false })
    await expect(platform.api(owner).elections.cancel({ electionId, reason: ' ' })).rejects.toThrow('reason')
    await platform.api(owner).elections.cancel({ electionId, reason: 'The date was wrong.' })
    expect(await platform.api(candidate).elections.get({ electionId })).toMatchObject({
      status: 'cancelled',
      cancelReason: 'The date was wrong.',
      canCancel: false,
    })
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, electionId))
    expect(audits).toContainEqual(
      expect.objectContaining({ action: 'election.cancelled', actorId: owner.userId }),
    )
    const told = await platform.db
      .select()
      .from(notifications)
      .where(eq(notifications.userId, candidate.userId))
    expect(told).toContainEqual(
      expect.objectContaining({ kind: 'election.cancelled', body: 'The date was wrong.' }),
    )
    await call(owner, region)
  })

  it('is refused to others, in closed regions, once the vote is open, and for recurring elections', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    const citizen = await makeMember(platform, region)
    const cancel = (actor: UserActor, electionId: string) =>
      platform.api(actor).elections.cancel({ electionId, reason: 'No.' })
    await sweepElections(system())
    const recurring = (await openElectionsOf(platform, region)).find(
      ({ position }) => position === 'governor',
    )
    await expect(cancel(owner, recurring?.id ?? '')).rejects.toThrow('regular election')
    const { region: other, owner: ruler } = await makeRegion(platform)
    const subject = await makeMember(platform, other)
    const electionId = await call(ruler, other)
    await stand(subject, electionId)
    await expect(cancel(subject, electionId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(cancel(citizen, electionId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(cancel(await makeUser(platform), electionId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, other.id))
    await expect(cancel(ruler, electionId)).rejects.toMatchObject({ code: 'CONFLICT' })
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, other.id))
    pass(1)
    await expect(cancel(ruler, electionId)).rejects.toThrow('cancelled only before')
  })
})

describe('a vacancy', () => {
  it('after an elected governor opens the next election at once; after a failed one it waits', async () => {
    const { region } = await makeRegion(platform, { governanceType: 'democracy' })
    const ada = await makeMember(platform, region)
    await sweepElections(system())
    const [first] = (await openElectionsOf(platform, region)).filter(
      ({ position }) => position === 'governor',
    )
    await stand(ada, first?.id ?? '')
    pass(7)
    await sweepElections(system())
    await platform.api(ada).elections.cast({ electionId: first?.id ?? '', candidateId: ada.userId })
    pass(7)
    await sweepElections(system())
    expect(await holdersOf(platform, region, 'governor')).toEqual([ada.userId])
    // Nobody stood for the other offices: they are left for half an interval.
    expect(await openElectionsOf(platform, region)).toEqual([])

    await platform.api(ada).elections.resign({ region: region.name, position: 'governor' })
    await sweepElections(system())
    expect(await openElectionsOf(platform, region)).toMatchObject([{ position: 'governor' }])
  })

  it('in an autocracy waits for the owner to call an election', async () => {
    const { region, owner } = await makeRegion(platform)
    const ada = await makeMember(platform, region)
    await makeOfficeHolder(platform, region, 'governor', ada)
    await platform.api(ada).elections.resign({ region: region.name, position: 'governor' })
    await sweepElections(system())
    expect(await openElectionsOf(platform, region)).toEqual([])
    await call(owner, region)
  })
})
