import { alias } from 'drizzle-orm/pg-core'
import { describe, expectTypeOf, it } from 'vitest'
import {
  type Database,
  type GalaxyDb,
  type GalaxyPool,
  type GalaxyTransaction,
  type PlatformDb,
  type WrongDatabase,
} from './client.ts'
import { sectors } from './schema/galaxy/space.ts'
import { regions } from './schema/platform/regions.ts'

// The guarantees are the compiler's: a wrong one fails `npm run typecheck`. Nothing here is run on a database.

describe('a handle on the platform', () => {
  it('cannot be asked for a table of a galaxy', () => {
    const ask = (platform: PlatformDb) => [
      platform.select().from(sectors),
      platform.select({ id: sectors.id }).from(sectors),
      platform.select().from(alias(sectors, 'other')),
      platform.selectDistinct().from(sectors),
      platform.insert(sectors),
      platform.update(sectors),
      platform.delete(sectors),
      platform.$count(sectors),
    ]
    expectTypeOf(ask).returns.toEqualTypeOf<WrongDatabase[]>()
  })

  it('is no handle on a galaxy, nor its transaction', () => {
    expectTypeOf<Database>().not.toExtend<GalaxyDb>()
    const begin = (platform: Database) => platform.transaction((tx) => Promise.resolve(tx))
    expectTypeOf(begin).returns.resolves.not.toExtend<GalaxyDb>()
    expectTypeOf(begin).returns.resolves.toExtend<PlatformDb>()
  })

  it('gives the rows of its own tables', () => {
    const ask = (platform: PlatformDb) => platform.select({ id: regions.id }).from(regions)
    expectTypeOf(ask).returns.resolves.toEqualTypeOf<{ id: string }[]>()
  })
})

describe('a handle on a galaxy', () => {
  it('cannot be asked for a table of the platform', () => {
    const ask = (galaxy: GalaxyDb) => [
      galaxy.select().from(regions),
      galaxy.select({ id: regions.id }).from(regions),
      galaxy.select().from(alias(regions, 'other')),
      galaxy.selectDistinct().from(regions),
      galaxy.insert(regions),
      galaxy.update(regions),
      galaxy.delete(regions),
      galaxy.$count(regions),
    ]
    expectTypeOf(ask).returns.toEqualTypeOf<WrongDatabase[]>()
  })

  it('is no handle on the platform, nor its transactions within transactions', () => {
    expectTypeOf<GalaxyPool>().not.toExtend<PlatformDb>()
    const begin = (galaxy: GalaxyTransaction) => galaxy.transaction((tx) => Promise.resolve(tx))
    expectTypeOf(begin).returns.resolves.not.toExtend<PlatformDb>()
    expectTypeOf(begin).returns.resolves.toExtend<GalaxyDb>()
  })

  it('gives the rows of its own tables', () => {
    const ask = (galaxy: GalaxyDb) => galaxy.select({ id: sectors.id }).from(sectors)
    expectTypeOf(ask).returns.resolves.toEqualTypeOf<{ id: number }[]>()
  })
})
