import { describe, expect, it } from 'vitest'
import { nexusState } from '#db/schema/platform/operations.ts'
import { makeNexusGalaxy } from '#server/testing/make-nexus-galaxy.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()

describe('platformFigures', () => {
  it('counts what exists, even if nothing does', async () => {
    expect(await platform.api().status.figures()).toMatchObject({
      regions: 0,
      pilots: 0,
      sectors: 0,
      openVotes: 0,
    })
  })

  it('counts pilots, and the Nexus once generated', async () => {
    await makeUser(platform)
    const now = await platform.clock.now(platform.db)
    await platform.db.insert(nexusState).values({
      galaxyId: await makeNexusGalaxy(platform),
      seed: 'test',
      districtSeeds: {},
      version: 1,
      createdAt: now,
      generatedAt: now,
      generationMs: 1,
      stronglyConnected: true,
    })
    expect(await platform.api().status.figures()).toMatchObject({ pilots: 1, sectors: 5_000 })
  })
})
