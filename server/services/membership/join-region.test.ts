import { and, asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type Actor } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'
import { like } from '#server/testing/like.ts'
import { membershipSteps } from '#server/testing/membership-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()
const { join, sweep, actionsIn } = membershipSteps(platform)
const inOffice = async (region: RegionRow, position: Position) =>
  makeOfficeHolder(platform, region, position, await makeMember(platform, region))
async function subscribe(user: UserActor) {
  const now = await platform.clock.now(platform.db)
  await platform.db.insert(subscriptions).values({
    userId: user.userId,
    plan: 'galactic_citizen',
    status: 'active',
    state: {},
    amountMinor: 500,
    currency: 'USD',
    createdAt: now,
    updatedAt: now,
  })
}

describe('joining', () => {
  it('leads from visitor to resident to citizen where immigration is open', async () => {
    const { region } = await makeRegion(platform)
    const player = await makeUser(platform)
    expect(await join(player, region)).toMatchObject({ membershipType: 'visitor', outcome: 'joined' })
    expect(await join(player, region)).toMatchObject({ membershipType: 'resident', outcome: 'joined' })
    const applied = await join(player, region)
    expect(applied).toMatchObject({ membershipType: 'resident', outcome: 'applied' })
    expect(await join(player, region)).toMatchObject({ citizenshipAt: applied.citizenshipAt })
    platform.clock.advance(3 * DAY_MS)
    await sweep()
    const mine = await platform.api(player).membership.mine()
    expect(mine).toMatchObject({
      items: [{ membershipType: 'citizen', votingPower: 100, pending: null }],
      citizenships: { held: 1, limit: 1 },
    })
    expect(await actionsIn(region.id)).toEqual(
      expect.arrayContaining([
        'membership.visited',
        'membership.resident',
        'membership.applied',
        'membership.citizen',
      ]),
    )
    await expect(join(player, region)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(join(player, region, 'resident')).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await join(player, region, 'visitor')).toMatchObject({ membershipType: 'citizen' })
  })

  it('goes straight to residence on request, but never to citizenship', async () => {
    const { region } = await makeRegion(platform)
    expect(await join(await makeUser(platform), region, 'resident')).toMatchObject({
      membershipType: 'resident',
    })
    await expect(join(await makeUser(platform), region, 'citizen')).rejects.toMatchObject({
      code: 'FORBIDDEN',
      cause: { reason: 'not-a-resident' },
    })
  })

  it('is decided by the government where immigration asks for applications', async () => {
    const { region, owner } = await makeRegion(platform, { settings: { immigrationPolicy: 'application' } })
    const [hopeful, other] = [await makeUser(platform), await makeUser(platform)]
    expect(await join(hopeful, region, 'resident')).toMatchObject({
      outcome: 'applied',
      membershipType: 'visitor',
    })
    await join(hopeful, region, 'resident')
    await join(other, region, 'resident')
    const open = await platform.api(owner).membership.applications({ region: region.name })
    expect(open).toMatchObject({ total: 2, items: [{ callsign: hopeful.callsign, wants: 'resident' }, {}] })
    const [first, second] = open.items
    const decide = (actor: Actor, applicationId: string, decision: 'approve' | 'refuse') =>
      platform.api(actor).membership.decide({ applicationId, decision })
    await expect(decide(hopeful, first?.id ?? '', 'approve')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(decide(owner, region.id, 'approve')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await decide(owner, first?.id ?? '', 'approve')).toMatchObject({ status: 'approved' })
    expect(await decide(owner, second?.id ?? '', 'refuse')).toMatchObject({ status: 'refused' })
    await expect(decide(owner, second?.id ?? '', 'approve')).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await writtenActions(platform, owner)).toEqual(
      expect.arrayContaining(['membership.application-approved', 'membership.application-refused']),
    )
    const [mine] = (await platform.api(hopeful).membership.mine()).items
    expect(mine).toMatchObject({ membershipType: 'resident', pending: null })
    expect(mine?.citizenshipReadyAt).not.toBeNull()
  })

  it('notifies a rejected applicant, and shows pending applications', async () => {
    const { region, owner } = await makeRegion(platform)
    const resident = await makeMember(platform, region, { type: 'resident' })
    await join(resident, region, 'citizen')
    const waiting = async () => (await platform.api(resident).membership.mine()).items[0]?.pending
    expect(await waiting()).toBe('application')
    const { items } = await platform.api(owner).membership.applications({ region: region.name })
    await platform.api(owner).membership.decide({ applicationId: items[0]?.id ?? '', decision: 'refuse' })
    expect(await waiting()).toBeNull()
    const told = await platform.db
      .select()
      .from(notifications)
      .where(eq(notifications.userId, resident.userId))
    expect(told.map(({ title }) => title)).toEqual([
      `${region.displayName} refused your application for citizenship`,
    ])
  })

  it('decides by the applicant’s current membership', async () => {
    const { region, owner } = await makeRegion(platform, { settings: { immigrationPolicy: 'application' } })
    const approve = async () => {
      const { items } = await platform.api(owner).membership.applications({ region: region.name })
      return platform.api(owner).membership.decide({ applicationId: items[0]?.id ?? '', decision: 'approve' })
    }
    const mine = (user: UserActor) =>
      and(eq(memberships.regionId, region.id), eq(memberships.userId, user.userId))

    const gone = await makeUser(platform)
    await join(gone, region, 'resident')
    await platform.db.delete(memberships).where(mine(gone))
    await expect(approve()).rejects.toMatchObject({ code: 'CONFLICT', cause: { reason: 'applicant-gone' } })
    await platform.db.delete(membershipApplications)

    const settled = await makeUser(platform)
    await join(settled, region, 'resident')
    await platform.db
      .update(memberships)
      .set({ type: 'resident', residentSince: new Date() })
      .where(mine(settled))
    expect(await approve()).toMatchObject({ status: 'approved' })

    const elsewhere = await makeRegion(platform)
    const resident = await makeMember(platform, region, { type: 'resident' })
    await join(resident, region, 'citizen')
    await makeMember(platform, elsewhere.region, { user: resident })
    await expect(approve()).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('grants no citizenship while the region is closed', async () => {
    const { region } = await makeRegion(platform)
    const resident = await makeMember(platform, region, { type: 'resident' })
    await join(resident, region, 'citizen')
    platform.clock.advance(30 * DAY_MS)
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    await sweep()
    const [before] = (await platform.api(resident).membership.mine()).items
    expect(before).toMatchObject({ membershipType: 'resident', pending: 'application' })
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    await sweep()
    const [after] = (await platform.api(resident).membership.mine()).items
    expect(after).toMatchObject({ membershipType: 'citizen', pending: null })
  })

  it('lets the government approve a citizenship early', async () => {
    const { region, owner } = await makeRegion(platform)
    const resident = await makeMember(platform, region, { type: 'resident' })
    await join(resident, region, 'citizen')
    const { items } = await platform.api(owner).membership.applications({ region: region.name })
    await platform.api(owner).membership.decide({ applicationId: items[0]?.id ?? '', decision: 'approve' })
    expect((await platform.api(resident).membership.mine()).items[0]?.membershipType).toBe('citizen')
  })

  it.each([
    ['autocracy', null, 'only the owner can admit', ['governor', 'council_member']],
    ['democracy', 'governor', 'only the governor can admit', ['council_member']],
    ['council', 'council_member', 'only council members can admit', ['governor']],
  ] as const)(
    'is decided in a %s by its %s, or the owner without one: no other office admits, nor an administrator',
    async (governanceType, office, who, others) => {
      const { region, owner } = await makeRegion(platform, { governanceType })
      const [one, other] = [
        await makeMember(platform, region, { type: 'resident' }),
        await makeMember(platform, region, { type: 'resident' }),
      ]
      for (const resident of [one, other]) await join(resident, region, 'citizen')
      const seen = (actor: Actor) => platform.api(actor).membership.applications({ region: region.name })
      const approve = async (actor: Actor) =>
        platform.api(actor).membership.decide({
          applicationId: (await seen(owner)).items[0]?.id ?? '',
          decision: 'approve',
        })
      const invite = async (actor: Actor) =>
        platform.api(actor).membership.invite({
          region: region.name,
          callsign: (await makeUser(platform)).callsign,
        })

      const refusal = { code: 'FORBIDDEN', message: like.stringContaining(who) }
      const outsiders = [await makeUser(platform, { role: 'admin' })]
      for (const position of ['ambassador', 'trade_commissioner', ...others] as const)
        outsiders.push(await inOffice(region, position))
      for (const actor of outsiders) {
        await expect(approve(actor)).rejects.toMatchObject(refusal)
        await expect(invite(actor)).rejects.toMatchObject(refusal)
        expect((await seen(actor)).whyNotAdmit).toContain(who)
      }

      expect((await seen(owner)).whyNotAdmit).toBeNull()
      expect(await approve(owner)).toMatchObject({ status: 'approved' })
      await invite(owner)
      if (office === null) return
      const holder = await inOffice(region, office)
      await expect(approve(owner)).rejects.toMatchObject(refusal)
      expect(await approve(holder)).toMatchObject({ status: 'approved' })
      await invite(holder)
    },
  )

  it('notifies those who decide on an application: the office, or the owner while it is vacant', async () => {
    for (const [form, office, other] of [
      ['autocracy', 'governor', 'governor'],
      ['democracy', 'governor', 'council_member'],
      ['council', 'council_member', 'governor'],
    ] as const) {
      const { region, owner } = await makeRegion(platform, { governanceType: form })
      const apply = async () =>
        join(await makeMember(platform, region, { type: 'resident' }), region, 'citizen')
      await inOffice(region, other)
      await apply()
      const acting = await inOffice(region, office)
      await apply()
      const told = await platform.db
        .select({ userId: notifications.userId })
        .from(notifications)
        .where(and(eq(notifications.regionId, region.id), eq(notifications.kind, 'membership.applied')))
        .orderBy(asc(notifications.createdAt))
      const second = form === 'autocracy' ? owner : acting
      expect(told.map(({ userId }) => userId)).toEqual([owner.userId, second.userId])
    }
  })

  it('is refused where closed, or allowed by invitation only', async () => {
    const closed = await makeRegion(platform, { settings: { immigrationPolicy: 'closed' } })
    const select = await makeRegion(platform, { settings: { immigrationPolicy: 'invitation' } })
    const player = await makeUser(platform)
    await expect(join(player, closed.region, 'resident')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(join(player, select.region, 'resident')).rejects.toMatchObject({
      cause: { reason: 'invitation-needed' },
    })
    const invite = (actor: Actor, callsign: string) =>
      platform.api(actor).membership.invite({ region: select.region.name, callsign })
    await expect(invite(player, player.callsign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(invite(select.owner, 'nobody-at-all')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await invite(select.owner, player.callsign.toUpperCase())).toMatchObject({ userId: player.userId })
    expect(await invite(select.owner, player.callsign)).toMatchObject({ userId: player.userId })
    expect(await join(player, select.region, 'resident')).toMatchObject({ membershipType: 'resident' })
    await expect(invite(select.owner, player.callsign)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('does not invite an applicant', async () => {
    const { region, owner } = await makeRegion(platform, { settings: { immigrationPolicy: 'application' } })
    const player = await makeUser(platform)
    await join(player, region, 'resident')
    await expect(
      platform.api(owner).membership.invite({ region: region.name, callsign: player.callsign }),
    ).rejects.toMatchObject({ cause: { reason: 'has-applied' } })
  })

  it('is open to citizens of a region with open borders and residence', async () => {
    const home = await makeRegion(platform)
    const closed = await makeRegion(platform, { settings: { immigrationPolicy: 'closed' } })
    const citizen = await makeMember(platform, home.region)
    const { id: treatyId } = await platform.api(home.owner).diplomacy.propose({
      region: home.region.name,
      partner: closed.region.name,
      treatyType: 'open_borders',
      terms: { residence: true },
    })
    await platform.api(closed.owner).diplomacy.sign({ treatyId, region: closed.region.name })
    expect(await join(citizen, closed.region, 'resident')).toMatchObject({ membershipType: 'resident' })
  })

  it('allows one citizenship, five for galactic citizens, even for concurrent requests', async () => {
    const none = { citizenshipWaitDays: 0 }
    const regions = await Promise.all([1, 2, 3].map(() => makeRegion(platform, { settings: none })))
    const player = await makeUser(platform)
    for (const { region } of regions) await join(player, region, 'resident')
    const both = await Promise.allSettled(
      regions.slice(0, 2).map(({ region }) => join(player, region, 'citizen')),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'FORBIDDEN', cause: { reason: 'citizenship-limit' } },
    })
    await subscribe(player)
    const third = regions[2]
    if (!third) throw new Error('no region')
    expect(await join(player, third.region, 'citizen')).toMatchObject({ membershipType: 'citizen' })
    expect((await platform.api(player).membership.mine()).citizenships).toEqual({ held: 2, limit: 5 })
  })

  it('is refused in a closed region and in an unknown one', async () => {
    const { region } = await makeRegion(platform, { status: 'suspended' })
    const player = await makeUser(platform)
    await expect(join(player, region)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(platform.api(player).membership.join({ region: 'nowhere' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(join({ kind: 'anonymous' }, region)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('has a REST path by name', async () => {
    const { region } = await makeRegion(platform)
    const player = await makeUser(platform)
    expect(await platform.api(player).membership.join({ region: region.name })).toMatchObject({
      membershipType: 'visitor',
    })
  })
})
