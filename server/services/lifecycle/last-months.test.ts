import { and, eq, like } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { elections, offices, recalls } from '#db/schema/platform/elections.ts'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { addDays } from '#server/domain/billing/billing-calendar.ts'
import { timetableAfter } from '#server/domain/billing/subscription-timetable.ts'
import { evacuationSteps } from '#server/testing/evacuation-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { makeMember } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { openVoting } from '../elections/open-voting.ts'
import { sweepTreaties } from '../diplomacy/sweep-treaties.ts'
import { type UserActor } from '../require-actor.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const platform = useTestPlatform({
  mail: () => ({ send: () => Promise.resolve({ ok: true }), close: () => undefined }),
})
const travel = useGalaxies(platform)
const steps = evacuationSteps(platform, travel)
const { system, makePaid, become, lapse, settle, pass, rowOf } = steps

beforeAll(async () => {
  await travel.makeNexus()
}, 120_000)

const ARCHIVED: unknown = expect.stringContaining('archived')

const toldOf = async ({ userId }: { userId: string }, region: RegionRow) => {
  await platform.runOutbox()
  const rows = await platform.db
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, userId),
        eq(notifications.regionId, region.id),
        like(notifications.kind, 'region.%'),
      ),
    )
    .orderBy(notifications.createdAt)
  return rows.map(({ kind }) => kind)
}

/** A democracy with a governor, an open proposal, an election that is voted on, a petition, and treaties with a neighbour. */
async function makeBusyDemocracy() {
  const made = await makePaid({ governanceType: 'democracy' })
  const { region, owner } = made
  const [governor, ada] = [await makeMember(platform, region), await makeMember(platform, region)]
  await makeOfficeHolder(platform, region, 'governor', governor, 90)
  await makeOfficeHolder(platform, region, 'ambassador', ada, 90)
  pass(10)
  const neighbour = await makePaid()
  const policy = await platform.api(ada).policies.propose({
    region: region.name,
    policyType: 'tax_rate',
    title: 'Another tax',
    proposedChanges: { taxRate: 0.15 },
    votingDurationDays: 20,
  })
  const { id: electionId } = await platform.api(governor).elections.open({
    ...{ region: region.name, position: 'trade_commissioner', nominationDays: 1, votingDurationDays: 10 },
  })
  await platform.api(owner).elections.nominate({ electionId, platform: 'Trade' })
  pass(2)
  await openVoting(system(), { electionId })
  const { recallId } = await platform.api(ada).elections.startRecall({
    ...{ region: region.name, position: 'governor', holderId: governor.userId, reason: 'No books.' },
  })
  const offer = (treatyType: 'trade_agreement' | 'non_aggression') =>
    platform.api(neighbour.owner).diplomacy.propose({
      ...{ region: neighbour.region.name, partner: region.name, treatyType },
      terms: treatyType === 'trade_agreement' ? { taxRelief: 0.25 } : {},
    })
  return { ...made, governor, ada, neighbour, policyId: policy.id, electionId, recallId, offer }
}

