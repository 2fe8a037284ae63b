import { type Ctx } from '#server/services/context.ts'
import { settleTreaty } from '#server/services/diplomacy/settle-treaty.ts'

export async function handleSettleTreaty(ctx: Ctx, payload: { treatyId: string }): Promise<void> {
  await settleTreaty(ctx, payload)
}
