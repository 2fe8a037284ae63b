import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { offices } from '#db/schema/platform/elections.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { invitations } from '#db/schema/platform/invitations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { INVITATION_DAYS, OPEN_INVITATIONS_MAX } from '#server/domain/membership/invitation-rules.ts'
import { GOVERNANCE_TYPES } from '#server/domain/regions/governance-types.ts'
import { like } from '#server/testing/like.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { membershipSteps } from '#server/testing/membership-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'

const platform = useTestPlatform()
const { join } = membershipSteps(platform)

const invite = (from: UserActor, region: RegionRow, guest: UserActor) =>
  platform.api(from).membership.invite({ region: region.name, callsign: guest.callsign })
const listed = async (reader: UserActor, region: RegionRow) =>
  (await platform.api(reader).membership.invitations({ region: region.name })).items
const mine = async (guest: UserActor) => (await platform.api(guest).membership.mine()).invitations
const select = () => makeRegion(platform, { settings: { immigrationPolicy: 'invitation' } })
const settles = async (guest: UserActor, region: RegionRow) =>
  join(guest, region, 'resident').then(
    ({ membershipType }) => membershipType,
    (error: { cause?: { reason?: string } }) => error.cause?.reason,
  )

async function invited() {
  const { region, owner } = await select()
  const guest = await makeUser(platform)
  await invite(owner, region, guest)
  const [invitation] = await mine(guest)
  return { region, owner, guest, invitationId: invitation?.id ?? '' }
}