describe('what people are told', () => {
  it('is each stage once, citizens by their region, and who is there when it is evacuated', async () => {
    const made = await makePaid()
    const { region, owner } = made
    const citizen = await makeMember(platform, region)
    const email = `${citizen.userId}@sectorwars.test`
    await platform.db
      .update(users)
      .set({ email, confirmedAt: new Date() })
      .where(eq(users.id, citizen.userId))
    const resident = await makeMember(platform, region, { type: 'resident' })
    const guest = await travel.makeTraveller(made)
    for (const status of ['grace', 'grace', 'suspended', 'evacuating', 'evacuating'] as const)
      await become(region, status)
    await become(region, 'archived')
    await settle()
    await steps.comeBack(region)
    expect(await toldOf(citizen, region)).toEqual(
      ['grace', 'suspended', 'evacuating', 'archived', 'returned'].map((stage) => `region.${stage}`),
    )
    expect(await toldOf(resident, region)).toEqual([])
    // Owners are told by their subscription, and when it is back.
    expect(await toldOf(owner, region)).toEqual(['region.returned'])
    expect(await toldOf(guest, region)).toEqual(['region.evacuating'])
    const mailed = await platform.db.select().from(mails).where(eq(mails.userId, citizen.userId))
    expect(mailed.filter(({ data }) => data.subject === 'own-region')).toHaveLength(5)

    // A second lapse is told anew.
    pass(40)
    await become(region, 'grace')
    await become(region, 'active')
    expect((await toldOf(citizen, region)).slice(-2)).toEqual(['region.grace', 'region.restored'])
  }, 120_000)

  it('is the latest date while a payment is disputed, and the stage anew when that ends', async () => {
    const { region } = await makePaid()
    const citizen = await makeMember(platform, region)
    const lapsesAt = await platform.clock.now(platform.db)
    const disputedUntil = addDays(lapsesAt, 75)
    await become(region, 'suspended', { disputedUntil, timetable: timetableAfter(disputedUntil) })
    const seen = await platform.api(citizen).regions.timetable({ region: region.name })
    expect(seen.haltedUntil).toBe(disputedUntil.toISOString())
    pass(20)
    const settled = { disputedUntil: null, timetable: timetableAfter(addDays(lapsesAt, 20)) }
    await become(region, 'suspended', settled)
    await become(region, 'suspended', settled)
    expect(await toldOf(citizen, region)).toEqual(['region.suspended', 'region.suspended'])
    const bodies = await platform.db
      .select({ body: notifications.body })
      .from(notifications)
      .where(and(eq(notifications.userId, citizen.userId), eq(notifications.kind, 'region.suspended')))
      .orderBy(notifications.createdAt)
    expect(bodies[0]?.body).toContain(`disputed, until ${disputedUntil.toISOString()} at the latest`)
    expect(bodies[1]?.body).not.toContain('disputed')
    expect(bodies[1]?.body).toContain(settled.timetable.readOnlyUntil.toISOString())
  }, 120_000)

  it('can be read with its dates by the owner, citizens and visitors, also of an archived region', async () => {
    const { region, owner } = await makePaid()
    const citizen = await makeMember(platform, region)
    const see = (who?: UserActor) => platform.api(who).regions.timetable({ region: region.name })
    expect(await see(owner)).toMatchObject({ reader: 'owner', lapsedAt: null, stages: [], evacuation: null })
    await become(region, 'suspended')
    const seen = await see(citizen)
    expect(seen).toMatchObject({ reader: 'citizen', region: { status: 'suspended' }, haltedUntil: null })
    expect(seen.stages.map(({ stage }) => stage)).toEqual(['suspended', 'evacuating', 'archived'])
    await become(region, 'archived')
    expect((await see()).evacuation).toMatchObject({ step: 'queued', progress: 0 })
    await settle()
    expect(await see()).toMatchObject({
      reader: 'visitor',
      region: { status: 'archived' },
      stages: [{ stage: 'archived' }],
      evacuation: null,
    })
    expect((await see(await makeUser(platform))).reader).toBe('visitor')
    await platform.db.update(regions).set({ status: 'pending' }).where(eq(regions.id, region.id))
    await expect(see()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await see(owner)).region.status).toBe('pending')
    await expect(platform.api().regions.timetable({ region: 'nowhere-at-all' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  }, 120_000)
})

describe('paying', () => {
  it.each(['grace', 'suspended', 'evacuating', 'archived'] as const)(
    'restores from %s, with members and settings',
    async (stage) => {
      const { region, owner } = await makePaid()
      const citizen = await makeMember(platform, region)
      const before = await rowOf(region)
      await become(region, stage)
      await settle()
      expect((await rowOf(region)).status).toBe(stage)
      await steps.comeBack(region)
      const { statusChangedAt: _, mapVersion: _map, ...after } = await rowOf(region)
      expect(before).toMatchObject(after)
      const people = await platform.db.select().from(memberships).where(eq(memberships.regionId, region.id))
      expect(people.map(({ type }) => type)).toEqual(['citizen', 'citizen'])
      await platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: 0.2 })
      await platform.api(citizen).membership.mine()
    },
    120_000,
  )
})

