import { and, eq, isNull } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { elections, offices } from '#db/schema/platform/elections.ts'
import { notifications, sessions, users } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { accountDeletions } from '#db/schema/platform/privacy.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { authenticatorApps, passkeyChallenges, passkeys } from '#db/schema/platform/second-factor.ts'
import { ballots, delegations } from '#db/schema/platform/voting.ts'
import { pilots, ships } from '#db/schema/galaxy/presence.ts'
import { setUpApp } from '#server/testing/authenticator.ts'
import { deletionSteps } from '#server/testing/deletion-steps.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { addPasskey, passkeyDevice } from '#server/testing/passkey-device.ts'
import { signUpAnew, TEST_PASSWORD, testBrowser } from '#server/testing/test-browser.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { deleteSentMails } from '../mail/delete-sent-mails.ts'
import { type UserActor } from '../require-actor.ts'
import { applyErasures } from './apply-erasures.ts'
import { carryOutDeletion } from './carry-out-deletion.ts'

const platform = useTestPlatform()
const steps = deletionSteps(platform)
const DAY = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const isOf = (person: UserActor) => eq(users.id, person.userId)
const deletionsOf = (person: UserActor) =>
  platform.db.select().from(accountDeletions).where(eq(accountDeletions.userId, person.userId))

