import { galaxies } from '#db/schema/platform/regions.ts'
import { type TestPlatform } from './test-platform.ts'

/** The Nexus as the registry knows it, without a database behind it. */
export async function makeNexusGalaxy(platform: TestPlatform): Promise<string> {
  const [galaxy] = await platform.db
    .insert(galaxies)
    .values({
      kind: 'nexus',
      databaseName: 'sw_no_database',
      location: 'postgres://127.0.0.1:1/',
      status: 'ready',
      createdAt: await platform.clock.now(platform.db),
    })
    .returning()
  if (!galaxy) throw new Error('the galaxy was not written')
  return galaxy.id
}
