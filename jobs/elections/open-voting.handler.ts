import { type Ctx } from '#server/services/context.ts'
import { openVoting } from '#server/services/elections/open-voting.ts'

export async function handleOpenVoting(ctx: Ctx, payload: { electionId: string }): Promise<void> {
  await openVoting(ctx, payload)
}
