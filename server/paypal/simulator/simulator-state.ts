import { z } from 'zod'
import { PAYPAL_SUBSCRIPTION_STATUSES } from '#server/domain/billing/subscription-status.ts'
import { TRANSACTION_STATUSES } from '../wire.ts'
import { createSigningIdentity, type SigningIdentity } from './self-signed-certificate.ts'

/** The simulator's state. Times are milliseconds of the simulator's clock unless a name says otherwise. */

export const PAYMENT_OUTCOMES = ['succeed', 'fail-once', 'fail'] as const
export type PaymentOutcome = (typeof PAYMENT_OUTCOMES)[number]

/** Faults of a delivery, for tests of the receiver. */
export const DELIVERY_VARIANTS = ['genuine', 'tampered', 'foreign-certificate', 'other-webhook'] as const
export type DeliveryVariant = (typeof DELIVERY_VARIANTS)[number]

const planSchema = z.object({
  id: z.string(),
  productId: z.string(),
  name: z.string(),
  priceMinor: z.number().int(),
  currency: z.string(),
  intervalMonths: z.number().int(),
  /** 0: no end. */
  totalCycles: z.number().int(),
  failureThreshold: z.number().int(),
  /** The price before the last change, which bills due within ten days of it still have. */
  earlierPrice: z.object({ minor: z.number().int(), until: z.number() }).nullable().default(null),
})
export type SimulatedPlan = z.infer<typeof planSchema>

const transactionSchema = z.object({
  id: z.string(),
  status: z.enum(TRANSACTION_STATUSES),
  amountMinor: z.number().int(),
  returnedMinor: z.number().int(),
  at: z.number(),
  /** The plan of the newest month in it. */
  planId: z.string().nullable().default(null),
})
export type SimulatedTransaction = z.infer<typeof transactionSchema>

/** A change of plan that the payer was asked for. Each link stays good, as long as the subscription goes on. */
const revisionSchema = z.object({
  token: z.string(),
  planId: z.string(),
  brandName: z.string(),
  returnUrl: z.string(),
  cancelUrl: z.string(),
})
export type SimulatedRevision = z.infer<typeof revisionSchema>

const subscriptionSchema = z.object({
  id: z.string(),
  approvalToken: z.string(),
  planId: z.string(),
  customId: z.string().nullable(),
  brandName: z.string(),
  returnUrl: z.string(),
  cancelUrl: z.string(),
  status: z.enum(PAYPAL_SUBSCRIPTION_STATUSES),
  statusUpdatedAt: z.number(),
  createdAt: z.number(),
  /** How often the buyer left the approval page without approving. */
  timesDeclined: z.number().int(),
  startedAt: z.number().nullable(),
  cyclesBilled: z.number().int(),
  /** The plan of the last bill, paid or not. */
  billedPlanId: z.string().nullable().default(null),
  nextBillingAt: z.number().nullable(),
  outstandingMinor: z.number().int(),
  failedPaymentsCount: z.number().int(),
  lastPayment: z.object({ amountMinor: z.number().int(), at: z.number() }).nullable(),
  lastFailure: z
    .object({
      amountMinor: z.number().int(),
      at: z.number(),
      attempt: z.number().int(),
      retryAt: z.number().nullable(),
    })
    .nullable(),
  paymentOutcome: z.enum(PAYMENT_OUTCOMES),
  transactions: z.array(transactionSchema),
  revisions: z.array(revisionSchema).default([]),
})
export type SimulatedSubscription = z.infer<typeof subscriptionSchema>

const disputeSchema = z.object({
  id: z.string(),
  subscriptionId: z.string(),
  saleId: z.string(),
  amountMinor: z.number().int(),
  reason: z.string(),
  stage: z.enum(['INQUIRY', 'CHARGEBACK']),
  /** What was taken back already. */
  takenMinor: z.number().int(),
  outcomeCode: z.string().nullable(),
  openedAt: z.number(),
  updatedAt: z.number(),
})
export type SimulatedDispute = z.infer<typeof disputeSchema>

const eventSchema = z.object({ id: z.string(), type: z.string(), at: z.number(), body: z.string() })
export type SimulatedEvent = z.infer<typeof eventSchema>

const deliverySchema = z.object({
  id: z.string(),
  eventId: z.string(),
  variant: z.enum(DELIVERY_VARIANTS),
  status: z.enum(['held', 'pending', 'delivered', 'given-up']),
  attempts: z.number().int(),
  /** Real time: redelivery does not wait for a moved clock. */
  nextAttemptAtReal: z.number(),
  lastAnswer: z.string().nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>

export const stateSchema = z.object({
  version: z.literal(1),
  clockOffsetMs: z.number(),
  certificateId: z.string(),
  privateKeyPem: z.string(),
  certificatePem: z.string(),
  nextNumber: z.number().int(),
  areDeliveriesHeld: z.boolean(),
  webhook: z.object({ id: z.string(), url: z.string() }).nullable(),
  products: z.array(z.object({ id: z.string(), name: z.string() })),
  plans: z.array(planSchema),
  subscriptions: z.array(subscriptionSchema),
  disputes: z.array(disputeSchema).default([]),
  events: z.array(eventSchema),
  deliveries: z.array(deliverySchema),
  answered: z.array(
    z.object({ key: z.string(), at: z.number(), status: z.number().int(), body: z.string() }),
  ),
})
export type SimulatorState = z.infer<typeof stateSchema>

export const createSimulatorIdentity = (): SigningIdentity =>
  createSigningIdentity('messageverificationcerts.paypal-simulator')

export function createSimulatorState(identity: SigningIdentity): SimulatorState {
  return {
    version: 1,
    clockOffsetMs: 0,
    certificateId: 'CERT-SIMULATOR-1',
    ...identity,
    nextNumber: 1,
    areDeliveriesHeld: false,
    webhook: null,
    products: [],
    plans: [],
    subscriptions: [],
    disputes: [],
    events: [],
    deliveries: [],
    answered: [],
  }
}

/** PayPal keeps request ids for 72 hours and lists missed events for 30 days. */
const ANSWERS_KEPT_MS = 72 * 3_600_000
const EVENTS_KEPT_MS = 30 * 86_400_000

export function forgetOld(state: SimulatorState, now: number): void {
  state.answered = state.answered.filter((answer) => answer.at > now - ANSWERS_KEPT_MS)
  const isOpen = (delivery: Delivery) => delivery.status === 'held' || delivery.status === 'pending'
  const open = new Set(state.deliveries.filter(isOpen).map((delivery) => delivery.eventId))
  state.events = state.events.filter((event) => event.at > now - EVENTS_KEPT_MS || open.has(event.id))
  const kept = new Set(state.events.map((event) => event.id))
  state.deliveries = state.deliveries.filter((delivery) => kept.has(delivery.eventId))
}
