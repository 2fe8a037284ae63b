import { type Ctx } from '../context.ts'
import { toOperationView, type OperationView } from '../operations/operation-view.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { sumDistricts } from './sum-districts.ts'
import { NEXUS_SUBJECT } from './queries.ts'
import { getNexusState } from './get-nexus-state.ts'

export type NexusStatus = {
  exists: boolean
  status: 'not_generated' | 'active'
  nexusId: string | null
  createdAt: string | null
  /** When it was last generated, fully or in part. */
  generatedAt: string | null
  /** Increases with every generation. */
  version: number
  totalSectors: number
  totalPorts: number
  totalPlanets: number
  /** The Galactic Council governs (DESIGN.md §3). */
  governanceType: 'council'
  economicSpecialization: string | null
  /** The queued or running generation. */
  job: OperationView | null
}

const ABSENT = {
  exists: false,
  status: 'not_generated',
  nexusId: null,
  createdAt: null,
  generatedAt: null,
  version: 0,
  totalSectors: 0,
  totalPorts: 0,
  totalPlanets: 0,
} as const

/** Summary of the Central Nexus. Before the first generation `exists` is false and all figures are zero. */
export async function getNexusStatus(ctx: Ctx): Promise<NexusStatus> {
  const open = await getOpenOperation(ctx.db, 'generate-nexus', NEXUS_SUBJECT)
  const state = await getNexusState(ctx.db)
  const present = state && {
    exists: true,
    status: 'active' as const,
    nexusId: state.id,
    createdAt: state.createdAt.toISOString(),
    generatedAt: state.generatedAt.toISOString(),
    version: state.version,
    ...sumDistricts(await galaxyClient(ctx, state.galaxyId).listDistricts({ version: state.version })),
  }
  return {
    ...(present ?? ABSENT),
    governanceType: 'council',
    economicSpecialization: null,
    job: open ? toOperationView(open) : null,
  }
}
