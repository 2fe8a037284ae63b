import { desc, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { pilots, ships } from '#db/schema/galaxy/presence.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { auditConservation } from '../services/platform/audit-conservation.ts'
import { type useGalaxies } from './make-galaxies.ts'
import { type TestPlatform } from './test-platform.ts'

/** What proofs of travel ask after each crossing. `databases` are the galaxies between which is travelled. */
export function useCrossings(
  platform: TestPlatform,
  travel: ReturnType<typeof useGalaxies>,
  databases: () => Promise<Map<string, GalaxyPool>>,
) {
  /** All that somebody has, wherever it is, and where they are. */
  const belongings = async (userId: string) => {
    const found = []
    for (const [galaxyId, db] of await databases()) {
      const there = await travel.presenceIn(db, userId)
      if (!there) continue
      expect(there.drift).toEqual([])
      if (there.pilot.present) found.push({ galaxyId, ...there })
      else expect(there).toMatchObject({ ship: null, cargo: {}, purse: 0 })
    }
    expect(found, 'present in one galaxy').toHaveLength(1)
    const [here] = found
    if (!here) throw new Error('present in none')
    return here
  }

  const countCrossings = (userId: string) => platform.db.$count(custody, eq(custody.userId, userId))

  const lastCrossing = async (userId: string) => {
    const mine = platform.db.select().from(custody).where(eq(custody.userId, userId))
    return (await mine.orderBy(desc(custody.departedAt)).limit(1)).at(0) ?? null
  }

  /** What somebody has and how often they have crossed; asked again after a crossing that was killed. */
  const observe = async (userId: string) => {
    const before = await belongings(userId)
    const crossings = await countCrossings(userId)
    return {
      /** They are in one galaxy with all they had, less what the crossing cost, if there was one. Returns that crossing. */
      expectWhole: async (what: string) => {
        const after = await belongings(userId)
        const crossing = (await countCrossings(userId)) > crossings ? await lastCrossing(userId) : null
        const paid = crossing ? crossing.fare + (crossing.outcome === 'arrived' ? crossing.toll : 0) : 0
        expect(after.purse, `${what}: nothing is lost or doubled`).toBe(before.purse - paid)
        expect(after.cargo, what).toEqual(before.cargo)
        expect(after.ship, what).toEqual(before.ship)
        expect(await travel.whereaboutsOf(userId), what).toMatchObject({
          state: 'present',
          galaxyId: after.galaxyId,
          fencingVersion: after.pilot.fencingVersion,
        })
        if (!crossing) expect(after.galaxyId, what).toBe(before.galaxyId)
        else expect(crossing, what).toMatchObject({ state: 'closed', landingGalaxyId: after.galaxyId })
        return crossing
      },
    }
  }

  /** No ship and no pilot is in two galaxies, and the conservation audit finds nothing. */
  const expectAllThere = async () => {
    const seen = new Set<string>()
    const see = (id: string) => {
      expect(seen.has(id)).toBe(false)
      seen.add(id)
    }
    for (const db of (await databases()).values()) {
      for (const { id } of await db.select({ id: ships.id }).from(ships)) see(id)
      for (const { userId } of await db.select().from(pilots).where(eq(pilots.present, true))) see(userId)
    }
    platform.clock.advance(20 * 60_000)
    const audit = await auditConservation(platform.ctx({ kind: 'system', job: 'test' }))
    expect(audit).toEqual({ result: 'balanced', differences: [] })
  }

  return { observe, expectAllThere }
}
