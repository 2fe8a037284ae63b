import { randomUUID } from 'node:crypto'
import { type GalaxyPool } from '#db/client.ts'
import { type UserActor } from '../services/require-actor.ts'
import { postTransfer } from '../galaxy/post-transfer.ts'
import { type FoundMarket } from './make-trader.ts'
import { type MadeRegion } from './make-region.ts'
import { type TestPlatform } from './test-platform.ts'

/** Steps of tests of a region's treasury: fill it, find what ports want, order from it. */
export function treasurySteps(platform: TestPlatform, of: () => { made: MadeRegion; galaxy: GalaxyPool }) {
  const region = () => of().made.region.name
  const orders = (actor: UserActor = of().made.owner) =>
    platform.api(actor).treasury.orders({ region: region() })

  /** Credits from sales, as of `at`. */
  const fill = (amount: number, at: Date) =>
    of().galaxy.transaction((tx) =>
      postTransfer(tx, {
        ...{ id: randomUUID(), reason: 'sale', at },
        postings: [
          { account: 'source:port_liquidity', ownerId: null, asset: 'credits', amount: -BigInt(amount) },
          { account: 'treasury', ownerId: null, asset: 'credits', amount: BigInt(amount) },
        ],
      }),
    )

  /** A port that uses a good which nobody sells in its sector. */
  async function wanted(actor?: UserActor): Promise<FoundMarket & { mostPremium: number }> {
    for (const port of (await orders(actor)).ports) {
      const [good] = port.wanted.filter(({ mostPremium }) => mostPremium > 1)
      if (good) return { portId: port.id, sectorId: port.sectorId, role: 'buys', ...good }
    }
    throw new Error('a region wants something')
  }

  const jobAt = <Over extends object>({ portId, commodity }: FoundMarket, over: Over) => ({
    ...{ region: region(), orderId: randomUUID(), portId, commodity },
    ...{ units: 50, premiumPerUnit: 2, days: 3, ...over },
  })

  return { region, orders, fill, wanted, jobAt }
}
