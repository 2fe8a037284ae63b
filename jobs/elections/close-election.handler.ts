import { type Ctx } from '#server/services/context.ts'
import { closeElection } from '#server/services/elections/close-election.ts'

export async function handleCloseElection(ctx: Ctx, payload: { electionId: string }): Promise<void> {
  await closeElection(ctx, payload)
}
