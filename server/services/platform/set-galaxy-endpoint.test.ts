import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { auditLog } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { setGalaxyEndpoint } from './set-galaxy-endpoint.ts'

const platform = useTestPlatform()
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const serve = (name: string, endpoint: string | null) => setGalaxyEndpoint(system(), { name, endpoint })

describe('where a galaxy is served', () => {
  it('is for the operator alone', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const { region, owner } = await makeRegion(platform, { withGalaxy: true })
    for (const actor of [admin, owner])
      await expect(
        setGalaxyEndpoint(platform.ctx(actor), { name: region.name, endpoint: null }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is asked of a galaxy that stands', async () => {
    const { region } = await makeRegion(platform)
    for (const name of [region.name, 'no-such-region', 'nexus'])
      await expect(serve(name, null)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is an address without anything secret, at which the galaxy answers', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    for (const address of [
      'nowhere',
      'ftp://127.0.0.1',
      'http://name@127.0.0.1',
      'http://:secret@127.0.0.1',
      'http://127.0.0.1/?token=1',
      'http://127.0.0.1/#part',
    ])
      await expect(serve(region.name, address), address).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    // Nobody listens at port 1.
    await expect(serve(region.name, 'http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    const galaxyId = region.galaxyId ?? ''
    const [galaxy] = await platform.db.select().from(galaxies).where(eq(galaxies.id, galaxyId))
    expect(galaxy?.endpoint).toBeNull()
  })

  it('is the platform again without an address, and recorded', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const galaxyId = region.galaxyId ?? ''
    const before = { endpoint: 'http://127.0.0.1:1' }
    await platform.db.update(galaxies).set(before).where(eq(galaxies.id, galaxyId))
    await serve(region.name, null)
    const [galaxy] = await platform.db.select().from(galaxies).where(eq(galaxies.id, galaxyId))
    expect(galaxy?.endpoint).toBeNull()
    const [entry] = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, galaxyId))
    expect(entry).toMatchObject({
      action: 'galaxy.endpoint-set',
      regionId: region.id,
      detail: { from: before.endpoint, to: null },
    })
  })
})