describe('an invitation', () => {
  it('is seen by the region and by who is invited, and by nobody else, until it is accepted', async () => {
    const { region, owner, guest, invitationId } = await invited()
    expect(await listed(owner, region)).toMatchObject([
      { id: invitationId, callsign: guest.callsign, invitedBy: owner.callsign },
    ])
    expect(await mine(guest)).toMatchObject([
      { region: { id: region.id, name: region.name, displayName: region.displayName } },
    ])
    const stranger = await makeUser(platform)
    expect(await mine(stranger)).toEqual([])
    await expect(listed(stranger, region)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(listed(guest, region)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await settles(guest, region)).toBe('resident')
    expect(await listed(owner, region)).toEqual([])
    expect(await mine(guest)).toEqual([])
    const [row] = await platform.db.select().from(invitations).where(eq(invitations.id, invitationId))
    expect(row?.outcome).toBe('accepted')
  })

  it(`lapses after ${INVITATION_DAYS} days, and may then be sent again`, async () => {
    const { region, owner, guest } = await invited()
    platform.clock.advance(INVITATION_DAYS * DAY_MS + 1)
    expect(await listed(owner, region)).toEqual([])
    expect(await mine(guest)).toEqual([])
    expect(await settles(guest, region)).toBe('invitation-needed')
    await invite(owner, region, guest)
    expect(await settles(guest, region)).toBe('resident')
    platform.clock.set(0)
  })

  it('can be revoked by those who admit members, and by no other', async () => {
    const { region, owner, guest, invitationId } = await invited()
    const revoke = (by: UserActor) => platform.api(by).membership.revokeInvitation({ invitationId })
    const elsewhere = await select()
    for (const stranger of [guest, elsewhere.owner])
      await expect(revoke(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const ambassador = await makeOfficeHolder(
      platform,
      region,
      'ambassador',
      await makeMember(platform, region),
    )
    await expect(revoke(ambassador)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await mine(guest)).toHaveLength(1)
    await revoke(owner)
    await revoke(owner)
    expect(await mine(guest)).toEqual([])
    expect(await settles(guest, region)).toBe('invitation-needed')
    expect(await writtenActions(platform, owner)).toEqual(
      like.arrayContaining(['membership.invitation-revoked']),
    )
  })

  it('can be declined by who is invited alone, and is not sent again for two weeks', async () => {
    const { region, owner, guest, invitationId } = await invited()
    const decline = (by: UserActor) => platform.api(by).membership.declineInvitation({ invitationId })
    for (const other of [owner, await makeUser(platform)])
      await expect(decline(other)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await decline(guest)
    expect(await listed(owner, region)).toEqual([])
    await expect(platform.api(owner).membership.revokeInvitation({ invitationId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await expect(invite(owner, region, guest)).rejects.toMatchObject({ cause: { reason: 'declined-lately' } })
    platform.clock.advance(14 * DAY_MS + 1)
    await invite(owner, region, guest)
    expect(await mine(guest)).toHaveLength(1)
    platform.clock.set(0)
  })

  it('is told of once a day, however often it is revoked and sent again; so is an application', async () => {
    const { region, owner, guest } = await invited()
    for (let again = 0; again < 5; again++) {
      const [open] = await listed(owner, region)
      await platform.api(owner).membership.revokeInvitation({ invitationId: open?.id ?? '' })
      await invite(owner, region, guest)
    }
    const toldOf = async (kind: string) =>
      platform.db.$count(
        notifications,
        and(eq(notifications.regionId, region.id), eq(notifications.kind, kind)),
      )
    expect(await toldOf('membership.invited')).toBe(1)

    await platform.db
      .update(regions)
      .set({ immigrationPolicy: 'application' })
      .where(eq(regions.id, region.id))
    const applicant = await makeUser(platform)
    for (let again = 0; again < 5; again++) {
      await platform.api(applicant).membership.join({
        ...{ region: region.name, as: 'resident', message: 'Look at https://example.test' },
      })
      await platform.api(applicant).membership.withdrawApplication({ region: region.name })
    }
    expect(await toldOf('membership.applied')).toBe(1)
    const [notice] = await platform.db
      .select()
      .from(notifications)
      .where(and(eq(notifications.regionId, region.id), eq(notifications.kind, 'membership.applied')))
    expect(notice?.body, 'a stranger’s words go into no mail of ours').toBe('')
  })

  it('is one of at most fifty, also when they are sent at once', async () => {
    const { region, owner } = await select()
    const now = await platform.clock.now(platform.db)
    for (let sent = 0; sent < OPEN_INVITATIONS_MAX - 1; sent++)
      await platform.db.insert(invitations).values({
        regionId: region.id,
        userId: (await makeUser(platform)).userId,
        invitedBy: owner.userId,
        invitedAt: now,
        expiresAt: new Date(now.getTime() + DAY_MS),
      })
    const guests = [await makeUser(platform), await makeUser(platform), await makeUser(platform)]
    const outcomes = await Promise.allSettled(guests.map((guest) => invite(owner, region, guest)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await listed(owner, region)).toHaveLength(OPEN_INVITATIONS_MAX)
  })
})

describe('an invitation ends with the government that made it', () => {
  const governs = (region: RegionRow, governanceType: (typeof GOVERNANCE_TYPES)[number]) =>
    platform.db.update(regions).set({ governanceType }).where(eq(regions.id, region.id))

  it.each(GOVERNANCE_TYPES)('in a region that was a %s', async (was) => {
    const office = was === 'autocracy' ? null : was === 'democracy' ? 'governor' : 'council_member'
    const { region, owner } = await makeRegion(platform, {
      governanceType: was,
      settings: { immigrationPolicy: 'invitation' },
    })
    const byOwner = await makeUser(platform)
    await invite(owner, region, byOwner)
    if (office === null) {
      await governs(region, 'democracy')
      expect(await mine(byOwner), 'the owner stands in for the governor').toHaveLength(1)
      await makeOfficeHolder(platform, region, 'governor', await makeMember(platform, region))
      expect(await mine(byOwner)).toEqual([])
      expect(await settles(byOwner, region)).toBe('invitation-needed')
      return
    }
    const holder = await makeOfficeHolder(platform, region, office, await makeMember(platform, region))
    expect(await mine(byOwner), 'the office admits now').toEqual([])
    const byHolder = await makeUser(platform)
    await invite(holder, region, byHolder)
    expect(await mine(byHolder)).toHaveLength(1)
    const now = await platform.clock.now(platform.db)
    await platform.db
      .update(offices)
      .set({ endedAt: now, endReason: 'resigned' })
      .where(and(eq(offices.regionId, region.id), eq(offices.userId, holder.userId)))
    // The office is vacant, so the owner admits again, and what the owner sent before holds.
    expect(await listed(owner, region)).toMatchObject([{ callsign: byOwner.callsign }])
    expect(await settles(byHolder, region)).toBe('invitation-needed')
  })
})
