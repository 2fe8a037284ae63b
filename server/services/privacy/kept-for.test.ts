import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type AppConfig, type Ctx } from '../context.ts'
import { sweepIdentity } from '../identity/sweep-identity.ts'

const platform = useTestPlatform()
const DAY = 86_400_000

const keeping = (retention: Partial<AppConfig['retention']>): Ctx => {
  const ctx = platform.ctx({ kind: 'system', job: 'test' })
  return { ...ctx, config: { ...ctx.config, retention: { ...ctx.config.retention, ...retention } } }
}

describe('what ages', () => {
  it('is kept as long as the settings say: mails that were sent, notifications that were read', async () => {
    const { userId } = await makeUser(platform)
    const now = await platform.clock.now(platform.db)
    const old = new Date(now.getTime() - 10 * DAY)
    await platform.db.insert(mails).values({
      ...{ key: 'old', kind: 'notice', userId, address: 'ann@mail.test', state: 'sent', sentAt: old },
      ...{ data: { title: 'News', body: '', href: null, subject: null }, dueAt: old, createdAt: old },
    })
    await platform.db
      .insert(notifications)
      .values({ userId, kind: 'test', title: 'News', createdAt: old, readAt: old })
    const left = async () => [
      await platform.db.$count(mails, eq(mails.userId, userId)),
      await platform.db.$count(notifications, eq(notifications.userId, userId)),
    ]
    await sweepIdentity(keeping({ mailDays: 11, noticeDays: 11 }))
    expect(await left()).toEqual([1, 1])
    await sweepIdentity(keeping({ mailDays: 9, noticeDays: 11 }))
    expect(await left()).toEqual([0, 1])
    await sweepIdentity(keeping({ mailDays: 9, noticeDays: 9 }))
    expect(await left()).toEqual([0, 0])
  })

  it('is told to everybody with the values in force', async () => {
    expect(await platform.api().privacy.retention()).toMatchObject({
      ...{ mailDays: 30, deletionNoticeDays: 14, backupDays: 30, backupMonthlyDays: 365 },
    })
  })

  it('is told of the regions whose logs are kept for longest, also where their size is not sold any more', async () => {
    const regionLogDays = async () => (await platform.api().privacy.retention()).regionLogDays
    const { region } = await makeRegion(platform)
    const has = (changes: Partial<typeof regions.$inferInsert>) =>
      platform.db.update(regions).set(changes).where(eq(regions.id, region.id))
    expect(await regionLogDays()).toBe(0)
    await has({ tier: 'large' })
    expect(await regionLogDays()).toBe(365)
    await has({ status: 'terminated' })
    expect(await regionLogDays()).toBe(0)
  })
})

describe('a page of the operator', () => {
  it('is empty until there is a file, and then as it is at each request', async () => {
    const { legalDir } = platform.ctx().config
    expect(await platform.api().privacy.legalText({ page: 'terms' })).toEqual({ blocks: null })
    await mkdir(legalDir, { recursive: true })
    const file = path.join(legalDir, 'terms.md')
    await writeFile(file, '# Be kind\n\n<b>Always.</b>')
    expect(await platform.api().privacy.legalText({ page: 'terms' })).toEqual({
      blocks: [
        { kind: 'heading', text: 'Be kind' },
        { kind: 'paragraph', text: '<b>Always.</b>' },
      ],
    })
    await writeFile(file, ' \n')
    expect(await platform.api().privacy.legalText({ page: 'terms' })).toEqual({ blocks: null })
    await rm(legalDir, { recursive: true })
    await writeFile(legalDir, 'not a folder')
    expect(await platform.api().privacy.legalText({ page: 'imprint' })).toEqual({ blocks: null })
    await rm(legalDir)
    await mkdir(file, { recursive: true })
    await expect(platform.api().privacy.legalText({ page: 'terms' })).rejects.toThrow()
    await rm(legalDir, { recursive: true })
  })
})