describe('asking for a deletion', () => {
  it('needs the password, is audited, tells by notice and mail, and leaves everything as it is', async () => {
    const ann = await steps.makePerson()
    await platform.db
      .update(users)
      .set({ email: `${ann.callsign}@mail.test` })
      .where(isOf(ann))
    await expect(steps.ask(ann, 'a guess that is not it')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await deletionsOf(ann)).toEqual([])
    const { dueAt } = await steps.ask(ann)
    expect(Date.parse(dueAt) - (await platform.clock.now(platform.db)).getTime()).toBeGreaterThan(13.9 * DAY)
    expect(await writtenActions(platform, ann)).toContain('user.deletion-asked')
    expect(
      await platform.db.select().from(notifications).where(eq(notifications.userId, ann.userId)),
    ).toMatchObject([{ kind: 'account.deletion-asked' }])
    expect(await platform.db.select().from(mails).where(eq(mails.userId, ann.userId))).toMatchObject([
      { address: `${ann.callsign}@mail.test`, kind: 'notice' },
    ])
    await expect(steps.ask(ann)).rejects.toMatchObject({ cause: { reason: 'deletion-asked' } })
    await steps.sweep()
    expect((await steps.rowOf(ann)).expiredAt).toBeNull()
  })

  it('is refused to strangers; an owner is told which regions lose them, and may leave', async () => {
    await expect(platform.api().privacy.requestDeletion({ password: 'x' })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    const owner = await steps.makePerson()
    const { region } = await makeRegion(platform, { owner, displayName: 'The Far Reach' })
    const view = await platform.api(owner).privacy.deletion()
    expect(view).toMatchObject({
      ...{ refusal: null, regions: [{ displayName: 'The Far Reach', successor: null }] },
    })
    expect((await steps.leave(owner)).expiredAt).not.toBeNull()
    const [left] = await platform.db.select().from(regions).where(eq(regions.id, region.id))
    expect(left).toMatchObject({ ownerId: owner.userId, status: 'active' })
  })

  it('is refused to the last administrator, also when two ask at once', async () => {
    await platform.db.update(users).set({ role: 'player' })
    const [one, other] = [
      await steps.makePerson({ role: 'admin' }),
      await steps.makePerson({ role: 'admin' }),
    ]
    const asked = await Promise.allSettled([steps.ask(one), steps.ask(other)])
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { cause: { reason: 'last-admin' } },
    })
  })

  it('can be taken back until it is due, by the person alone', async () => {
    const ann = await steps.makePerson()
    const bob = await makeUser(platform)
    await expect(platform.api(ann).privacy.takeBackDeletion()).rejects.toMatchObject({
      cause: { reason: 'no-deletion' },
    })
    await steps.ask(ann)
    await expect(platform.api(bob).privacy.takeBackDeletion()).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await platform.api(ann).privacy.openDeletion()).not.toBeNull()
    await platform.api(ann).privacy.takeBackDeletion()
    expect(await platform.api(ann).privacy.openDeletion()).toBeNull()
    expect(await writtenActions(platform, ann)).toContain('user.deletion-taken-back')
    platform.clock.advance(15 * DAY)
    await steps.sweep()
    expect((await steps.rowOf(ann)).expiredAt).toBeNull()
    await steps.ask(ann)
    platform.clock.advance(15 * DAY)
    // The sweep may be late: what is due is final all the same.
    await expect(platform.api(ann).privacy.takeBackDeletion()).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('a deletion that is due', () => {
  it('empties the account, ends every way in, and frees the address', async () => {
    const ann = await steps.makePerson()
    await platform
      .apiContext()
      .request.sessions.begin(
        ann.userId,
        { ipAddress: null, userAgent: null },
        await platform.clock.now(platform.db),
      )
    const { email, callsign } = await steps.rowOf(ann)
    const row = await steps.leave(ann)
    expect(row).toMatchObject({ passwordHash: '!', role: 'player', confirmedAt: null })
    expect(row.callsign).toMatch(/^Former-[0-9a-f]{16}$/)
    expect(row.email).toMatch(/@expired\.invalid$/)
    expect(await platform.db.$count(sessions, eq(sessions.userId, ann.userId))).toBe(0)
    expect(await platform.db.$count(notifications, eq(notifications.userId, ann.userId))).toBe(0)
    expect(await deletionsOf(ann)).toMatchObject([{ outcome: 'carried_out' }])
    expect((await system().erasures.read()).map(({ userId }) => userId)).toContain(ann.userId)
    // The last mail goes to the address that was left, and is forgotten once it is sent.
    const ofAnn = eq(mails.userId, ann.userId)
    expect(await platform.db.select().from(mails).where(ofAnn)).toMatchObject([
      { kind: 'account-deleted', address: email, data: { callsign } },
    ])
    await platform.runOutbox()
    await deleteSentMails(system())
    expect(await platform.db.$count(mails, ofAnn)).toBe(0)
    const again = { email, callsign: 'Newly-Arrived', password: 'seven harbour lamps at dawn' }
    await expect(platform.api().identity.signUp({ ...again, callsign })).rejects.toMatchObject({
      cause: { reason: 'callsign-taken' },
    })
    await expect(platform.api().pilots.profile({ callsign })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await platform.api().identity.signUp(again)
    expect(await platform.db.$count(users, eq(users.email, email))).toBe(1)
  })

  it('forgets the second factors, which open nothing any more', async () => {
    const account = await signUpAnew(platform)
    const device = passkeyDevice()
    await setUpApp(platform, account)
    await addPasskey(account, device)
    await account.browser.call((api) => api.passkeys.askForProof())
    await account.browser.call((api) => api.privacy.requestDeletion({ password: TEST_PASSWORD }))
    platform.clock.advance(14 * DAY + 60_000)
    await steps.sweep()
    for (const table of [authenticatorApps, passkeys, passkeyChallenges])
      expect(await platform.db.$count(table, eq(table.userId, account.userId))).toBe(0)
    const [row] = await platform.db.select().from(users).where(eq(users.id, account.userId))
    expect(row).toMatchObject({ passwordHash: '!', secondFactorAt: null })
    const browser = testBrowser(platform)
    const options = await browser.call((api) => api.passkeys.askToLogIn())
    await expect(
      browser.call((api) => api.passkeys.logIn({ passkey: device.sign(options) })),
    ).rejects.toMatchObject({ cause: { reason: 'wrong-passkey' } })
  })

  it('ends offices, memberships, delegations and invitations; cast ballots stay', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    const ann = await steps.withPassword(await makeMember(platform, region))
    const bob = await makeMember(platform, region)
    await makeOfficeHolder(platform, region, 'governor', ann)
    const at = { region: region.name }
    await platform.api(bob).voting.delegate({ ...at, callsign: ann.callsign })
    const { id: policyId } = await platform.api(owner).policies.propose({
      ...{ ...at, policyType: 'tax_rate', title: 'Another tax', proposedChanges: { taxRate: 0.15 } },
    })
    await platform.api(ann).policies.cast({ policyId, choice: 'yes' })
    const elsewhere = await makeRegion(platform)
    await platform.api(elsewhere.owner).membership.invite({
      region: elsewhere.region.name,
      callsign: ann.callsign,
    })
    const row = await steps.leave(ann)
    const ofAnn = and(eq(offices.userId, ann.userId), isNull(offices.endedAt))
    expect(await platform.db.$count(offices, ofAnn)).toBe(0)
    expect(await platform.db.$count(memberships, eq(memberships.userId, ann.userId))).toBe(0)
    expect(
      await platform.db.$count(
        delegations,
        and(eq(delegations.delegateId, ann.userId), isNull(delegations.endedAt)),
      ),
    ).toBe(0)
    expect(await platform.db.$count(ballots, eq(ballots.userId, ann.userId))).toBe(1)
    const told = await platform.db.select().from(notifications).where(eq(notifications.userId, owner.userId))
    const vacant = told.find(({ kind }) => kind === 'office.vacant')
    expect(vacant?.title).toContain(row.callsign)
    expect(vacant?.title).not.toContain(ann.callsign)
  })

  it('takes a candidate out of the race', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    const ann = await steps.withPassword(await makeMember(platform, region))
    const election = await platform.api(owner).elections.open({ region: region.name, position: 'governor' })
    await platform.api(ann).elections.nominate({ electionId: election.id, platform: 'Lamps for every lane.' })
    await steps.ask(ann)
    // So that nominations are still open when the deletion is due.
    await platform.db.update(accountDeletions).set({ dueAt: await platform.clock.now(platform.db) })
    await steps.sweep()
    const { candidates } = await platform.api(owner).elections.get({ electionId: election.id })
    expect(candidates).toEqual([])
    expect((await platform.db.select().from(elections).where(eq(elections.id, election.id)))[0]?.status).toBe(
      'pending',
    )
  })

  it('makes galaxies forget the name', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const { user } = await makeTrader(platform, region)
    await steps.withPassword(user)
    const { callsign } = await steps.leave(user)
    const db = await platform.galaxy(region.galaxyId ?? '')
    expect(await db.select().from(pilots).where(eq(pilots.userId, user.userId))).toMatchObject([{ callsign }])
    const [ship] = await db.select().from(ships).where(eq(ships.userId, user.userId))
    expect(ship?.name).toContain(callsign)
    expect((await steps.rowOf(user)).forgottenAt).not.toBeNull()
  })

  it('is not carried out for somebody who became the only administrator meanwhile, who is told', async () => {
    const ann = await steps.makePerson()
    await steps.ask(ann)
    await platform.db.update(users).set({ role: 'player' })
    await platform.db.update(users).set({ role: 'admin' }).where(isOf(ann))
    platform.clock.advance(15 * DAY)
    await steps.sweep()
    expect((await steps.rowOf(ann)).expiredAt).toBeNull()
    expect(await deletionsOf(ann)).toMatchObject([{ outcome: 'refused' }])
    const told = and(eq(notifications.userId, ann.userId), eq(notifications.kind, 'account.deletion-refused'))
    expect(await platform.db.$count(notifications, told)).toBe(1)
  })

  it('is carried out once, however many sweeps run', async () => {
    const ann = await steps.makePerson()
    await steps.ask(ann)
    platform.clock.advance(15 * DAY)
    await Promise.all(Array.from({ length: 4 }, () => carryOutDeletion(system(), ann)))
    await carryOutDeletion(system(), ann)
    expect(await platform.db.$count(mails, eq(mails.userId, ann.userId))).toBe(1)
    const listed = (await system().erasures.read()).filter(({ userId }) => userId === ann.userId)
    expect(listed).toHaveLength(1)
  })

  it('waits while the list of erasures cannot be written', async () => {
    const ann = await steps.makePerson()
    await steps.ask(ann)
    platform.clock.advance(15 * DAY)
    const ctx = system()
    const full = { ...ctx.erasures, append: () => Promise.reject(new Error('the disk is full')) }
    await expect(carryOutDeletion({ ...ctx, erasures: full }, ann)).rejects.toThrow('the disk is full')
    expect((await steps.rowOf(ann)).expiredAt).toBeNull()
    await steps.sweep()
    expect((await steps.rowOf(ann)).expiredAt).not.toBeNull()
  })
})

