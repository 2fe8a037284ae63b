import { type Zone } from './galaxy-plan.ts'

const REWARDS: Readonly<Record<Zone, bigint>> = { federation: 5n, border: 10n, frontier: 15n }
const NEXUS_REWARD = 3n

/** Credits for the first visit of a pilot to a sector, from `source:charting` (ECONOMY.md §5); `zone` is null in the Nexus. */
export const chartingReward = (zone: Zone | null): bigint => (zone === null ? NEXUS_REWARD : REWARDS[zone])
