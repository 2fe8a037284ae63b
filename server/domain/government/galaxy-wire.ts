import { z } from 'zod'
import { DISTRICT_TYPES } from '../galaxy/district-types.ts'
import { GOVERNANCE_TYPES } from '../regions/governance-types.ts'
import { themeWire } from '../regions/wire.ts'
import { count } from '../wire-fields.ts'

/** What pilots paid and received at ports on a UTC day that is over. */
const dayTrade = z.object({ credits: count, orders: count })

const galaxyRegion = z.object({
  id: z.uuid(),
  name: z.string(),
  displayName: z.string(),
  motto: z.string(),
  governanceType: z.enum(GOVERNANCE_TYPES),
  taxRate: z.number(),
  aestheticTheme: themeWire,
  citizenCount: count,
  /** Policies and elections whose voting is open. */
  openVotes: count,
  tradeOfDay: dayTrade,
  /** Its gate in the Nexus, x and y in map units around the centre; null while the Nexus cannot tell where that is. */
  gate: z
    .object({ sectorId: count, position: z.object({ x: z.number(), y: z.number() }).nullable() })
    .nullable(),
})
export type GalaxyRegion = z.infer<typeof galaxyRegion>

const happening = z.object({
  key: z.string(),
  at: z.iso.datetime(),
  /** One sentence. */
  text: z.string(),
  /** Null for what happened in the Central Nexus. */
  region: z.object({ name: z.string(), displayName: z.string() }).nullable(),
  /** Path of the page that says more. */
  href: z.string(),
})
export type Happening = z.infer<typeof happening>

/** The galaxy as everybody sees it. */
export const galaxyWire = z.object({
  at: z.iso.datetime(),
  /** The UTC day of the trade figures: the last one that is over. */
  tradeDay: z.iso.date(),
  /** Null before it is generated. */
  nexus: z
    .object({
      districts: z.array(
        z.object({ districtType: z.enum(DISTRICT_TYPES), name: z.string(), sectors: count }),
      ),
      /** Motions of the Galactic Council. */
      openVotes: count,
      tradeOfDay: dayTrade,
    })
    .nullable(),
  /** Open regions, those with the most citizens first. */
  regions: z.array(galaxyRegion),
  /** All open regions, also those that are not listed. */
  totalRegions: count,
  /** The newest first. */
  happenings: z.array(happening),
})
export type PublicGalaxy = z.infer<typeof galaxyWire>
