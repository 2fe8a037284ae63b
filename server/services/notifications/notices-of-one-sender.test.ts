import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { CASTS_A_MINUTE, PROPOSALS_A_DAY } from '#server/domain/voting/bounds-of-one-person.ts'
import { LINES_A_DAY } from '#server/domain/notifications/notices-of-one-sender.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { policySteps } from '#server/testing/policy-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { notify, type Notice } from './notify.ts'

const platform = useTestPlatform()
const { proposeTax, cast } = policySteps(platform)

const linesOf = async ({ userId }: UserActor, kind: string) =>
  platform.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.userId, userId), eq(notifications.kind, kind)))

const tellAs = (sender: UserActor, reader: UserActor, notice: Partial<Notice> = {}) =>
  transact(platform.ctx(sender), (tx) =>
    notify(tx, { userIds: [reader.userId], kind: 'law.in-force', title: 'A law', href: '/a', ...notice }),
  )

describe('proposing and withdrawing again and again', () => {
  it('is one line in everybody’s inbox and one mail, which leads to all votes; and ends after thirty in a day', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 2)
    const [, ann] = voters as [UserActor, UserActor]
    await platform.db.update(users).set({ email: 'ann@mail.test' }).where(eq(users.id, ann.userId))
    for (let again = 0; again < PROPOSALS_A_DAY; again++) {
      const { id } = await proposeTax(owner, region)
      await platform.runOutbox()
      await platform.api(owner).policies.withdraw({ policyId: id })
    }
    expect(await linesOf(ann, 'policy.opened')).toMatchObject([
      { href: '/votes', title: expect.stringContaining(`(and ${PROPOSALS_A_DAY - 1} more)`) as string },
    ])
    expect(
      await platform.db.$count(mails, and(eq(mails.userId, ann.userId), eq(mails.kind, 'notice'))),
    ).toBeLessThanOrEqual(1)
    await expect(proposeTax(owner, region)).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'too-many-proposals' },
    })
    expect(await proposeTax(ann, region).catch(() => 'refused'), 'others still propose').not.toBe('refused')
    platform.clock.advance(DAY_MS)
    await expect(proposeTax(owner, region, 0.2)).rejects.not.toMatchObject({
      cause: { reason: 'too-many-proposals' },
    })
  })
})

describe('news of the same kind from one person', () => {
  it('joins the unread line, and another person’s does not', async () => {
    const [ann, ben, eve] = [await makeUser(platform), await makeUser(platform), await makeUser(platform)]
    await tellAs(ben, ann, { title: 'First' })
    await tellAs(ben, ann, { title: 'Second', href: '/b' })
    await tellAs(ben, ann, { title: 'Third', href: '/c' })
    await tellAs(eve, ann, { title: 'Of another' })
    await tellAs(ben, ann, { title: 'Other kind', kind: 'treaty.active' })
    const lines = await linesOf(ann, 'law.in-force')
    expect(lines.map(({ title, href }) => [title, href]).sort()).toEqual([
      ['Of another', '/a'],
      ['Third (and 2 more)', '/c'],
    ])
    expect(await linesOf(ann, 'treaty.active')).toHaveLength(1)
  })

  it('is told at most five times a day to who reads each line; later ones renew the last line', async () => {
    const [ann, ben] = [await makeUser(platform), await makeUser(platform)]
    for (let n = 0; n < 3 * LINES_A_DAY; n++) {
      platform.clock.advance(1_000)
      await tellAs(ben, ann, { title: `Law ${n}`, href: `/${n}` })
      if (n < 3 * LINES_A_DAY - 1) await platform.api(ann).notifications.markAllRead()
    }
    const lines = await linesOf(ann, 'law.in-force')
    expect(lines).toHaveLength(LINES_A_DAY)
    expect(await platform.api(ann).notifications.unreadCount(), 'nothing is hidden').toBe(1)
    expect((await platform.api(ann).notifications.list({})).items[0]?.title).toMatch(
      /^Law 14 \(and \d+ more\)/,
    )
    platform.clock.advance(DAY_MS + 1_000)
    await tellAs(ben, ann, { title: 'Next day', href: '/next' })
    expect(await linesOf(ann, 'law.in-force')).toHaveLength(LINES_A_DAY + 1)
  })

  it('at the same moment is one line', async () => {
    const [ann, ben] = [await makeUser(platform), await makeUser(platform)]
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => tellAs(ben, ann, { title: `Law ${n}`, href: `/${n}` })),
    )
    const lines = await linesOf(ann, 'law.in-force')
    expect(lines).toHaveLength(1)
    expect(lines[0]?.joinedHrefs).toHaveLength(8)
  })

  it('is not counted twice when its job runs twice', async () => {
    const [ann, ben] = [await makeUser(platform), await makeUser(platform)]
    for (const href of ['/a', '/b', '/a', '/b']) await tellAs(ben, ann, { title: href, href, once: true })
    expect(await linesOf(ann, 'law.in-force')).toMatchObject([
      { title: '/b (and 1 more)', joinedHrefs: ['/a', '/b'] },
    ])
  })

  it('that is the very same changes nothing; what people cause for themselves and the platform’s news stay lines', async () => {
    const [ann, ben] = [await makeUser(platform), await makeUser(platform)]
    for (let n = 0; n < 3; n++) await tellAs(ben, ann)
    expect(await linesOf(ann, 'law.in-force')).toMatchObject([{ title: 'A law', joinedHrefs: [] }])
    for (let n = 0; n < 3; n++) await tellAs(ben, ben)
    expect(await linesOf(ben, 'law.in-force')).toHaveLength(3)
    for (let n = 0; n < 3; n++) await tellAs(ben, ann, { kind: 'law.expired', senderId: null })
    expect(await linesOf(ann, 'law.expired')).toHaveLength(3)
  })
})

it('changing a ballot again and again is refused within a minute, on this vote alone', async () => {
  const { region, owner, voters } = await makeDemocracy(platform, 1)
  const [, ann] = voters as [UserActor, UserActor]
  const { id } = await proposeTax(owner, region)
  for (let n = 0; n < CASTS_A_MINUTE; n++) await cast(ann, id, n % 2 === 0 ? 'yes' : 'no')
  await expect(cast(ann, id)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  await cast(owner, id)
})
