import { type Ctx } from '#server/services/context.ts'
import { findTrades } from '#server/services/trade/find-trades.ts'
import { fillContract, runCourier } from './demo-contracts.ts'
import { deliverGoods } from './demo-delivery.ts'
import { unlessRefused } from './demo-flight.ts'
import { type DemoCast } from './demo-story.ts'
import { type DemoPerson, type DemoWorld } from './demo-world-driver.ts'

/** What a pilot does on a day of work, in turn; where there is no contract or courier job, they trade. */
const WORK = [carryCargo, fillContract, carryCargo, runCourier] as const
/** One pilot in so many also flies on each of the last days, enough to stand on the leaderboard. */
const EAGER = 5
const EAGER_DAYS = 5
const ROUNDS_OF_THE_EAGER = 2

/** The working pilots of a day: each citizen on every third day, and on the last days a few twice more. */
export async function sendPilotsToWork(world: DemoWorld, cast: DemoCast, day: number, days: number) {
  const crew = cast.citizens.map(({ person }, index) => ({ person, index }))
  const regular = crew.filter(({ index }) => (index + day) % 3 === 0)
  await Promise.all(regular.map(({ person, index }) => work(world, person, index + Math.floor(day / 3))))
  if (day < days - EAGER_DAYS) return
  const eager = crew.filter(({ index }) => index % EAGER === EAGER - 1)
  for (let round = 0; round < ROUNDS_OF_THE_EAGER; round++)
    await Promise.all(eager.map(({ person, index }) => work(world, person, index + day + 2 * round)))
}

async function work(world: DemoWorld, person: DemoPerson, turn: number): Promise<void> {
  const ctx = world.ctx(person)
  const chosen = WORK[turn % WORK.length] ?? carryCargo
  await unlessRefused(async () => {
    if (!(await chosen(ctx))) await carryCargo(ctx)
  })
}

/** Carries the cargo that brings most by the turn, of what the pilot knows. False if there is none. */
async function carryCargo(ctx: Ctx): Promise<boolean> {
  const { trades } = await findTrades(ctx, {})
  const [best] = trades
  if (!best) return false
  await deliverGoods(ctx, best)
  return true
}
