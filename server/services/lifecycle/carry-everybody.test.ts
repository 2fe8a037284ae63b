import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { createGalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { evacuationSteps } from '#server/testing/evacuation-steps.ts'
import { loseAnswers } from '#server/testing/lose-answers.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type Ctx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { evacuateRegion } from './evacuate-region.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const { system, makePaid, become, lapse, settle, rowOf, evacuationsOf } = evacuationSteps(platform, travel)

beforeAll(async () => {
  await travel.makeNexus()
}, 120_000)

const evacuate = async (region: RegionRow, ctx = system()) => {
  const [operation] = await evacuationsOf(region)
  return evacuateRegion(ctx, { operationId: operation?.id ?? '' })
}
/** After the first call of this name, that happens. */
const withAfterFirst = (ctx: Ctx, call: string, happens: () => Promise<unknown>): Ctx => {
  let isFirst = true
  const apiFor: Ctx['galaxies']['apiFor'] = (galaxyId, options) => {
    const api = ctx.galaxies.apiFor(galaxyId, options)
    return createGalaxyApi(async (name, input) => {
      const answer = await api[name](input)
      if (name === call && isFirst) {
        isFirst = false
        await happens()
      }
      return answer
    })
  }
  return { ...ctx, galaxies: { ...ctx.galaxies, apiFor } }
}
const carriedOutNotices = (userId: string) =>
  platform.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.userId, userId), eq(notifications.kind, 'travel.carried-out')))

describe('carrying everybody out', () => {
  it('ends with a payment: those who were not carried yet stay', async () => {
    const made = await makePaid()
    const people = [
      await travel.makeTraveller(made),
      await travel.makeTraveller(made),
      await travel.makeTraveller(made),
    ]
    await lapse(made.region)
    await become(made.region, 'archived')
    const paying = withAfterFirst(system(), 'departPilot', () => become(made.region, 'active'))
    expect(await evacuate(made.region, paying)).toBe('turned-back')
    expect(await rowOf(made.region)).toMatchObject({ status: 'active' })
    expect(await evacuationsOf(made.region)).toMatchObject([{ status: 'cancelled' }])
    const states = await Promise.all(
      people.map(async ({ userId }) => (await travel.whereaboutsOf(userId))?.state),
    )
    expect(states.sort()).toEqual(['present', 'present', 'travelling'])
  }, 120_000)

  it('tells each of them once, also when the answer of their galaxy is lost', async () => {
    const made = await makePaid()
    const [carried, left] = [await travel.makeTraveller(made), await travel.makeTraveller(made)]
    await lapse(made.region)
    await left.depart('nexus')
    await left.arrive()
    await become(made.region, 'archived')
    await evacuate(made.region, loseAnswers(system(), 'departPilot'))
    await settle()
    await settle()
    expect((await rowOf(made.region)).status).toBe('archived')
    const [notice, ...more] = await carriedOutNotices(carried.userId)
    expect(notice).toMatchObject({ title: expect.stringContaining(made.region.displayName) as string })
    expect(more).toEqual([])
    expect(await carriedOutNotices(left.userId)).toEqual([])
  }, 120_000)
})
