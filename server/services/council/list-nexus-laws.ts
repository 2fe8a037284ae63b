import { type NexusChange } from '#server/domain/council/nexus-settings.ts'
import { type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { findNexusLaws, type NexusLawRow } from './queries.ts'

export type NexusLawView = {
  id: string
  number: number
  kind: NexusLawRow['kind']
  title: string
  changes: NexusChange[]
  motionId: string | null
  enactedAt: string
}

/** The law book of the Nexus, newest first: public. */
export async function listNexusLaws(ctx: Ctx, input: Paging): Promise<Page<NexusLawView>> {
  const { rows, total } = await findNexusLaws(ctx.db, input)
  const items = rows.map((row) => ({ ...row, enactedAt: row.enactedAt.toISOString() }))
  return { items, total, page: input.page, pageSize: input.pageSize }
}
