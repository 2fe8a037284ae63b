import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { operations } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { PROVISIONING_QUEUED } from '#server/domain/provisioning/provisioning-steps.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { provisionRegion } from './provision-region.ts'

const platform = useTestPlatform()

async function rebuild(regionId: string) {
  const now = await platform.clock.now(platform.db)
  const [operation] = await platform.db
    .insert(operations)
    .values({
      ...{ kind: 'provision-region', subjectId: regionId, status: 'queued', step: PROVISIONING_QUEUED },
      ...{ input: {}, createdAt: now, updatedAt: now },
    })
    .returning()
  const ctx = platform.ctx({ kind: 'system', job: 'provision-region' })
  expect(await provisionRegion(ctx, { operationId: operation?.id ?? '' })).toBe('built')
}

it('gives the map of a rebuilt region a new version, so that no old one stays cached', async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const map = () => platform.api().space.map({ region: region.name })
  const before = await map()
  const galaxyId = region.galaxyId ?? ''
  const galaxy = await platform.galaxy(galaxyId)
  await galaxy.execute(sql`truncate port_markets, ports, planets, warps, sectors cascade`)
  // An empty map would be kept for its version as well.
  const api = platform.ctx().galaxies.apiFor(galaxyId, { clock: platform.clock })
  await expect(api.getMap({ version: before.version + 1 })).rejects.toMatchObject({ code: 'UNAVAILABLE' })

  await platform.db.update(regions).set({ seed: 'another' }).where(eq(regions.id, region.id))
  await rebuild(region.id)
  const after = await map()
  expect(after.version).toBe(before.version + 1)
  expect(after.names).not.toEqual(before.names)

  // Nothing was filled this time.
  await rebuild(region.id)
  expect((await map()).version).toBe(after.version)
})
