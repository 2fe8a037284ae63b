import { and, eq, isNotNull, lte } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { elections, offices } from '#db/schema/platform/elections.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { holdersOf, makeOfficeHolder, openElectionsOf } from '#server/testing/make-office-holder.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type Ctx } from '../context.ts'
import { openRecurringElection } from './open-recurring-election.ts'
import { openVoting } from './open-voting.ts'
import { sweepElections } from './sweep-elections.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'sweep-elections' })
const sweep = () => sweepElections(system())
const pass = (days: number) => platform.clock.advance(days * DAY_MS)

const positionsUnderWay = async ({ region }: MadeRegion) => {
  const open = await openElectionsOf(platform, region)
  return open.map(({ position }) => position).toSorted()
}
const electionOf = async ({ region }: MadeRegion, position: 'governor' | 'council_member') => {
  const open = await openElectionsOf(platform, region)
  const found = open.find((election) => election.position === position)
  if (!found) throw new Error(`no election of a ${position} is under way`)
  return found
}

describe('recurring elections', () => {
  it('open automatically for every office of a democracy or council, never in an autocracy', async () => {
    const democracy = await makeRegion(platform, { governanceType: 'democracy' })
    const council = await makeRegion(platform, { governanceType: 'council' })
    const autocracy = await makeRegion(platform)
    const closed = await makeRegion(platform, { governanceType: 'democracy', status: 'suspended' })
    await sweep()
    await sweep()
    expect(await positionsUnderWay(democracy)).toEqual(['ambassador', 'governor', 'trade_commissioner'])
    expect(await positionsUnderWay(council)).toContain('council_member')
    expect(await electionOf(council, 'council_member')).toMatchObject({ seats: 5, calledBy: null })
    expect(await positionsUnderWay(autocracy)).toEqual([])
    expect(await positionsUnderWay(closed)).toEqual([])
  })

  it('repeat after the interval, so that the next term begins as the last one ends', async () => {
    const made = await makeRegion(platform, {
      governanceType: 'democracy',
      settings: { electionFrequencyDays: 60 },
    })
    const citizen = await makeMember(platform, made.region)
    const elect = async () => {
      await sweep()
      const { id } = await electionOf(made, 'governor')
      await platform.api(citizen).elections.nominate({ electionId: id, platform: 'Again' })
      pass(7)
      await sweep()
      await platform.api(citizen).elections.cast({ electionId: id, candidateId: citizen.userId })
      pass(7)
      await sweep()
      return id
    }
    const first = await elect()
    expect(await holdersOf(platform, made.region, 'governor')).toEqual([citizen.userId])
    pass(45)
    await sweep()
    expect(await positionsUnderWay(made)).not.toContain('governor')
    pass(1)
    const second = await elect()
    expect(second).not.toBe(first)
    expect(await holdersOf(platform, made.region, 'governor')).toEqual([citizen.userId])
    const terms = await platform.db
      .select()
      .from(offices)
      .where(and(eq(offices.regionId, made.region.id), isNotNull(offices.endedAt)))
    expect(terms).toMatchObject([{ electionId: first, endReason: 'replaced_by_election' }])
  })

  it('that end without a winner are repeated after half the interval', async () => {
    const made = await makeRegion(platform, {
      governanceType: 'democracy',
      settings: { electionFrequencyDays: 30 },
    })
    await sweep()
    pass(7)
    await sweep()
    expect(await positionsUnderWay(made)).toEqual([])
    pass(14)
    await sweep()
    expect(await positionsUnderWay(made)).toEqual([])
    pass(1)
    await sweep()
    expect(await positionsUnderWay(made)).toHaveLength(3)
  })

  it('keep the number of council seats', async () => {
    const made = await makeRegion(platform, { governanceType: 'council' })
    const called = await platform.api(made.owner).elections.open({
      region: made.region.name,
      position: 'council_member',
      seats: 7,
      nominationDays: 1,
    })
    pass(1.1)
    await sweep()
    const [cancelled] = await platform.db.select().from(elections).where(eq(elections.id, called.id))
    expect(cancelled?.status).toBe('cancelled')
    expect((await electionOf(made, 'council_member')).seats).toBe(7)
  })

  it('open at once after a called election that failed, which delays no other', async () => {
    const made = await makeRegion(platform, {
      governanceType: 'democracy',
      settings: { electionFrequencyDays: 60 },
    })
    const call = () =>
      platform.api(made.owner).elections.open({
        region: made.region.name,
        position: 'governor',
        nominationDays: 1,
      })
    const { id } = await call()
    pass(1)
    expect(await openVoting(system(), { electionId: id })).toBe(true)
    const successor = await electionOf(made, 'governor')
    expect(successor.calledBy).toBeNull()
    pass(7)
    await openVoting(system(), { electionId: successor.id })
    expect(await positionsUnderWay(made)).not.toContain('governor')
    // The interval's came to nothing as well: half an interval from here, whatever is called meanwhile.
    pass(29)
    const meanwhile = await call()
    pass(1)
    await openVoting(system(), { electionId: meanwhile.id })
    expect(await electionOf(made, 'governor')).toMatchObject({ calledBy: null })
  })

  it('open once for two concurrent sweeps', async () => {
    const made = await makeRegion(platform, { governanceType: 'democracy' })
    await Promise.all([sweep(), sweep(), sweep()])
    expect(await positionsUnderWay(made)).toHaveLength(3)
    expect(
      await openRecurringElection(system(), { regionId: made.region.id, position: 'governor' }),
    ).toBeNull()
  })
})

