import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { getNexusProgress, type NexusProgress } from './get-nexus-progress.ts'
import { getNexusState } from './get-nexus-state.ts'
import { sumDistricts } from './sum-districts.ts'

export type NexusStatus = NexusProgress & {
  status: 'not_generated' | 'active'
  nexusId: string | null
  createdAt: string | null
  totalSectors: number
  totalPorts: number
  totalPlanets: number
  /** The Galactic Council governs (DESIGN.md §3). */
  governanceType: 'council'
  economicSpecialization: string | null
}

/** Summary of the Central Nexus. Before the first generation `exists` is false and all figures are zero. */
export async function getNexusStatus(ctx: Ctx): Promise<NexusStatus> {
  const state = await getNexusState(ctx.db)
  const districts = state
    ? await galaxyClient(ctx, state.galaxyId).listDistricts({ version: state.version })
    : []
  return {
    ...(await getNexusProgress(ctx)),
    status: state ? 'active' : 'not_generated',
    nexusId: state?.id ?? null,
    createdAt: state?.createdAt.toISOString() ?? null,
    ...sumDistricts(districts),
    governanceType: 'council',
    economicSpecialization: null,
  }
}
