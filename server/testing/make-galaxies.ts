import { eq } from 'drizzle-orm'
import { pilots, shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { type GalaxyPool } from '#db/client.ts'
import { balanceOf } from '../galaxy/ledger-account.ts'
import { findLedgerDrift } from '../galaxy/roll-up-logs.ts'
import { nexusPlace } from '../services/space/place.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { type UserActor } from '../services/require-actor.ts'
import { makeRegion, type MadeRegion, type RegionOptions } from './make-region.ts'
import { makeTrader } from './make-trader.ts'
import { makeUser } from './make-user.ts'
import { type TestPlatform } from './test-platform.ts'

/** The Nexus with gates to regions, and what tests of travel ask about those who cross between them. */
export function useGalaxies(platform: TestPlatform) {
  let gate = 2_200

  const makeNexus = async (): Promise<string> => {
    const admin = await makeUser(platform, { role: 'admin' })
    await platform.api(admin).nexus.generate({ seed: 'travel' })
    await platform.runOutbox()
    return nexusId()
  }
  const nexusId = async (): Promise<string> => {
    const nexus = await nexusPlace(platform.ctx())
    if (!nexus) throw new Error('the Nexus was not generated')
    return nexus.galaxyId
  }

  /** A region of 50 sectors whose gate leads to a sector of the transit hub of its own. */
  const makeLinked = async (options: RegionOptions = {}): Promise<MadeRegion> => {
    const made = await makeRegion(platform, { withGalaxy: true, ...options })
    const [region] = await platform.db
      .update(regions)
      .set({ nexusWarpGateSector: (gate += 1) })
      .where(eq(regions.id, made.region.id))
      .returning()
    if (!region) throw new Error('the region is there')
    return { ...made, region }
  }

  const openBorders = async (one: MadeRegion, other: MadeRegion): Promise<void> => {
    const { id } = await platform.api(one.owner).diplomacy.propose({
      region: one.region.name,
      partner: other.region.name,
      treatyType: 'open_borders',
      terms: { residence: false },
    })
    await platform.api(other.owner).diplomacy.sign({ region: other.region.name, treatyId: id })
  }

  /** A newcomer at the gate of a region, with these goods aboard. */
  const makeTraveller = async ({ region }: MadeRegion, user?: UserActor) => {
    const trader = await makeTrader(platform, region, user)
    const { userId } = trader.user
    return {
      ...trader,
      userId,
      depart: (
        to: string,
        more: { crossingId?: string; maxCredits?: number; forfeitCouriers?: boolean } = {},
      ) => trader.api.travel.depart({ crossingId: crypto.randomUUID(), to, ...more }),
      /** Lets time pass until the ship is there. */
      arrive: () => {
        platform.clock.advance(5 * 60_000)
        return trader.api.space.mySector()
      },
    }
  }

  const whereaboutsOf = async (userId: string) => {
    const [row] = await platform.db.select().from(whereabouts).where(eq(whereabouts.userId, userId))
    return row ?? null
  }

  /** What a galaxy knows of a pilot: null without a row. */
  const presenceIn = async (db: GalaxyPool, userId: string) => {
    const [pilot] = await db.select().from(pilots).where(eq(pilots.userId, userId))
    if (!pilot) return null
    const [ship] = await db.select().from(ships).where(eq(ships.userId, userId))
    const cargo = ship ? await db.select().from(shipCargo).where(eq(shipCargo.shipId, ship.id)) : []
    return {
      pilot,
      ship: ship ?? null,
      cargo: Object.fromEntries(cargo.map(({ commodity, quantity }) => [commodity, quantity])),
      purse: await balanceOf(db, 'purse', userId),
      drift: await findLedgerDrift(db),
    }
  }

  const galaxyOf = ({ galaxyId }: RegionRow) => platform.galaxy(galaxyId ?? '')

  const serveAt = async ({ galaxyId }: RegionRow, endpoint: string | null): Promise<void> => {
    const id = galaxyId ?? ''
    await platform.db.update(galaxies).set({ endpoint }).where(eq(galaxies.id, id))
    await platform.ctx().galaxies.release(id)
  }
  /** Nobody answers for the galaxy of a region, until it is brought back. */
  const takeAway = (region: RegionRow) => serveAt(region, 'http://127.0.0.1:9')
  const bringBack = (region: RegionRow) => serveAt(region, null)

  return {
    ...{ makeNexus, nexusId, makeLinked, openBorders, makeTraveller },
    ...{ whereaboutsOf, presenceIn, galaxyOf, takeAway, bringBack },
  }
}
