import { randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { callsignChanges } from '#db/schema/platform/account-access.ts'
import { failedLogIns } from '#db/schema/platform/access.ts'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { expireAccount } from './expire-account.ts'
import { toActor } from './person.ts'
import { signUp } from './sign-up.ts'
import { transact } from '../context.ts'

const platform = useTestPlatform()
const SYSTEM = { kind: 'system', job: 'test' } as const
const PASSWORD = 'tulip gravel ocean mint'

let names = 0
/** Letters only, so that none looks like another. */
const newName = (part = 'Star') =>
  `${part}-${[...randomBytes(6)].map((byte) => 'abcdefgh'[byte % 8]).join('')}${'abcdefgh'[names++ % 8]}`

async function newcomer(callsign = newName()): Promise<UserActor> {
  const person = await signUp(platform.ctx(SYSTEM), {
    ...{
      email: `${randomBytes(6).toString('hex')}@example.test`,
      callsign,
      password: PASSWORD,
      ipAddress: 'test',
    },
  })
  if (!person) throw new Error('nobody signed up')
  return toActor(person)
}
const change = (person: UserActor, callsign: string, password = PASSWORD) =>
  platform.api(person).identity.changeCallsign({ callsign, password })
const callsignOf = async ({ userId }: UserActor) =>
  (await platform.db.select().from(users).where(eq(users.id, userId)))[0]?.callsign
const profileOf = (callsign: string) => platform.api().pilots.profile({ callsign })

beforeEach(() => platform.clock.set(0))

describe('a change of callsign', () => {
  it('works with the password, is audited and told, and shows the old one beside the new one', async () => {
    const ann = await newcomer()
    const wanted = newName()
    await change(ann, wanted)
    expect(await callsignOf(ann)).toBe(wanted)
    expect(await profileOf(wanted)).toMatchObject({ callsign: wanted, formerly: ann.callsign })
    expect(await platform.api(ann).identity.callsign()).toMatchObject({
      callsign: wanted,
      changes: [{ from: ann.callsign }],
    })
    const [audit] = await platform.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, ann.userId), eq(auditLog.action, 'user.callsign-changed')))
    expect(audit).toMatchObject({ actorId: ann.userId, detail: { from: ann.callsign, to: wanted } })
    const told = await platform.db.select().from(notifications).where(eq(notifications.userId, ann.userId))
    expect(told).toMatchObject([
      { kind: 'account.callsign-changed', title: `Your callsign is now ${wanted}` },
    ])
  })

  it('needs the password: a wrong one is refused and recorded', async () => {
    const ann = await newcomer()
    await expect(change(ann, newName(), 'not the password at all')).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    expect(await callsignOf(ann)).toBe(ann.callsign)
    expect(await platform.db.$count(failedLogIns, eq(failedLogIns.userId, ann.userId))).toBe(1)
    await expect(
      platform.api().identity.changeCallsign({ callsign: newName(), password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('is possible every 30 days', async () => {
    const ann = await newcomer()
    await change(ann, newName())
    platform.clock.advance(30 * DAY_MS - 60_000)
    await expect(change(ann, newName())).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await platform.api(ann).identity.callsign()).nextChangeAt).not.toBeNull()
    platform.clock.advance(120_000)
    expect((await platform.api(ann).identity.callsign()).nextChangeAt).toBeNull()
    await change(ann, newName())
  })

  it('follows the rules for new callsigns: no staff words, no look-alikes', async () => {
    const [ann, famous] = [await newcomer(), await newcomer(newName('Ilse'))]
    for (const callsign of ['Nexus-Admin', 'ab', 'Pay-Pal'])
      await expect(change(ann, callsign)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const lookAlike = famous.callsign.replace('I', 'l')
    await expect(change(ann, lookAlike)).rejects.toMatchObject({ code: 'CONFLICT' })
    // One's own may be written in another way.
    await change(famous, famous.callsign.toUpperCase())
    expect(await callsignOf(famous)).toBe(famous.callsign.toUpperCase())
  })

  it('is one change, of several that are asked for at once', async () => {
    const ann = await newcomer()
    const outcomes = await Promise.allSettled(
      [newName(), newName(), newName()].map((name) => change(ann, name)),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'CONFLICT' })
    expect(await platform.db.$count(callsignChanges, eq(callsignChanges.userId, ann.userId))).toBe(1)
  })

  it('gives a callsign to one of several who want it at once', async () => {
    const people = [await newcomer(), await newcomer(), await newcomer()]
    const wanted = newName('Oak')
    const outcomes = await Promise.allSettled([
      ...people.map((person, at) =>
        change(person, at === 0 ? wanted : wanted.replace('O', '0').replace('0', 'o')),
      ),
      newcomer(wanted),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'CONFLICT' })
  })
})

describe('a callsign that was given up', () => {
  it('is kept for a year from everybody else, and from those who look like it', async () => {
    const [famous, thief] = [await newcomer(newName('Ilse')), await newcomer()]
    await change(famous, newName())
    for (const callsign of [famous.callsign, famous.callsign.replace('I', 'l')]) {
      await expect(change(thief, callsign)).rejects.toMatchObject({ code: 'CONFLICT' })
      await expect(newcomer(callsign)).rejects.toMatchObject({ code: 'CONFLICT' })
    }
    platform.clock.advance(364 * DAY_MS)
    await expect(newcomer(famous.callsign)).rejects.toMatchObject({ code: 'CONFLICT' })
    platform.clock.advance(2 * DAY_MS)
    await newcomer(famous.callsign)
  })

  it('can be taken back by its owner, whom then nobody else has been', async () => {
    const ann = await newcomer()
    await change(ann, newName())
    platform.clock.advance(31 * DAY_MS)
    await change(ann, ann.callsign)
    expect(await callsignOf(ann)).toBe(ann.callsign)
  })

  it('cannot be swapped with somebody', async () => {
    const [ann, bea] = [await newcomer(), await newcomer()]
    const outcomes = await Promise.allSettled([change(ann, bea.callsign), change(bea, ann.callsign)])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it('leads to the new one for 30 days, then to nobody', async () => {
    const ann = await newcomer()
    const wanted = newName()
    await change(ann, wanted)
    expect(await profileOf(ann.callsign.toLowerCase())).toMatchObject({ callsign: wanted })
    platform.clock.advance(31 * DAY_MS)
    await expect(profileOf(ann.callsign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await profileOf(wanted)).toMatchObject({ formerly: null })
  })

  it('gives nobody an invitation or a vote: the refusal says what they are called now', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    const [ann, bob] = [await newcomer(), await makeMember(platform, region)]
    await makeMember(platform, region, { user: ann })
    const wanted = newName()
    await change(ann, wanted)
    const message = `${ann.callsign} is called ${wanted} now. Use that callsign.`
    await expect(
      platform.api(bob).voting.delegate({ region: region.name, callsign: ann.callsign }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND', message })
    await expect(
      platform.api(owner).membership.invite({ region: region.name, callsign: ann.callsign }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND', message })
    expect(await platform.api(bob).voting.delegate({ region: region.name, callsign: wanted })).toMatchObject({
      callsign: wanted,
    })
  })

  it('is free at once when an account was given up that nobody confirmed', async () => {
    const ann = await newcomer()
    await platform.db.update(users).set({ confirmedAt: null }).where(eq(users.id, ann.userId))
    await transact(platform.ctx(SYSTEM), (tx) => expireAccount(tx, ann.userId, 'not-confirmed'))
    await newcomer(ann.callsign)
    expect(await callsignOf(ann)).toMatch(/^Former-/)
  })
})