describe('lapsed terms', () => {
  it('end the office, so that the owner acts, and are audited and notified', async () => {
    const made = await makeRegion(platform)
    const holder = await makeMember(platform, made.region)
    await makeOfficeHolder(platform, made.region, 'ambassador', holder, 3)
    pass(2.9)
    await sweep()
    expect(await holdersOf(platform, made.region, 'ambassador')).toEqual([holder.userId])
    pass(0.2)
    await sweep()
    expect(await holdersOf(platform, made.region, 'ambassador')).toEqual([])
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.regionId, made.region.id))
    expect(audits.map(({ action }) => action)).toContain('office.term-over')
    const told = await platform.db
      .select()
      .from(notifications)
      .where(eq(notifications.userId, made.owner.userId))
    expect(told.map(({ kind }) => kind)).toContain('office.vacant')
  })

  it('continue while a successor is being elected', async () => {
    const made = await makeRegion(platform)
    const holder = await makeMember(platform, made.region)
    await makeOfficeHolder(platform, made.region, 'ambassador', holder, 3)
    await platform.api(made.owner).elections.open({ region: made.region.name, position: 'ambassador' })
    pass(4)
    await sweep()
    expect(await holdersOf(platform, made.region, 'ambassador')).toEqual([holder.userId])
  })
})

describe('a governor whose term ends', () => {
  /** In office for another `days`, and alone with whoever calls elections. */
  const inOffice = async (days: number) => {
    const made = await makeRegion(platform, { governanceType: 'democracy' })
    const governor = await makeMember(platform, made.region)
    await makeOfficeHolder(platform, made.region, 'governor', governor, days)
    const api = platform.api(governor).elections
    const call = (nominationDays: number, votingDurationDays = 7) =>
      api.open({ region: made.region.name, position: 'governor', nominationDays, votingDurationDays })
    return { ...made, governor, api, call }
  }

  it('cannot stay longer by long elections', async () => {
    const { call } = await inOffice(15)
    await expect(call(30)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: like.stringMatching(/must end by 20.*Z/),
      cause: { reason: 'outlasts-the-interval' },
    })
    expect(await call(7)).toMatchObject({ status: 'pending' })
  })

  it('cannot cancel an election that replaces the next one', async () => {
    const { api, call, region, governor } = await inOffice(15)
    const { id: electionId } = await call(7)
    expect(await api.get({ electionId })).toMatchObject({ canCancel: true, whyNotCancel: null })
    pass(1)
    expect(await api.get({ electionId })).toMatchObject({
      canCancel: false,
      whyNotCancel: like.stringContaining('cannot be cancelled'),
    })
    await expect(api.cancel({ electionId, reason: 'Not yet.' })).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'succession-due' },
    })
    const citizen = await makeMember(platform, region)
    expect(await platform.api(citizen).elections.get({ electionId })).toMatchObject({ whyNotCancel: null })
    // Nobody stands until the term is over: the office ends, and the owner acts.
    pass(7)
    await sweep()
    expect(await holdersOf(platform, region, 'governor')).toEqual([governor.userId])
    pass(7)
    await sweep()
    expect(await holdersOf(platform, region, 'governor')).toEqual([])
  })

  it('cannot, as acting owner, keep the office vacant', async () => {
    const made = await makeRegion(platform, { governanceType: 'democracy' })
    const api = platform.api(made.owner).elections
    const open = (nominationDays: number) =>
      api.open({ region: made.region.name, position: 'governor', nominationDays })
    await expect(open(30)).rejects.toMatchObject({ cause: { reason: 'outlasts-the-interval' } })
    const { id: electionId } = await open(7)
    await expect(api.cancel({ electionId, reason: 'No.' })).rejects.toMatchObject({
      cause: { reason: 'succession-due' },
    })
  })
})

describe('the sweep', () => {
  it('closes a vote whose job was lost', async () => {
    const made = await makeRegion(platform)
    const called = await platform.api(made.owner).elections.open({
      region: made.region.name,
      position: 'governor',
      nominationDays: 1,
      votingDurationDays: 1,
    })
    await platform.api(made.owner).elections.nominate({ electionId: called.id, platform: 'Order' })
    pass(1)
    expect(await platform.runOutbox()).toContain('close-election')
    pass(1)
    await sweep()
    const election = await platform.api(made.owner).elections.get({ electionId: called.id })
    expect(election).toMatchObject({ status: 'completed', results: { winners: [made.owner.userId] } })
  })

  it('continues after an election that fails', async () => {
    const made = await makeRegion(platform)
    await platform.api(made.owner).elections.open({
      region: made.region.name,
      position: 'governor',
      nominationDays: 1,
    })
    const later = await makeRegion(platform, { governanceType: 'democracy' })
    pass(1)
    let calls = 0
    const clock = {
      ...platform.clock,
      now: (db: Ctx['db']) => {
        calls += 1
        if (calls === 2) throw new Error('no time')
        return platform.clock.now(db)
      },
    }
    await sweepElections({ ...system(), clock })
    const now = await platform.clock.now(platform.db)
    const overdue = await platform.db
      .select()
      .from(elections)
      .innerJoin(regions, eq(regions.id, elections.regionId))
      .where(
        and(eq(elections.status, 'pending'), lte(elections.votingOpensAt, now), eq(regions.status, 'active')),
      )
    expect(overdue).toHaveLength(1)
    expect(await positionsUnderWay(later)).toHaveLength(3)
  })

  it('ignores votes of a terminated region', async () => {
    const made = await makeRegion(platform)
    await platform.api(made.owner).elections.open({ region: made.region.name, position: 'governor' })
    await platform.db.update(regions).set({ status: 'terminated' }).where(eq(regions.id, made.region.id))
    pass(8)
    await sweep()
    expect(await electionOf(made, 'governor')).toMatchObject({ status: 'pending' })
  })
})
