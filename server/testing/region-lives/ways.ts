import { DAY_MS } from '../platform-steps.ts'
import * as acts from './acts.ts'
import { type Act } from './acts.ts'
import { type RegionLife } from './life.ts'

const days =
  (count: number): Act =>
  ({ pass }) =>
    pass(count * DAY_MS)

/** What anybody may do at any time, with its weight. */
const ANYTHING: readonly (readonly [weight: number, name: string, act: Act])[] = [
  [8, 'days pass', ({ pass, random }) => pass(random.int(1, 9) * DAY_MS)],
  [4, 'hours pass', ({ pass, random }) => pass(random.int(1, 40) * 3_600_000)],
  [3, 'payments fail', acts.failToPay],
  [3, 'payments succeed', acts.payFromNowOn],
  [1, 'PayPal cancels', acts.cancelAtPayPal],
  [2, 'PayPal refunds', acts.refundAtPayPal],
  [1, 'a payment is reversed', acts.reverse],
  [2, 'a payment is disputed', acts.dispute],
  [3, 'a dispute ends', acts.endDispute],
  [4, 'somebody approves', acts.approve],
  [4, 'an owner pays again', acts.payAgain],
  [2, 'an owner cancels', acts.cancel],
  [3, 'an owner asks for a size', acts.changeTier],
  [3, 'somebody agrees to a size', acts.consent],
  [1, 'an owner gives a size up', acts.giveUpTierChange],
  [1, 'an administrator refunds', acts.refund],
  [5, 'citizens rescue', acts.actOnRescue],
  [5, 'the region is handed on', acts.actOnTransfer],
  [3, 'citizens log in', acts.logInAll],
  [1, 'deliveries are held', acts.holdDeliveries],
  [2, 'held deliveries come in any order', acts.releaseInAnyOrder],
  [2, 'an event comes again', acts.deliverAgain],
  [3, 'workers are killed', ({ runJobs }) => runJobs({ killed: 50 })],
  [2, 'jobs run', ({ runJobs }) => runJobs()],
  [2, 'sweeps run', ({ sweepAll }) => sweepAll(['reconcile-all'])],
]
const WEIGHT = ANYTHING.reduce((sum, [weight]) => sum + weight, 0)

const { actOnRescue, actOnTransfer, approve, changeSize, failToPay, logInAll, payAnew, payFromNowOn } = acts
const twice = (act: Act): Act[] => [act, act]

/** Ways that lead somewhere: without them hardly a life would come to a vote on a rescue, or to an archive and back. */
const WAYS = {
  rescue: [
    ...[failToPay, days(33), logInAll, ...twice(actOnRescue), ...twice(actOnRescue), days(13), days(1)],
    ...[...twice(actOnRescue), days(7), actOnRescue, approve, days(1), actOnRescue, days(3), actOnRescue],
  ],
  transfer: [
    ...[payFromNowOn, payAnew, days(1), ...twice(actOnTransfer), days(13), days(2), actOnTransfer],
    ...[approve, days(1), actOnTransfer, approve, days(20)],
  ],
  return: [failToPay, days(33), days(14), days(16), payAnew, days(20), payAnew, days(12), payAnew, days(1)],
  size: [payFromNowOn, payAnew, days(1), ...twice(changeSize), days(32), changeSize, days(32)],
} satisfies Record<string, readonly Act[]>
export type Way = keyof typeof WAYS
export const WAY_NAMES = ['rescue', 'transfer', 'return', 'size'] as const satisfies readonly Way[]

/** Follows a way; of a hundred steps so many are beside it. */
export async function follow(life: RegionLife, way: Way, { beside }: { beside: number }): Promise<void> {
  life.story.push(`— the way of a ${way}`)
  for (const act of WAYS[way]) {
    while (life.random.int(1, 100) <= beside) await doAnything(life)
    await act(life)
  }
}

async function doAnything(life: RegionLife): Promise<void> {
  let left = life.random.int(1, WEIGHT)
  for (const [weight, name, act] of ANYTHING) {
    left -= weight
    if (left > 0) continue
    life.story.push(`— ${name}`)
    return act(life)
  }
}
