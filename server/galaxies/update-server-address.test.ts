import { expect, it } from 'vitest'
import { galaxies } from '#db/schema/platform/regions.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { updateServerAddress } from './update-server-address.ts'

const platform = useTestPlatform()

it('moves galaxies on the platform’s server to its new address, and no others', async () => {
  const at = (databaseName: string, location: string) =>
    platform.db
      .insert(galaxies)
      .values({ kind: 'region', databaseName, location, status: 'ready', createdAt: new Date() })
  await updateServerAddress(platform.db, 'postgres://127.0.0.1:21020/')
  await at('sw_at_home', 'postgres://127.0.0.1:21020/')
  await at('sw_abroad', 'postgres://elsewhere:5432/')

  await updateServerAddress(platform.db, 'postgres://127.0.0.1:21022/')

  const rows = await platform.db.select().from(galaxies)
  const where = new Map(rows.map(({ databaseName, location }) => [databaseName, location]))
  expect(where.get('sw_at_home')).toBe('postgres://127.0.0.1:21022/')
  expect(where.get('sw_abroad')).toBe('postgres://elsewhere:5432/')
})
