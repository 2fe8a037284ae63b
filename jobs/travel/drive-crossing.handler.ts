import { type Ctx } from '#server/services/context.ts'
import { driveCrossing, type Crossing } from '#server/services/custody/drive-crossing.ts'

export async function handleDriveCrossing(ctx: Ctx, crossing: Crossing): Promise<void> {
  await driveCrossing(ctx, crossing)
}
