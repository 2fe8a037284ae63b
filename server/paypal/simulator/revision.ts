import { approvalUrlOf, selfLinks } from './simulated-wire.ts'
import { type SimulatorContext } from './simulator-context.ts'
import { type SimulatedRevision, type SimulatedSubscription } from './simulator-state.ts'
import { emitSubscription, requireStatus } from './subscription-life.ts'

/** Asks the payer for another plan. The old one goes on until they agree. */
export function revise(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  asked: Omit<SimulatedRevision, 'token'>,
): SimulatedRevision {
  requireStatus(subscription, ['ACTIVE'], 'revise')
  const revision = { ...asked, token: context.newId('BA-') }
  subscription.revisions.push(revision)
  return revision
}

/** The payer agrees. The running month stays as it was paid, and what is owed of it too; the next bill is of the new plan. */
export function consent(
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  { planId, token }: SimulatedRevision,
): void {
  requireStatus(subscription, ['ACTIVE'], 'revise')
  subscription.planId = planId
  subscription.revisions = subscription.revisions.filter((revision) => revision.token !== token)
  emitSubscription(context, subscription, 'UPDATED', context.now())
}

/** What a revision answers: where the payer agrees. */
export const revisionWire = (
  subscription: SimulatedSubscription,
  { planId, token }: SimulatedRevision,
  publicUrl: string,
) => ({
  plan_id: planId,
  plan_overridden: false,
  links: [
    { href: approvalUrlOf(publicUrl, token), rel: 'approve', method: 'GET' },
    ...selfLinks(publicUrl, `billing/subscriptions/${subscription.id}`),
  ],
})
