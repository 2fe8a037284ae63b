import { describe, expect, it } from 'vitest'
import { proposeMotion } from '../services/council/propose-motion.ts'
import { type UserActor } from '../services/require-actor.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeRegion } from '../testing/make-region.ts'
import { makeUser } from '../testing/make-user.ts'
import { restProgram } from '../testing/rest-program.ts'
import { useTestShop } from '../testing/test-shop.ts'
import { like } from '#server/testing/like.ts'

const shop = useTestShop()
const { platform } = shop

/** REST as this person calls it: the body of a good answer; a refusal fails the test. */
async function restOf(actor: UserActor) {
  const send = await restProgram(platform, actor, { PAYPAL_SIMULATOR_URL: shop.paypal().url })
  return async (method: string, path: string, body?: unknown) => {
    const answer = await send(method, path, body)
    expect([path, answer.status, answer.body]).toEqual([path, 200, like.any(Object)])
    return answer.body as Record<string, unknown>
  }
}

describe('REST', () => {
  it('has every path of its interfaces, and no other', async () => {
    const { body } = await createHttpClient(platform).json('GET', '/api/v1/openapi.json')
    const { paths } = body as { paths: Record<string, Record<string, unknown>> }
    const found = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(found.sort()).toMatchInlineSnapshot(`
      [
        "DELETE /elections/{electionId}/candidacy",
        "DELETE /recalls/{recallId}/signature",
        "DELETE /regions/{name}/delegation",
        "DELETE /rescues/{rescueId}/acceptance",
        "DELETE /subscriptions/{id}/size",
        "DELETE /transfers/{transferId}",
        "GET /admin/archives",
        "GET /admin/backups",
        "GET /admin/backups/{backupId}/restore",
        "GET /admin/essentials",
        "GET /admin/jobs",
        "GET /admin/operations/{taskId}",
        "GET /admin/players",
        "GET /admin/regions",
        "GET /admin/regions/{name}",
        "GET /admin/regions/{name}/deployment",
        "GET /admin/revenue",
        "GET /admin/subscriptions",
        "GET /elections/{electionId}",
        "GET /galaxy",
        "GET /me",
        "GET /me/mail-preferences",
        "GET /me/notifications",
        "GET /nexus/council/motions",
        "GET /nexus/council/motions/{motionId}",
        "GET /nexus/districts",
        "GET /nexus/districts/{districtType}",
        "GET /nexus/stats",
        "GET /nexus/status",
        "GET /pilots",
        "GET /pilots/{callsign}",
        "GET /play/bookmarks",
        "GET /play/charted",
        "GET /play/civic-news",
        "GET /play/contracts",
        "GET /play/journeys",
        "GET /play/log",
        "GET /play/market",
        "GET /play/me",
        "GET /play/notebook",
        "GET /play/odds",
        "GET /play/orders",
        "GET /play/prices",
        "GET /play/prices/elsewhere",
        "GET /play/quote",
        "GET /play/route",
        "GET /play/sector",
        "GET /play/ship",
        "GET /play/trades",
        "GET /play/trades/across",
        "GET /play/travel",
        "GET /policies/{policyId}",
        "GET /recalls/{recallId}",
        "GET /regions",
        "GET /regions/my-region",
        "GET /regions/my-region/elections",
        "GET /regions/my-region/members",
        "GET /regions/my-region/policies",
        "GET /regions/my-region/stats",
        "GET /regions/my-region/treasury-orders",
        "GET /regions/my-region/treaties",
        "GET /regions/{name}",
        "GET /regions/{name}/delegations",
        "GET /regions/{name}/rescues",
        "GET /regions/{name}/trade",
        "GET /regions/{name}/transfer",
        "GET /regions/{name}/treasury",
        "GET /rescues/{rescueId}",
        "GET /status",
        "GET /status/health",
        "GET /subscriptions",
        "GET /subscriptions/{id}",
        "GET /treaties/{treatyId}",
        "POST /admin/archives/{taskId}/retry",
        "POST /admin/backups",
        "POST /admin/backups/{backupId}/restore",
        "POST /admin/jobs",
        "POST /admin/players/{userId}/suspension",
        "POST /admin/players/{userId}/suspension/end",
        "POST /admin/regions/{name}/move",
        "POST /admin/regions/{name}/provision",
        "POST /admin/regions/{name}/resume",
        "POST /admin/regions/{name}/scale",
        "POST /admin/regions/{name}/suspend",
        "POST /auth/refresh",
        "POST /auth/register",
        "POST /auth/revoke",
        "POST /auth/token",
        "POST /elections/{electionId}/ballot",
        "POST /elections/{electionId}/cancel",
        "POST /elections/{electionId}/candidacy",
        "POST /nexus/council/motions/{motionId}/ballot",
        "POST /nexus/districts/{districtType}/regenerate",
        "POST /nexus/generate",
        "POST /play/ambush",
        "POST /play/attack",
        "POST /play/contracts/{contractId}/deliver",
        "POST /play/contracts/{contractId}/give-up",
        "POST /play/contracts/{contractId}/take",
        "POST /play/couriers",
        "POST /play/enter",
        "POST /play/move",
        "POST /play/orders",
        "POST /play/route/fly",
        "POST /play/ship",
        "POST /play/travel",
        "POST /policies/{policyId}/ballot",
        "POST /policies/{policyId}/counter-proposals",
        "POST /policies/{policyId}/withdraw",
        "POST /recalls/{recallId}/ballot",
        "POST /recalls/{recallId}/signature",
        "POST /regions/my-region/changes/impact",
        "POST /regions/my-region/changes/preview",
        "POST /regions/my-region/elections",
        "POST /regions/my-region/festivals",
        "POST /regions/my-region/jobs",
        "POST /regions/my-region/jobs/{jobId}/withdraw",
        "POST /regions/my-region/policies",
        "POST /regions/my-region/treaties",
        "POST /regions/my-region/works",
        "POST /regions/{name}/gifts",
        "POST /regions/{name}/join",
        "POST /regions/{name}/leave",
        "POST /regions/{name}/offices/{position}/resignation",
        "POST /regions/{name}/recalls",
        "POST /regions/{name}/rescues",
        "POST /regions/{name}/transfer",
        "POST /rescues/{rescueId}/acceptance",
        "POST /rescues/{rescueId}/ballot",
        "POST /rescues/{rescueId}/subscription",
        "POST /subscriptions",
        "POST /subscriptions/{id}/cancel",
        "POST /subscriptions/{id}/size",
        "POST /transfers/{transferId}/acceptance",
        "POST /transfers/{transferId}/subscription",
        "POST /treaties/{treatyId}/ballot",
        "POST /treaties/{treatyId}/counter-offer",
        "POST /treaties/{treatyId}/notice",
        "POST /treaties/{treatyId}/refusal",
        "POST /treaties/{treatyId}/renewal",
        "POST /treaties/{treatyId}/signature",
        "POST /treaties/{treatyId}/withdrawal",
        "PUT /me/mail-preferences",
        "PUT /play/bookmarks",
        "PUT /play/notebook/routes",
        "PUT /play/notebook/watches",
        "PUT /regions/my-region/culture",
        "PUT /regions/my-region/economy",
        "PUT /regions/my-region/governance",
        "PUT /regions/my-region/security",
        "PUT /regions/{name}/delegation",
      ]
    `)
  })

  it('serves an owner their region: figures, lists, an election, a look', async () => {
    const { owner, region } = await makeRegion(platform, { governanceType: 'democracy' })
    const rest = await restOf(owner)
    expect(await rest('GET', '/regions/my-region')).toMatchObject({
      id: region.id,
      ownerId: owner.userId,
      status: 'active',
      governanceType: 'democracy',
      taxRate: region.taxRateBp / 10_000,
    })
    expect(await rest('GET', '/regions/my-region/stats')).toMatchObject({
      totalPopulation: 1,
      citizenCount: 1,
      activeElections: 0,
    })
    const members = await rest('GET', '/regions/my-region/members')
    expect(members).toMatchObject({
      total: 1,
      items: [{ playerId: owner.userId, callsign: owner.callsign, membershipType: 'citizen' }],
    })
    const election = await rest('POST', '/regions/my-region/elections', { position: 'ambassador' })
    const elections = await rest('GET', '/regions/my-region/elections')
    expect(elections).toMatchObject({ items: [{ id: election.id, position: 'ambassador', candidates: [] }] })
    expect(await rest('GET', '/regions/my-region/treaties')).toMatchObject({ items: [], total: 0 })
    expect(await rest('GET', '/regions/my-region/policies')).toMatchObject({ items: [], total: 0 })
    const looks = await makeRegion(platform)
    await (
      await restOf(looks.owner)
    )('PUT', '/regions/my-region/culture', { motto: 'Lamps lit' })
    expect(await (await restOf(looks.owner))('GET', '/regions/my-region')).toMatchObject({
      motto: 'Lamps lit',
    })
  })

  it('ends a subscription', async () => {
    const bought = await shop.buy()
    const rest = await restOf(bought.buyer)
    await rest('POST', `/subscriptions/${bought.id}/cancel`, {})
    expect(await rest('GET', `/subscriptions/${bought.id}`)).toMatchObject({ id: bought.id })
    expect((await shop.row(bought.id)).cancelRequestedAt).toEqual(expect.any(Date))
  })

  it('takes the ballot of a seat of the Galactic Council', async () => {
    const { owner, region } = await makeRegion(platform)
    const motion = await proposeMotion(platform.ctx(owner), {
      seat: region.id,
      motionType: 'motion',
      title: 'Lamps',
      description: 'Every gate should be lit.',
      value: null,
      votingDurationDays: 7,
    })
    const rest = await restOf(owner)
    expect(await rest('GET', '/nexus/council/motions')).toMatchObject({ items: [{ id: motion.id }] })
    await rest('POST', `/nexus/council/motions/${motion.id}/ballot`, { choice: 'yes' })
  })

  it('generates the Nexus for an administrator and tells everybody of it', async () => {
    const admin = await restOf(await makeUser(platform, { role: 'admin' }))
    const anyone = await restOf(await makeUser(platform))
    expect(await anyone('GET', '/nexus/status')).toMatchObject({
      exists: false,
      status: 'not_generated',
      totalSectors: 0,
    })
    const program = await restProgram(platform, await makeUser(platform, { role: 'admin' }))
    for (const [method, path, body] of [
      ['GET', '/nexus/districts/transit_hub'],
      ['POST', '/nexus/districts/transit_hub/regenerate', {}],
      ['POST', '/nexus/districts/transit_hub/regenerate', { dryRun: true }],
    ] as const) {
      const early = await program(method, path, body)
      expect([path, early.status]).toEqual([path, 404])
      expect(early.body).toMatchObject({
        reason: 'nexus-not-generated',
        message: 'The Central Nexus has not been generated yet.',
      })
    }
    const booked = await admin('POST', '/nexus/generate', { seed: 'paths' })
    expect(booked).toMatchObject({ message: like.any(String), taskId: like.any(String) })
    await platform.runOutbox()
    expect(await anyone('GET', '/nexus/status')).toMatchObject({ exists: true, totalSectors: 5_000 })
    expect(await anyone('GET', '/nexus/stats')).toMatchObject({
      totalSectors: 5_000,
      districts: like.any(Array),
    })
    const again = await admin('POST', '/nexus/districts/transit_hub/regenerate', {})
    expect(again).toMatchObject({ taskId: like.any(String) })
  })
})

const NAME_CHECK = `/trpc/billing.checkName?input=${encodeURIComponent('{"name":"anywhere"}')}`

describe('a fault of ours', () => {
  it('is 500 without a stack, a query or a file, whatever door it came by', async () => {
    await platform.owner.execute('alter table regions rename to regions_away')
    try {
      const http = createHttpClient(platform)
      for (const path of ['/api/v1/regions', NAME_CHECK, '/a-page']) {
        const answer = await http.json('GET', path)
        expect([path, answer.status]).toEqual([path, 500])
        const told = JSON.stringify(answer.body)
        expect(told).toContain('Something went wrong on our side.')
        expect(told).not.toMatch(/stack|\.ts|select|relation|this test asked/i)
      }
    } finally {
      await platform.owner.execute('alter table regions_away rename to regions')
    }
  })
})
