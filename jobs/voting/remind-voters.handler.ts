import { type Ctx } from '#server/services/context.ts'
import { remindSigners } from '#server/services/elections/remind-signers.ts'
import { remindVoters } from '#server/services/voting/remind-voters.ts'

export async function handleRemindVoters(ctx: Ctx): Promise<void> {
  await remindVoters(ctx)
  await remindSigners(ctx)
}
