import { type Ctx } from '#server/services/context.ts'
import { spreadCallsigns } from '#server/services/identity/spread-callsigns.ts'

export async function handleSpreadCallsigns(ctx: Ctx): Promise<void> {
  await spreadCallsigns(ctx)
}
