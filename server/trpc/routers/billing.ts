import { z } from 'zod'
import { checkoutInput } from '#server/domain/billing/checkout-input.ts'
import { subscriptionOutput, timelineEntry } from '#server/domain/billing/subscription-output.ts'
import { idInput } from '#server/domain/id-input.ts'
import { pageOf, pagingInput } from '#server/domain/paging.ts'
import { cancelSubscription } from '#server/services/billing/cancel-subscription.ts'
import { checkRegionName } from '#server/services/billing/check-region-name.ts'
import { getSubscription } from '#server/services/billing/get-subscription.ts'
import { listDrift } from '#server/services/billing/list-drift.ts'
import { listInboxFailures } from '#server/services/billing/list-inbox-failures.ts'
import { listSubscriptions } from '#server/services/billing/list-subscriptions.ts'
import { listTimeline } from '#server/services/billing/list-timeline.ts'
import { payAgain } from '#server/services/billing/pay-again.ts'
import { retryInboxEvent } from '#server/services/billing/retry-inbox-event.ts'
import { startCheckout } from '#server/services/billing/start-checkout.ts'
import { router } from '../init.ts'
import { adminProcedure, playerProcedure, publicProcedure } from '../procedures.ts'

const byId = z.object({ id: idInput('This is no id of a subscription.') })
const tags = ['subscriptions']

export const billingRouter = router({
  checkName: publicProcedure
    .input(z.object({ name: z.string().max(100) }))
    .query(({ ctx, input }) => checkRegionName(ctx.ctx, input)),
  startCheckout: playerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/subscriptions',
        tags,
        summary: 'Subscribe: holds the region’s name and answers with PayPal’s approval link',
        protect: true,
      },
    })
    .input(checkoutInput)
    .output(
      z.object({
        id: z.uuid(),
        status: z.literal('pending'),
        approvalUrl: z.string(),
        paypalSubscriptionId: z.string(),
      }),
    )
    .mutation(({ ctx, input }) => startCheckout(ctx.ctx, input)),
  list: playerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/subscriptions',
        tags,
        summary: 'Your subscriptions and checkouts, newest first',
        protect: true,
      },
    })
    .input(pagingInput)
    .output(pageOf(subscriptionOutput))
    .query(({ ctx, input }) => listSubscriptions(ctx.ctx, input)),
  get: playerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/subscriptions/{id}',
        tags,
        summary: 'One of your subscriptions',
        protect: true,
      },
    })
    .input(byId)
    .output(subscriptionOutput)
    .query(({ ctx, input }) => getSubscription(ctx.ctx, input)),
  cancel: playerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/subscriptions/{id}/cancel',
        tags,
        summary: 'Cancel a subscription; what is paid for stays until its end',
        protect: true,
      },
    })
    .input(byId)
    .output(subscriptionOutput)
    .mutation(({ ctx, input }) => cancelSubscription(ctx.ctx, input)),
  payAgain: playerProcedure
    .input(byId.extend({ newAgreement: z.boolean().optional() }))
    .mutation(({ ctx, input }) => payAgain(ctx.ctx, input)),
  timeline: playerProcedure
    .input(pagingInput)
    .output(pageOf(timelineEntry))
    .query(({ ctx, input }) => listTimeline(ctx.ctx, input)),
  drift: adminProcedure.input(pagingInput).query(({ ctx, input }) => listDrift(ctx.ctx, input)),
  inboxFailures: adminProcedure
    .input(pagingInput)
    .query(({ ctx, input }) => listInboxFailures(ctx.ctx, input)),
  retryEvent: adminProcedure
    .input(z.object({ eventId: z.string().min(1).max(200) }))
    .mutation(({ ctx, input }) => retryInboxEvent(ctx.ctx, input)),
  /** What the browser needs to show PayPal's buttons. */
  buttons: publicProcedure.query(({ ctx }) => ({
    clientId: ctx.ctx.paypal.clientId,
    sdkBaseUrl: ctx.ctx.paypal.sdkBaseUrl,
  })),
})
