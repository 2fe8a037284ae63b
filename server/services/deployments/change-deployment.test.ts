import { desc, eq } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { auditLog, operations } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { connectionsFor } from '#server/galaxies/connection-plan.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { deploymentSteps } from '#server/testing/deployment-steps.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { getDeploymentNotice } from '../provisioning/get-deployment-notice.ts'
import { setGalaxyEndpoint } from '../platform/set-galaxy-endpoint.ts'
import { getPlatformGauges } from '../platform/get-platform-gauges.ts'
import { changeDeployment } from './change-deployment.ts'
import { previewChange } from './preview-change.ts'
import { suspendRegion } from './suspend-region.ts'

const platform = useTestPlatform()
const { make, system } = deploymentSteps(platform)
const OWN = { to: 'own', cpu: 1, memory: 2 } as const

afterEach(async () => {
  await platform.db.delete(regionDeployments)
})

describe('a change of how a region is served', () => {
  it('is recorded with who asked, as a generation that grows, and audited', async () => {
    const { change, row, region, admin } = await make()
    const { taskId, status } = await change(OWN)
    expect(status).toBe('queued')
    expect(await row()).toMatchObject({
      ...{ servedBy: 'own', cpu: 1, memoryGb: 2, suspendedAt: null, generation: 1, observedGeneration: 0 },
      changedBy: admin.userId,
    })
    // A second one while the first is under way is the same work.
    expect(await change({ suspended: true })).toMatchObject({ taskId })
    expect(await row()).toMatchObject({ generation: 2, servedBy: 'own' })
    const written = await platform.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.regionId, region.id))
      .orderBy(desc(auditLog.id))
    expect(written.slice(0, 2)).toMatchObject([
      {
        ...{ action: 'region.deployment-changed', actorId: admin.userId },
        detail: { generation: 2, from: { isSuspended: false }, to: { isSuspended: true } },
      },
      { action: 'region.deployment-changed', detail: { generation: 1, from: { servedBy: 'shared' } } },
    ])
  })

  it('suspends a region only for who typed its name', async () => {
    const { region, owner, row, admin } = await make()
    const typed = (actor: typeof owner, confirmation: string) =>
      suspendRegion(platform.ctx(actor), { region: region.name, confirmation })
    await expect(typed(admin, 'another')).rejects.toMatchObject({ reason: 'not-confirmed' })
    await expect(typed(owner, region.name)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(row()).rejects.toThrow('nothing was asked')
    await typed(admin, ` ${region.name} `)
    expect((await row()).suspendedAt).not.toBeNull()
  })

  it('is for administrators, of a region that there is', async () => {
    const { region, owner } = await make()
    for (const actor of [undefined, owner, await makeUser(platform)]) {
      const ctx = platform.ctx(actor)
      const code = actor ? 'FORBIDDEN' : 'UNAUTHORIZED'
      await expect(changeDeployment(ctx, { region: region.name, ...OWN })).rejects.toMatchObject({ code })
      await expect(previewChange(ctx, { region: region.name, ...OWN })).rejects.toMatchObject({ code })
    }
    const admin = platform.ctx(await makeUser(platform, { role: 'admin' }))
    await expect(changeDeployment(admin, { region: 'nowhere', ...OWN })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await platform.db.$count(regionDeployments)).toBe(0)
  })

  it('is refused where it could have no effect, and the preview says the same', async () => {
    const { change, region, admin, galaxyId } = await make()
    const against = async (asked: Parameters<typeof change>[0], reason: string) => {
      const refusal = await change(asked).catch((error: unknown) => error)
      expect(refusal).toMatchObject({ code: 'CONFLICT', reason })
      const plan = await previewChange(platform.ctx(admin), { region: region.name, ...asked })
      expect(plan).toMatchObject({ after: null, effects: [], against: (refusal as Error).message })
    }
    await against({ cpu: 2 }, 'no-own-server')
    await against({ to: 'shared' }, 'unchanged')
    await against({ ...OWN, disk: 40 }, 'disk-has-no-effect')
    await change(OWN)
    await against(OWN, 'unchanged')
    await against({ suspended: false }, 'unchanged')
    const of = eq(galaxies.id, galaxyId)
    await platform.db.update(galaxies).set({ status: 'archived' }).where(of)
    await against({ to: 'shared' }, 'archived')
    await platform.db.update(galaxies).set({ status: 'creating' }).where(of)
    await against({ to: 'shared' }, 'not-built')
    await platform.db.update(galaxies).set({ status: 'ready' }).where(of)
  })

  it('is refused when the database server has too few connections, also when several ask at once', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => make()))
    const done = await Promise.allSettled(all.map(({ change }) => change({ to: 'own', cpu: 4, memory: 2 })))
    const refused = done.filter(({ status }) => status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    for (const one of refused)
      expect(one).toMatchObject({ reason: { code: 'CONFLICT', reason: 'no-connections-left' } })
    const rows = await platform.db.select().from(regionDeployments)
    expect(connectionsFor(rows.map(({ cpu }) => cpu))).toBeLessThanOrEqual(197 - 5 - 60)
  })

  it('and a process of the operator’s are one record', async () => {
    const { region, change, row, galaxyId } = await make()
    await platform.db
      .update(galaxies)
      .set({ endpoint: 'http://10.0.0.7:3001' })
      .where(eq(galaxies.id, galaxyId))
    const admin = await makeUser(platform, { role: 'admin' })
    const plan = await previewChange(platform.ctx(admin), { region: region.name, to: 'shared' })
    expect(plan.before.servedBy).toBe('elsewhere')
    await change(OWN)
    await setGalaxyEndpoint(system(), { name: region.name, endpoint: null })
    expect(await row()).toMatchObject({ servedBy: 'shared', generation: 2, changedBy: null })
  })
})

it('tells the owner of a region what is done to it, and nobody else', async () => {
  const { region, owner, change } = await make()
  const told = (actor?: typeof owner) => getDeploymentNotice(platform.ctx(actor), { region: region.name })
  expect(await told(owner)).toBeNull()
  await change({ suspended: true })
  expect(await told(owner)).toMatchObject({
    change: { stepLabel: 'Waiting for a worker', progress: 0 },
    awaySince: null,
  })
  expect((await told(owner))?.suspendedAt).not.toBeNull()
  await expect(told(await makeUser(platform))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(told()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})

it('counts servers by what they were found to be, and since when one is away', async () => {
  const now = await platform.clock.now(platform.db)
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const states = [
    ['running', 50, 1],
    ['away', 10, 2],
    ['away', 3, 0],
  ] as const
  for (const [observedState, minutes, restarts] of states) {
    const { region } = await makeRegion(platform)
    await platform.db.insert(regionDeployments).values({
      ...{
        regionId: region.id,
        servedBy: 'own',
        cpu: 1,
        memoryGb: 2,
        generation: 1,
        changedAt: now,
        steps: [],
      },
      ...{ observedState, observedSince: before(minutes), restarts },
    })
  }
  const { regionServers } = await getPlatformGauges(system())
  expect(regionServers).toMatchObject({ byState: { running: 1, away: 2 }, restarts: 3 })
  expect(regionServers.awaySeconds).toBeGreaterThanOrEqual(600)
  expect(regionServers.awaySeconds).toBeLessThan(700)
  expect(await platform.db.$count(operations, eq(operations.kind, 'change-deployment'))).toBeGreaterThan(0)
})
