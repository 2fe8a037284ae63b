import { randomUUID } from 'node:crypto'
import { giveToTreasury } from '#server/services/economy/give-to-treasury.ts'
import { myPurse } from '#server/services/economy/my-purse.ts'
import { type DemoCast } from './demo-story.ts'
import { type DemoWorld } from './demo-world-driver.ts'

/** Everybody who holds credits in the region gives a share of them, in percent, to its treasury. */
export async function giveGifts(
  world: DemoWorld,
  cast: DemoCast,
  region: string,
  sharePercent: number,
): Promise<void> {
  for (const { person } of cast.citizens.filter((citizen) => citizen.region.name === region)) {
    const ctx = world.ctx(person)
    const { credits } = await myPurse(ctx, { region })
    const amount = Math.floor(((credits ?? 0) * sharePercent) / 100)
    if (amount > 0) await giveToTreasury(ctx, { region, amount, giftId: randomUUID() })
  }
}