describe('the government of a region that nobody pays for', () => {
  it('has its treaties ended with notice, and everything else at the end, with the reason', async () => {
    const made = await makeBusyDemocracy()
    const { region, governor, ada, neighbour, policyId, electionId, recallId, offer } = made
    const pact = await offer('trade_agreement')
    await platform.api(ada).diplomacy.sign({ region: region.name, treatyId: pact.id })
    const other = await offer('non_aggression')
    await become(region, 'suspended')
    await become(region, 'evacuating')
    const treaty = (id: string) =>
      platform.api(neighbour.owner).diplomacy.get({ region: neighbour.region.name, treatyId: id })
    // Citizens of a democracy had to ratify: an offer that is not in force yet is off the table.
    expect((await treaty(pact.id)).status).toBe('rejected')
    expect((await treaty(other.id)).status).toBe('rejected')
    expect(await platform.api().council.seat({ region: region.name })).toBeNull()
    await become(region, 'archived')
    await settle()

    const policy = await platform.api(ada).policies.get({ policyId })
    expect(policy).toMatchObject({ status: 'void', outcome: null })
    const election = await platform.db.select().from(elections).where(eq(elections.id, electionId))
    expect(election).toMatchObject([{ status: 'cancelled', cancelReason: ARCHIVED }])
    const asked = await platform.db.select().from(recalls).where(eq(recalls.id, recallId))
    expect(asked).toMatchObject([{ status: 'lapsed', lapseReason: ARCHIVED }])
    const held = await platform.db.select().from(offices).where(eq(offices.regionId, region.id))
    expect(held.map(({ endReason }) => endReason)).toEqual(['region_archived', 'region_archived'])
    expect(await platform.db.$count(votes, and(eq(votes.regionId, region.id), eq(votes.state, 'open')))).toBe(
      0,
    )
    const kinds = await platform.db
      .select({ kind: notifications.kind, body: notifications.body })
      .from(notifications)
      .where(eq(notifications.userId, governor.userId))
    expect(kinds).toContainEqual({ kind: 'policy.void', body: ARCHIVED })
    const acts = await platform.db.select().from(auditLog).where(eq(auditLog.regionId, region.id))
    expect(acts.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'policy.void',
        'election.cancelled',
        'recall.lapsed',
        'office.region-archived',
      ]),
    )

    // Coming back, nobody holds an office and all are elected anew.
    await steps.comeBack(region)
    const open = await platform.api(ada).elections.list({ region: region.name, status: ['pending'] })
    expect(open.items.map(({ position }) => position).sort()).toEqual([
      'ambassador',
      'governor',
      'trade_commissioner',
    ])
    const places = await platform.api(ada).elections.offices({ region: region.name })
    expect(places.flatMap(({ holders }) => holders)).toEqual([])
    // The void proposal holds nothing back.
    const again = await platform.api(ada).policies.propose({
      ...{ region: region.name, policyType: 'tax_rate', title: 'Once more' },
      ...{ proposedChanges: { taxRate: 0.15 }, votingDurationDays: 20 },
    })
    expect(again.id).not.toBe(policyId)
  }, 120_000)

  it('binds its partners for the seven days of a notice', async () => {
    const [one, other] = [await makePaid(), await makePaid()]
    await travel.openBorders(one, other)
    const state = async () => {
      const [treaty] = (await platform.api(other.owner).diplomacy.list({ region: other.region.name })).items
      return treaty?.status
    }
    expect(await state()).toBe('active')
    await become(one.region, 'suspended')
    expect(await state()).toBe('active')
    await become(one.region, 'evacuating')
    expect(await state()).toBe('notice')
    await become(one.region, 'active')
    await become(one.region, 'evacuating')
    expect(await state()).toBe('notice')
    pass(7)
    await sweepTreaties(system())
    expect(await state()).toBe('ended')
  }, 120_000)

  it('has a treaty ended at once where the evacuation was over before its notice', async () => {
    const [one, other] = [await makePaid(), await makePaid()]
    await travel.openBorders(one, other)
    await become(one.region, 'archived')
    await settle()
    const list = await platform.api(other.owner).diplomacy.list({ region: other.region.name })
    expect(list.items.map(({ status }) => status)).toEqual(['ended'])
  }, 120_000)
})

describe('citizenship of an archived region', () => {
  it('takes no place meanwhile, and who has taken another one is a resident when it returns', async () => {
    const { region } = await makePaid()
    const [stays, moved] = [await makeMember(platform, region), await makeMember(platform, region)]
    const elsewhere = await makePaid({ settings: { citizenshipWaitDays: 0 } })
    const joinElsewhere = async (who: UserActor) => {
      const api = platform.api(who)
      for (const as of ['visitor', 'resident', 'citizen'] as const)
        await api.membership.join({ region: elsewhere.region.name, as })
    }
    await expect(joinElsewhere(moved)).rejects.toThrow('You are a citizen of another region')
    await lapse(region)
    await become(region, 'archived')
    await settle()
    await platform.api(moved).membership.join({ region: elsewhere.region.name, as: 'citizen' })
    await steps.comeBack(region)
    const typeOf = async ({ userId }: UserActor) => {
      const [row] = await platform.db
        .select()
        .from(memberships)
        .where(and(eq(memberships.regionId, region.id), eq(memberships.userId, userId)))
      return row?.type
    }
    expect([await typeOf(stays), await typeOf(moved)]).toEqual(['citizen', 'resident'])
    const told = await platform.db.select().from(notifications).where(eq(notifications.userId, moved.userId))
    expect(told.map(({ kind }) => kind)).toContain('membership.resident-again')
  }, 120_000)
})
