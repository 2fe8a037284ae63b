import { describe, expect, it } from 'vitest'
import { makeUser } from '#server/testing/make-user.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'

const platform = useTestPlatform()

describe('access to administration', () => {
  it('is for current administrators only', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    expect(await platform.api(admin).operations.amAdmin()).toBe(true)
    const player = platform.api(await makeUser(platform))
    await expect(player.operations.amAdmin()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(platform.api().operations.amAdmin()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })
})

describe('the audit log', () => {
  it('is filtered by action, actor, region, subject and day, newest first, in pages', async () => {
    const admin = await makeUser(platform, { role: 'admin', callsign: 'Auditor' })
    const player = await makeUser(platform, { callsign: 'Under_score' })
    const { region } = await makeRegion(platform)
    const entry = (action: string, id: string, regionId?: string) => ({
      action,
      regionId: regionId ?? null,
      subject: { type: 'thing', id },
    })
    await transact(platform.ctx(player), async (tx) => {
      await tx.audit(entry('thing.made', 'a', region.id))
      await tx.audit(entry('thing.broken', 'b'))
    })
    await transact(platform.ctx({ kind: 'system', job: 'sweep' }), (tx) =>
      tx.audit(entry('thing.mended', 'b')),
    )

    const { audit } = platform.api(admin).operations
    const actions = async (filter: Parameters<typeof audit>[0]) =>
      (await audit(filter)).items.map(({ action }) => action)
    expect(await actions({ action: 'thing.' })).toEqual(['thing.mended', 'thing.broken', 'thing.made'])
    expect(await actions({ action: 'thing_' })).toEqual([])
    expect(await actions({ actor: 'under_score' })).toEqual(['thing.broken', 'thing.made'])
    expect(await actions({ actor: 'system', action: 'thing' })).toEqual(['thing.mended'])
    expect(await actions({ region: region.name, action: 'thing' })).toEqual(['thing.made'])
    expect(await actions({ subjectId: 'b' })).toEqual(['thing.mended', 'thing.broken'])
    const today = (await platform.clock.now(platform.db)).toISOString().slice(0, 10)
    expect(await actions({ from: today, to: today, action: 'thing' })).toHaveLength(3)
    expect(await actions({ to: '2020-01-01' })).toEqual([])
    const first = await audit({ action: 'thing.', pageSize: 2 })
    expect(first.items.map(({ action }) => action)).toEqual(['thing.mended', 'thing.broken'])
    const second = await audit({ action: 'thing.', pageSize: 2, after: first.next ?? '' })
    expect(second).toMatchObject({ items: [{ action: 'thing.made', actor: 'Under_score' }], next: null })
    expect(second.items[0]?.region?.name).toBe(region.name)
  })

  it('is for administrators only, and filters by whole days', async () => {
    const player = await makeUser(platform)
    await expect(platform.api(player).operations.audit({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(platform.api().operations.audit({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    const admin = await makeUser(platform, { role: 'admin' })
    for (const wrong of [{ from: 'yesterday' }, { after: '1' }, { after: "1-1'--" }, { pageSize: 101 }])
      await expect(platform.api(admin).operations.audit(wrong)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
