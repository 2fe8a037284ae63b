import { z } from 'zod'
import { allSubscriptionsInput } from '#server/domain/billing/billing-lists.ts'
import { checkoutInput } from '#server/domain/billing/checkout-input.ts'
import { correctPaymentInput, paymentIdInput } from '#server/domain/billing/correction-input.ts'
import {
  announceMoveInput,
  cancelMoveInput,
  changePriceInput,
  planIdInput,
} from '#server/domain/billing/price-input.ts'
import { previewRefundInput, requestRefundInput } from '#server/domain/billing/refunds.ts'
import { idInput } from '#server/domain/id-input.ts'
import { changeTierInput, giveUpTierChangeInput } from '#server/domain/billing/tier-input.ts'
import { takeoverInput, transferTakeoverInput } from '#server/domain/ownership/inputs.ts'
import { pagingInput } from '#server/domain/paging.ts'
import { announcePriceMove } from '#server/services/billing/announce-price-move.ts'
import { cancelPriceMove } from '#server/services/billing/cancel-price-move.ts'
import { cancelSubscription } from '#server/services/billing/cancel-subscription.ts'
import { changeTier } from '#server/services/billing/change-tier.ts'
import { giveUpTierChange } from '#server/services/billing/give-up-tier-change.ts'
import { listRegionTiers } from '#server/services/billing/list-region-tiers.ts'
import { listTiers } from '#server/services/billing/list-tiers.ts'
import { changePrice } from '#server/services/billing/change-price.ts'
import { checkDisplayName } from '#server/services/billing/check-display-name.ts'
import { checkRegionName } from '#server/services/billing/check-region-name.ts'
import { exportPayments } from '#server/services/billing/export-payments.ts'
import { getReceipt } from '#server/services/billing/get-receipt.ts'
import { correctPayment } from '#server/services/billing/correct-payment.ts'
import { getPayment } from '#server/services/billing/get-payment.ts'
import { getPlanPrices } from '#server/services/billing/get-plan-prices.ts'
import { getPrices } from '#server/services/billing/get-prices.ts'
import { getSubscription } from '#server/services/billing/get-subscription.ts'
import { getRevenue } from '#server/services/billing/get-revenue.ts'
import { listAllSubscriptions, listOwing } from '#server/services/billing/list-all-subscriptions.ts'
import { listDrift } from '#server/services/billing/list-drift.ts'
import { listInboxFailures } from '#server/services/billing/list-inbox-failures.ts'
import { listDisputes } from '#server/services/billing/list-disputes.ts'
import { listPlanPrices } from '#server/services/billing/list-plan-prices.ts'
import { listRefunds } from '#server/services/billing/list-refunds.ts'
import { listSubscriptionPayments } from '#server/services/billing/list-subscription-payments.ts'
import { listSubscriptions } from '#server/services/billing/list-subscriptions.ts'
import { listTimeline } from '#server/services/billing/list-timeline.ts'
import { payAgain } from '#server/services/billing/pay-again.ts'
import { previewRefund } from '#server/services/billing/preview-refund.ts'
import { requestRefund } from '#server/services/billing/request-refund.ts'
import { retryInboxEvent } from '#server/services/billing/retry-inbox-event.ts'
import { giveUpRefund } from '#server/services/billing/give-up-refund.ts'
import { retryRefund } from '#server/services/billing/retry-refund.ts'
import { startCheckout } from '#server/services/billing/start-checkout.ts'
import { startTakeover, startTransferTakeover } from '#server/services/billing/start-takeover.ts'
import { router } from '../init.ts'
import { adminProcedure, playerProcedure, publicProcedure } from '../procedures.ts'

const byId = z.object({ id: idInput('This is no id of a subscription.') })

