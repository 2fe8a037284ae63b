import { z } from 'zod'
import { count } from '../wire-fields.ts'
import { ELECTION_METHODS } from './election-methods.ts'
import { REGION_STATUSES } from './region-status.ts'
import { GOVERNANCE_TYPES } from './governance-types.ts'
import { IMMIGRATION_POLICIES } from '../membership/immigration-policies.ts'
import { PVP_RULES } from './settings.ts'
import { SPECIALIZATIONS } from '../economy/specializations.ts'
import { COMMODITIES } from '../economy/commodities.ts'
import { MEMBERSHIP_TYPES } from '../membership/membership-types.ts'

export const themeWire = z.object({
  accent: z.string(),
  background: z.string(),
  text: z.string(),
  font: z.string(),
  emblem: z.string(),
})

/** Settings in responses: rates are fractions, bonuses factors. Bounds apply to requests only. */
export const settingsWire = z.object({
  governanceType: z.enum(GOVERNANCE_TYPES),
  votingThreshold: z.number(),
  quorum: z.number(),
  electionFrequencyDays: count,
  constitutionalText: z.string(),
  electionMethod: z.enum(ELECTION_METHODS),
  termLimit: count,
  taxRate: z.number(),
  tariffRate: z.number(),
  startingCredits: count,
  tradeBonuses: z.partialRecord(z.enum(COMMODITIES), z.number()),
  economicSpecialization: z.enum(SPECIALIZATIONS).nullable(),
  pvpRule: z.enum(PVP_RULES),
  immigrationPolicy: z.enum(IMMIGRATION_POLICIES),
  citizenshipWaitDays: count,
  defenseLevel: count,
  languagePack: z.record(z.string(), z.string().optional()),
  aestheticTheme: themeWire,
  traditions: z.array(z.object({ name: z.string(), date: z.string(), description: z.string() })),
  motto: z.string(),
})

/** A region in REST, as its government sees it (DESIGN.md §4). */
export const regionWire = z.object({
  id: z.uuid(),
  name: z.string(),
  displayName: z.string(),
  ownerId: z.uuid(),
  status: z.enum(REGION_STATUSES),
  ...settingsWire.omit({
    pvpRule: true,
    immigrationPolicy: true,
    citizenshipWaitDays: true,
    defenseLevel: true,
  }).shape,
  totalSectors: count,
  nexusWarpGateSector: count.nullable(),
  /** Credits; null if the region's galaxy is unreachable. */
  treasuryBalance: count.nullable(),
  subscriptionTier: z.string().nullable(),
  paypalSubscriptionId: z.string().nullable(),
  subscriptionStatus: z.string().nullable(),
  subscriptionExpiresAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
export type RegionWire = z.infer<typeof regionWire>

export const regionStatsWire = z.object({
  totalPopulation: count,
  citizenCount: count,
  residentCount: count,
  visitorCount: count,
  averageReputation: z.number(),
  /** All credits that ever entered the treasury: tax and gifts. */
  totalRevenue: count,
  /** Credits traded at ports in the last 30 days. */
  tradeVolume30d: count,
  activeElections: count,
  pendingPolicies: count,
  treatiesCount: count,
  planetsCount: count,
  portsCount: count,
  shipsCount: count,
})
export type RegionStatsWire = z.infer<typeof regionStatsWire>

export const memberWire = z.object({
  playerId: z.uuid(),
  callsign: z.string(),
  membershipType: z.enum(MEMBERSHIP_TYPES),
  reputationScore: z.int(),
  votingPower: count,
  joinedAt: z.iso.datetime(),
  lastVisitAt: z.iso.datetime(),
  totalVisits: count,
})
export type MemberWire = z.infer<typeof memberWire>

export const settingsOutcomeWire = z.object({
  outcome: z.enum(['enacted', 'scheduled', 'proposed', 'unchanged']),
  lawId: z.uuid().nullable(),
  /** The announced decree, if it takes effect later. */
  decreeId: z.uuid().nullable(),
  policyIds: z.array(z.uuid()),
  message: z.string(),
})

/** A region in the public directory. */
export const directoryEntryWire = z.object({
  id: z.uuid(),
  name: z.string(),
  displayName: z.string(),
  motto: z.string(),
  status: z.enum(REGION_STATUSES),
  governanceType: z.enum(GOVERNANCE_TYPES),
  taxRate: z.number(),
  startingCredits: count,
  economicSpecialization: z.enum(SPECIALIZATIONS).nullable(),
  immigrationPolicy: z.enum(IMMIGRATION_POLICIES),
  pvpRule: z.enum(PVP_RULES),
  citizenCount: count,
  population: count,
  totalSectors: count,
  aestheticTheme: themeWire,
  createdAt: z.iso.datetime(),
})
export type DirectoryEntry = z.infer<typeof directoryEntryWire>