describe('a restored backup', () => {
  it('forgets again whoever was erased, in the platform and the galaxies, once', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const { user } = await makeTrader(platform, region)
    await steps.withPassword(user)
    const { callsignSkeleton: _generated, ...before } = await steps.rowOf(user)
    const stays = await makeUser(platform)
    await steps.leave(user)
    // As the backup had it: the account with its name and its password, and nothing of a deletion.
    await platform.db.update(users).set(before).where(isOf(user))
    await platform.db.delete(accountDeletions).where(eq(accountDeletions.userId, user.userId))
    await platform.db.insert(notifications).values({
      ...{ userId: user.userId, kind: 'test', title: 'Old news', createdAt: before.createdAt },
    })
    const db = await platform.galaxy(region.galaxyId ?? '')
    await db.update(pilots).set({ callsign: before.callsign }).where(eq(pilots.userId, user.userId))

    expect(await applyErasures(system())).toBe(1)
    const row = await steps.rowOf(user)
    expect(row).toMatchObject({ passwordHash: '!', confirmedAt: null })
    expect(await platform.db.$count(notifications, eq(notifications.userId, user.userId))).toBe(0)
    // Nobody is written to a second time.
    expect(await platform.db.$count(mails, eq(mails.userId, user.userId))).toBe(0)
    await steps.sweep()
    expect(await db.select().from(pilots).where(eq(pilots.userId, user.userId))).toMatchObject([
      { callsign: row.callsign },
    ])
    expect(await applyErasures(system())).toBe(0)
    expect((await steps.rowOf(stays)).expiredAt).toBeNull()
  })
})
