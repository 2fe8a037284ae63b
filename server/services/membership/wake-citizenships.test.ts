import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type DatabaseHandle } from '#db/client.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { storeState } from '#server/domain/billing/stored-state.ts'
import { openSubscription } from '#server/domain/billing/subscription.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'
import { wakeCitizenships } from './wake-citizenships.ts'

const platform = useTestPlatform()
const statements: string[] = []
let handle: DatabaseHandle

beforeAll(() => {
  const onStatement = (statement: string) => void statements.push(statement)
  handle = openDatabase(platform.url, { max: 4, applicationName: 'noted', onStatement })
})
afterAll(() => handle.close())

const makeArchived = async () => {
  const made = await makeRegion(platform)
  await platform.db.update(regions).set({ status: 'archived' }).where(eq(regions.id, made.region.id))
  return made
}
const isBack = { status: 'active' } as const
const wake = async (region: RegionRow) => {
  statements.length = 0
  await transact({ ...platform.ctx({ kind: 'system', job: 'test' }), db: handle.db }, async (tx) => {
    await wakeCitizenships(tx, region)
    await tx.db.update(regions).set(isBack).where(eq(regions.id, region.id))
  })
  return statements.length
}
const typeOf = async ({ userId }: UserActor, { id }: RegionRow) => {
  const [row] = await platform.db
    .select({ type: memberships.type })
    .from(memberships)
    .where(and(eq(memberships.regionId, id), eq(memberships.userId, userId)))
  return row?.type
}
const moveTo = (region: RegionRow, user: UserActor) => makeMember(platform, region, { user })
const becomeGalactic = async ({ userId }: UserActor) => {
  const now = await platform.clock.now(platform.db)
  await platform.db.insert(subscriptions).values({
    ...{ userId, plan: 'galactic_citizen', status: 'active', state: storeState(openSubscription(now)) },
    ...{ amountMinor: 500, currency: 'USD', createdAt: now, updatedAt: now },
  })
}

describe('citizenships that wake', () => {
  it('stay as far as there are places, and the others are residents and told', async () => {
    const [{ region, owner }, { region: elsewhere }, resting] = [
      await makeArchived(),
      await makeRegion(platform),
      await makeArchived(),
    ]
    const [stays, moved, galactic, archivedTwice] = [
      await makeMember(platform, region),
      await makeMember(platform, region),
      await makeMember(platform, region),
      await makeMember(platform, region),
    ]
    await becomeGalactic(galactic)
    for (const user of [owner, moved, galactic]) await moveTo(elsewhere, user)
    await moveTo(resting.region, archivedTwice)
    await wake(region)
    const people = [owner, stays, galactic, archivedTwice, moved]
    const types = await Promise.all(people.map((user) => typeOf(user, region)))
    expect(types).toEqual(['citizen', 'citizen', 'citizen', 'citizen', 'resident'])
    const told = await platform.db
      .select({ userId: notifications.userId })
      .from(notifications)
      .where(and(eq(notifications.kind, 'membership.resident-again'), eq(notifications.regionId, region.id)))
    expect(told).toEqual([{ userId: moved.userId }])
  })

  it('take as many statements of a payment for five as for one', async () => {
    const { region: elsewhere } = await makeRegion(platform)
    const counts = []
    for (const citizens of [1, 5]) {
      const { region } = await makeArchived()
      for (let n = 0; n < citizens; n += 1) await moveTo(elsewhere, await makeMember(platform, region))
      counts.push(await wake(region))
    }
    expect(counts[1]).toBe(counts[0])
  })

  it('count each other where two regions return at once', async () => {
    const [one, other] = [await makeArchived(), await makeArchived()]
    const citizen = await makeMember(platform, one.region)
    await moveTo(other.region, citizen)
    await Promise.all([wake(one.region), wake(other.region)])
    const types = [await typeOf(citizen, one.region), await typeOf(citizen, other.region)]
    expect(types.sort()).toEqual(['citizen', 'resident'])
  })
})
