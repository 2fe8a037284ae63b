import { randomUUID } from 'node:crypto'
import { isGameError } from '#server/errors.ts'
import { type Ctx } from '#server/services/context.ts'
import { giveToTreasury } from '#server/services/economy/give-to-treasury.ts'
import { getMyPurse } from '#server/services/economy/get-my-purse.ts'
import { type DemoCast } from './demo-story.ts'
import { type DemoWorld } from './demo-world-driver.ts'

/** Every citizen donates a share of their credits, in percent, to the region's treasury. */
export async function donateToTreasury(
  world: DemoWorld,
  cast: DemoCast,
  region: string,
  sharePercent: number,
): Promise<void> {
  for (const { person } of cast.citizens.filter((citizen) => citizen.region.name === region)) {
    const ctx = world.ctx(person)
    const { credits } = await getMyPurse(ctx, { region })
    const amount = Math.floor(((credits ?? 0) * sharePercent) / 100)
    if (amount > 0) await give(ctx, region, amount)
  }
}

/** Only what somebody's own sales brought can be given. */
async function give(ctx: Ctx, region: string, amount: number): Promise<void> {
  try {
    await giveToTreasury(ctx, { region, amount, giftId: randomUUID() })
  } catch (error) {
    if (!isGameError(error) || error.reason !== 'above-sales') throw error
  }
}
