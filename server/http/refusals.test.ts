import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { jobOutbox, nexusState } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type UserActor } from '../services/require-actor.ts'
import { makeRegion } from '../testing/make-region.ts'
import { makeNexusGalaxy } from '#server/testing/make-nexus-galaxy.ts'
import { makeUser } from '../testing/make-user.ts'
import { restProgram } from '../testing/rest-program.ts'
import { useTestShop } from '../testing/test-shop.ts'
import { like } from '#server/testing/like.ts'

const shop = useTestShop()
const { platform } = shop

/** REST as this person calls it. */
const restOf = (actor: UserActor) => restProgram(platform, actor, { PAYPAL_SIMULATOR_URL: shop.paypal().url })
const messagesOf = (body: unknown): string => JSON.stringify(body)

describe('PUT /regions/my-region', () => {
  it.each([
    ['/economy', { taxRate: 0.26 }, 'taxRate', 'Tax must be between 5% and 25%.'],
    ['/economy', { taxRate: 0.04 }, 'taxRate', 'Tax must be between 5% and 25%.'],
    ['/economy', { taxRate: 0.1, tariffRate: 0.11 }, 'tariffRate', 'The tariff must be between 0% and 10%.'],
    ['/economy', { taxRate: 0.1, startingCredits: 99 }, 'startingCredits', '100'],
    ['/economy', { taxRate: 0.1, startingCredits: 10_001 }, 'startingCredits', '10,000'],
    ['/economy', { taxRate: 0.1, tradeBonuses: { ore: 3.01 } }, 'tradeBonuses', '3'],
    ['/governance', { governanceType: 'democracy', votingThreshold: 0.91 }, 'votingThreshold', '90%'],
    [
      '/governance',
      { governanceType: 'democracy', votingThreshold: 0.5, electionFrequencyDays: 29 },
      'electionFrequencyDays',
      '30',
    ],
    ['/governance', { governanceType: 'democracy', votingThreshold: 0.5, quorum: 0.24 }, 'quorum', '25%'],
  ])('%s %o is 400 and names the bound', async (path, body, field, bound) => {
    const { region, owner } = await makeRegion(platform)
    const rest = await restOf(owner)
    const answer = await rest('PUT', `/regions/my-region${path}`, body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'BAD_REQUEST' })
    const { issues } = answer.body as { issues: { path: string; message: string }[] }
    const issue = issues.find((candidate) => candidate.path.startsWith(field))
    expect(issue?.message).toContain(bound)
    const [row] = await platform.db.select().from(regions).where(eq(regions.id, region.id))
    expect(row).toMatchObject({ taxRateBp: region.taxRateBp, governanceType: region.governanceType })
  })

  it('of another owner’s region is 404, as is every read of its private side', async () => {
    const { owner } = await makeRegion(platform)
    const foreign = await makeRegion(platform)
    const rest = await restOf(owner)
    for (const regionId of [foreign.region.id, foreign.region.name, randomUUID()]) {
      const query = `?regionId=${regionId}`
      for (const path of ['', '/stats', '/policies', '/elections', '/treaties', '/members']) {
        const read = await rest('GET', `/regions/my-region${path}${query}`)
        expect([path, read.status]).toEqual([path, 404])
        expect(read.body).toMatchObject({ code: 'NOT_FOUND' })
      }
      for (const [path, body] of [
        ['/economy', { taxRate: 0.2 }],
        ['/governance', { governanceType: 'democracy', votingThreshold: 0.5 }],
        ['/culture', { motto: 'Mine now' }],
      ] as const) {
        expect((await rest('PUT', `/regions/my-region${path}${query}`, body)).status).toBe(404)
      }
    }
    const [row] = await platform.db.select().from(regions).where(eq(regions.id, foreign.region.id))
    expect(row).toEqual(foreign.region)
  })
})

describe('the Nexus over REST', () => {
  it('says “Invalid district type” to one that there is not', async () => {
    const rest = await restOf(await makeUser(platform, { role: 'admin' }))
    for (const [method, path] of [
      ['GET', '/nexus/districts/shopping_mall'],
      ['POST', '/nexus/districts/shopping_mall/regenerate'],
    ] as const) {
      const answer = await rest(method, path, method === 'POST' ? {} : undefined)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ code: 'BAD_REQUEST' })
      expect(messagesOf(answer.body)).toContain('Invalid district type')
    }
  })

  it('is not generated again without force: 409, and no job is booked', async () => {
    const rest = await restOf(await makeUser(platform, { role: 'admin' }))
    const now = await platform.clock.now(platform.db)
    await platform.db.insert(nexusState).values({
      galaxyId: await makeNexusGalaxy(platform),
      seed: 'standing',
      districtSeeds: {},
      version: 1,
      createdAt: now,
      generatedAt: now,
      generationMs: 1,
      stronglyConnected: true,
    })
    const booked = await platform.db.$count(jobOutbox)
    const answer = await rest('POST', '/nexus/generate', {})
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({
      code: 'CONFLICT',
      message: like.stringContaining('forceRegenerate'),
    })
    expect(await platform.db.$count(jobOutbox)).toBe(booked)
    await platform.db.delete(nexusState)
  })
})

describe('POST /subscriptions', () => {
  it('for a name that is taken is 409, names the field, and leaves no checkout behind', async () => {
    await shop.buy({ regionName: 'rest-taken' })
    const late = await makeUser(platform)
    const answer = await (
      await restOf(late)
    )('POST', '/subscriptions', {
      plan: 'regional_owner',
      regionName: 'rest-taken',
    })
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ code: 'CONFLICT', issues: [{ path: 'regionName' }] })
    expect(await platform.db.$count(subscriptions, eq(subscriptions.userId, late.userId))).toBe(0)
  })
})
