import { randomUUID } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { sessions, users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { DEFAULT_TIERS } from '#server/domain/billing/tiers.ts'
import { ACTIVE_DAYS } from '#server/domain/travel/admission.ts'
import { makeMember } from '#server/testing/make-region.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { hasRoom } from './room.ts'

const SLOW = { timeout: 240_000 }
/** So that the limit, `pilots`, is reached with few: ten places, one of them for citizens, and one more in the next tier. */
const tiers = {
  ...DEFAULT_TIERS,
  standard: { ...DEFAULT_TIERS.standard, benefits: { ...DEFAULT_TIERS.standard.benefits, pilots: 10 } },
  large: { ...DEFAULT_TIERS.large, benefits: { ...DEFAULT_TIERS.large.benefits, pilots: 11 } },
}
const platform = useTestPlatform({ config: { tiers } })
const travel = useGalaxies(platform)
const DAY_MS = 86_400_000

beforeAll(() => travel.makeNexus())

type Made = Awaited<ReturnType<typeof travel.makeLinked>>
/** Pilots who are in a region, or were when they were last seen. */
async function fill(
  { region }: Made,
  pilots: number,
  since = new Date(Date.now() + platform.clock.offsetMs()),
) {
  for (let n = 0; n < pilots; n++) {
    const { userId } = await makeUser(platform)
    const galaxyId = region.galaxyId ?? ''
    await platform.db
      .insert(whereabouts)
      .values({ userId, galaxyId, state: 'present', fencingVersion: 1, since })
  }
}
const begin = async ({ region }: Made, user = makeUser(platform)) =>
  platform.api(await user).space.enter({ region: region.name })
const full = { cause: { reason: 'region-full' } }

describe('a region’s places', SLOW, () => {
  it('are full for visitors before they are for citizens, never for its owner, and a larger tier has more', async () => {
    const made = await travel.makeLinked()
    await fill(made, 8)
    await begin(made)
    await expect(begin(made)).rejects.toMatchObject(full)
    const citizen = await makeMember(platform, made.region)
    await begin(made, Promise.resolve(citizen))
    const late = await makeMember(platform, made.region)
    await expect(begin(made, Promise.resolve(late))).rejects.toMatchObject(full)
    await begin(made, Promise.resolve(made.owner))
    // Who is in comes in again, and stays also when the tier shrinks.
    await begin(made, Promise.resolve(citizen))
    await platform.db.update(regions).set({ tier: 'large' }).where(eq(regions.id, made.region.id))
    await expect(begin(made, Promise.resolve(late))).rejects.toMatchObject(full)
    await platform.db.delete(whereabouts).where(eq(whereabouts.userId, citizen.userId))
    await begin(made, Promise.resolve(late))
    expect(await platform.db.$count(memberships, eq(memberships.regionId, made.region.id))).toBeGreaterThan(1)
  })

  it('are not held by who has not played for days, nor for longer than a day by who came once', async () => {
    const made = await travel.makeLinked()
    const came = new Date(Date.now() - 3 * DAY_MS)
    await fill(made, 10, came)
    const seen = async (daysAgo: number) => {
      for (const { userId } of await platform.db
        .select({ userId: whereabouts.userId })
        .from(whereabouts)
        .where(eq(whereabouts.since, came)))
        await platform.db.insert(sessions).values({
          ...{ id: randomUUID(), userId, createdAt: came, expiresAt: new Date(Date.now() + DAY_MS) },
          lastSeenAt: new Date(Date.now() - daysAgo * DAY_MS),
        })
    }
    // On the day on which they came.
    await seen(2.5)
    await begin(made)
    await seen(1)
    await expect(begin(made)).rejects.toMatchObject(full)
    await platform.db.update(sessions).set({ lastSeenAt: new Date(Date.now() - (ACTIVE_DAYS + 1) * DAY_MS) })
    await begin(made)
  })

  it('are not held by accounts that nobody confirmed, where that is asked for, nor by suspended ones', async () => {
    const made = await travel.makeLinked()
    await fill(made, 10)
    const pilots = await platform.db
      .select({ userId: whereabouts.userId })
      .from(whereabouts)
      .where(eq(whereabouts.galaxyId, made.region.galaxyId ?? ''))
    const ids = pilots.map(({ userId }) => userId)
    const room = async (confirmationRequired: boolean) => {
      const ctx = platform.ctx(await makeUser(platform))
      const verdict = await hasRoom(
        { ...ctx, config: { ...ctx.config, confirmationRequired } },
        made.region,
        randomUUID(),
      )
      return verdict.ok
    }
    const set = (changes: Partial<typeof users.$inferInsert>) =>
      platform.db.update(users).set(changes).where(inArray(users.id, ids))
    expect(await room(true)).toBe(false)
    await set({ confirmedAt: null })
    expect([await room(true), await room(false)]).toEqual([true, false])
    const [at, ended] = [new Date(), new Date(Date.now() + 1)]
    await set({ suspendedAt: at, suspensionText: 'Test' })
    expect(await room(false)).toBe(true)
    await set({ suspendedUntil: ended })
    expect(await room(false)).toBe(false)
  })

  it('count who is on the way, are asked before a ship leaves, and turn nobody back', async () => {
    const [home, goal] = [await travel.makeLinked(), await travel.makeLinked()]
    await travel.openBorders(home, goal)
    await fill(goal, 8)
    const first = await travel.makeTraveller(home)
    const second = await travel.makeTraveller(home)
    const there = { to: goal.region.name, maxCredits: undefined, forfeitCouriers: false }
    await platform.api(first.user).travel.depart({ ...there, crossingId: randomUUID() })
    const before = await travel.whereaboutsOf(second.userId)
    await expect(
      platform.api(second.user).travel.depart({ ...there, crossingId: randomUUID() }),
    ).rejects.toMatchObject(full)
    expect(await travel.whereaboutsOf(second.userId)).toEqual(before)
    // The last places were taken meanwhile: who is on the way lands all the same.
    await fill(goal, 5)
    platform.clock.advance(10 * 60_000)
    await platform.runOutbox()
    expect(await travel.whereaboutsOf(first.userId)).toMatchObject({
      ...{ state: 'present', galaxyId: goal.region.galaxyId },
    })
  })
})