export const billingRouter = router({
  checkName: publicProcedure
    .input(z.object({ name: z.string().max(100) }))
    .query(({ ctx, input }) => checkRegionName(ctx.service, input)),
  checkDisplayName: publicProcedure
    .input(z.object({ displayName: z.string().max(200), name: z.string().max(100) }))
    .query(({ ctx, input }) => checkDisplayName(ctx.service, input)),
  startCheckout: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/subscriptions',
        tag: 'subscriptions',
        summary: 'Subscribe: holds the region’s name and answers with PayPal’s approval link',
        answer: 'Checkout',
      },
    })
    .input(checkoutInput)
    .mutation(({ ctx, input }) => startCheckout(ctx.service, input)),
  startTakeover: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/rescues/{rescueId}/subscription',
        tag: 'subscriptions',
        summary: 'Subscribe to take a region over, as the one whom its citizens chose',
        answer: 'Checkout',
      },
    })
    .input(takeoverInput)
    .mutation(({ ctx, input }) => startTakeover(ctx.service, input)),
  startTransferTakeover: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/transfers/{transferId}/subscription',
        tag: 'subscriptions',
        summary: 'Subscribe to a region that its owner hands on to you',
        answer: 'Checkout',
      },
    })
    .input(transferTakeoverInput)
    .mutation(({ ctx, input }) => startTransferTakeover(ctx.service, input)),
  list: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/subscriptions',
        tag: 'subscriptions',
        summary: 'Your subscriptions and checkouts, newest first',
        answer: 'SubscriptionPage',
      },
    })
    .input(pagingInput)
    .query(({ ctx, input }) => listSubscriptions(ctx.service, input)),
  get: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/subscriptions/{id}',
        tag: 'subscriptions',
        summary: 'One of your subscriptions',
        answer: 'Subscription',
      },
    })
    .input(byId)
    .query(({ ctx, input }) => getSubscription(ctx.service, input)),
  cancel: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/subscriptions/{id}/cancel',
        tag: 'subscriptions',
        summary: 'Cancel a subscription; it stays yours until the paid month ends',
        answer: 'Subscription',
      },
    })
    .input(byId)
    .mutation(({ ctx, input }) => cancelSubscription(ctx.service, input)),
  payAgain: playerProcedure
    .input(byId.extend({ newAgreement: z.boolean().optional() }))
    .mutation(({ ctx, input }) => payAgain(ctx.service, input)),
  tiers: publicProcedure.query(({ ctx }) => listTiers(ctx.service)),
  regionTiers: playerProcedure
    .input(z.object({ region: z.string().min(1).max(100) }))
    .query(({ ctx, input }) => listRegionTiers(ctx.service, input)),
  changeTier: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/subscriptions/{id}/size',
        tag: 'subscriptions',
        summary:
          'Ask for another size of your region; it changes with the first bill after you agree at PayPal',
        answer: 'SizeChange',
      },
    })
    .input(changeTierInput)
    .mutation(({ ctx, input }) => changeTier(ctx.service, input)),
  giveUpTierChange: playerProcedure
    .meta({
      rest: {
        method: 'DELETE',
        path: '/subscriptions/{id}/size',
        tag: 'subscriptions',
        summary: 'Give up a change of size that you have not agreed to at PayPal',
        answer: 'Subscription',
      },
    })
    .input(giveUpTierChangeInput)
    .mutation(({ ctx, input }) => giveUpTierChange(ctx.service, input)),
  timeline: playerProcedure.input(pagingInput).query(({ ctx, input }) => listTimeline(ctx.service, input)),
  receipt: playerProcedure
    .input(z.object({ id: idInput('This is no id of a payment.') }))
    .query(({ ctx, input }) => getReceipt(ctx.service, input)),
  payments: playerProcedure.query(({ ctx }) => exportPayments(ctx.service)),
  revenue: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/revenue',
        tag: 'admin',
        summary: 'What is paid, by month',
        answer: 'Revenue',
      },
    })
    .query(({ ctx }) => getRevenue(ctx.service)),
  paymentsOf: adminProcedure
    .input(pagingInput.extend({ subscriptionId: idInput('This is no id of a subscription.') }))
    .query(({ ctx, input }) => listSubscriptionPayments(ctx.service, input)),
  previewRefund: adminProcedure
    .input(previewRefundInput)
    .query(({ ctx, input }) => previewRefund(ctx.service, input)),
  refund: adminProcedure
    .input(requestRefundInput)
    .mutation(({ ctx, input }) => requestRefund(ctx.service, input)),
  retryRefund: adminProcedure
    .input(z.object({ refundId: idInput('This is no id of a refund.') }))
    .mutation(({ ctx, input }) => retryRefund(ctx.service, input)),
  giveUpRefund: adminProcedure
    .input(z.object({ refundId: idInput('This is no id of a refund.') }))
    .mutation(({ ctx, input }) => giveUpRefund(ctx.service, input)),
  refunds: adminProcedure.input(pagingInput).query(({ ctx, input }) => listRefunds(ctx.service, input)),
  listAll: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/subscriptions',
        tag: 'admin',
        summary: 'Subscriptions of everybody',
        answer: 'AdminSubscriptionPage',
      },
    })
    .input(allSubscriptionsInput)
    .query(({ ctx, input }) => listAllSubscriptions(ctx.service, input)),
  owing: adminProcedure.input(pagingInput).query(({ ctx, input }) => listOwing(ctx.service, input)),
  drift: adminProcedure.input(pagingInput).query(({ ctx, input }) => listDrift(ctx.service, input)),
  inboxFailures: adminProcedure
    .input(pagingInput)
    .query(({ ctx, input }) => listInboxFailures(ctx.service, input)),
  retryEvent: adminProcedure
    .input(z.object({ eventId: z.string().min(1).max(200) }))
    .mutation(({ ctx, input }) => retryInboxEvent(ctx.service, input)),
  prices: publicProcedure.query(({ ctx }) => getPrices(ctx.service)),
  planPrices: adminProcedure.input(pagingInput).query(({ ctx, input }) => listPlanPrices(ctx.service, input)),
  planPrice: adminProcedure.input(planIdInput).query(({ ctx, input }) => getPlanPrices(ctx.service, input)),
  changePrice: adminProcedure
    .input(changePriceInput)
    .mutation(({ ctx, input }) => changePrice(ctx.service, input)),
  announceMove: adminProcedure
    .input(announceMoveInput)
    .mutation(({ ctx, input }) => announcePriceMove(ctx.service, input)),
  cancelMove: adminProcedure
    .input(cancelMoveInput)
    .mutation(({ ctx, input }) => cancelPriceMove(ctx.service, input)),
  disputes: adminProcedure.input(pagingInput).query(({ ctx, input }) => listDisputes(ctx.service, input)),
  payment: adminProcedure.input(paymentIdInput).query(({ ctx, input }) => getPayment(ctx.service, input)),
  correctPayment: adminProcedure
    .input(correctPaymentInput)
    .mutation(({ ctx, input }) => correctPayment(ctx.service, input)),
  /** What the browser needs to show PayPal's buttons. */
  buttons: publicProcedure.query(({ ctx }) => ({
    clientId: ctx.service.paypal.clientId,
    sdkBaseUrl: ctx.service.paypal.sdkBaseUrl,
  })),
})
