import { beforeAll, describe, expect, it } from 'vitest'
import { jobOutbox, nexusState, operations } from '#db/schema/platform/operations.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { nexusSteps, refusal } from '#server/testing/nexus-steps.ts'

const platform = useTestPlatform()
const { operation } = nexusSteps(platform)
let admin: UserActor
let player: UserActor

beforeAll(async () => {
  admin = await makeUser(platform, { role: 'admin' })
  player = await makeUser(platform)
})

describe('before the first generation', () => {
  it('status shows zeros, and no district is found', async () => {
    const api = platform.api()
    expect(await api.nexus.status()).toMatchObject({
      exists: false,
      status: 'not_generated',
      nexusId: null,
      totalSectors: 0,
      job: null,
    })
    expect(await api.nexus.stats()).toMatchObject({ totalSectors: 0, districts: [] })
    expect(await api.nexus.districts()).toEqual([])
    expect(await refusal(api.nexus.district({ districtType: 'transit_hub' }))).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await refusal(api.nexus.map())).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('only administrators can generate, cancel or read its health', async () => {
    for (const actor of [undefined, player]) {
      const api = platform.api(actor)
      const code = actor ? 'FORBIDDEN' : 'UNAUTHORIZED'
      expect(await refusal(api.nexus.generate({}))).toMatchObject({ code })
      expect(await refusal(api.nexus.cancel())).toMatchObject({ code })
      expect(await refusal(api.nexus.overview())).toMatchObject({ code })
      expect(await refusal(api.nexus.regenerateDistrict({ districtType: 'transit_hub' }))).toMatchObject({
        code,
      })
    }
  })

  it('single districts can be neither generated nor previewed', async () => {
    const api = platform.api(admin)
    const asked = { districtType: 'transit_hub', seed: 'x' } as const
    const missing = { code: 'NOT_FOUND', message: 'The Central Nexus has not been generated yet.' }
    for (const ask of [
      () => api.nexus.regenerateDistrict(asked),
      () => api.nexus.regenerateDistrict({ ...asked, dryRun: true }),
    ])
      expect(await refusal(ask())).toMatchObject(missing)
    expect(await platform.db.$count(operations)).toBe(0)
  })

  it('a dry run lists everything as new and writes nothing', async () => {
    const { taskId, preview } = await platform.api(admin).nexus.generate({ dryRun: true, seed: 'alpha' })
    expect(taskId).toBeNull()
    expect(preview).toMatchObject({ seed: 'alpha', firstGeneration: true, ownedPorts: [], pilots: [] })
    expect(preview?.changes.map(({ sectors: changed }) => changed.added)).toEqual([
      500, 300, 600, 800, 400, 200, 350, 450, 600, 800,
    ])
    expect(await platform.db.$count(operations)).toBe(0)
    expect(await platform.db.$count(jobOutbox)).toBe(0)
  })

  it('refuses an unknown district with a message', async () => {
    const wrong = { districtType: 'nowhere' } as unknown as { districtType: 'transit_hub' }
    expect(await refusal(platform.api().nexus.district(wrong))).toMatchObject({
      code: 'BAD_REQUEST',
      message: 'Invalid district type',
    })
  })

  it('cancels a waiting generation', async () => {
    const api = platform.api(admin)
    expect(await refusal(api.nexus.cancel())).toMatchObject({ code: 'CONFLICT' })
    const { taskId } = await api.nexus.generate({ seed: 'never' })
    expect((await api.nexus.status()).job).toMatchObject({ taskId, status: 'queued' })
    await api.nexus.cancel()
    await platform.runOutbox()
    expect(await operation(taskId)).toMatchObject({ status: 'cancelled' })
    expect(await platform.db.$count(nexusState)).toBe(0)
  })
})
