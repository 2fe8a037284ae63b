import { type Ctx } from '../context.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { toOperationView, type OperationView } from '../operations/operation-view.ts'
import { getNexusState } from './get-nexus-state.ts'
import { NEXUS_SUBJECT } from './queries.ts'

export type NexusProgress = {
  exists: boolean
  /** When it was last generated, fully or in part. */
  generatedAt: string | null
  /** Increases with every generation. */
  version: number
  /** The queued or running generation. */
  job: OperationView | null
}

/** What the platform itself knows of the Central Nexus, without asking its galaxy. */
export async function getNexusProgress(ctx: Ctx): Promise<NexusProgress> {
  const open = await getOpenOperation(ctx.db, 'generate-nexus', NEXUS_SUBJECT)
  const state = await getNexusState(ctx.db)
  return {
    exists: state !== null,
    generatedAt: state?.generatedAt.toISOString() ?? null,
    version: state?.version ?? 0,
    job: open ? toOperationView(open) : null,
  }
}
