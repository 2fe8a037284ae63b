import { describe, expect, it } from 'vitest'
import { nexusState } from '#db/schema/platform/operations.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()

describe('platformFigures', () => {
  it('counts what there is, also when that is nothing', async () => {
    expect(await platform.api().status.figures()).toMatchObject({
      regions: 0,
      pilots: 0,
      sectors: 0,
      openVotes: 0,
      featured: [],
    })
  })

  it('counts pilots, and the Nexus once it was generated', async () => {
    await makeUser(platform)
    const now = await platform.clock.now(platform.db)
    await platform.db.insert(nexusState).values({
      galaxyId: '3f0c9c1e-7a54-4d0b-9a44-0f6b2d1c8e21',
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
