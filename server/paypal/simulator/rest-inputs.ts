import { z } from 'zod'
import { refundRequest } from '../published/payments.ts'
import {
  captureRequest,
  planRequest,
  pricingSchemesRequest,
  productRequest,
  rangeQuery,
  reasonRequest,
  revisionRequest,
  subscriptionQuery,
  subscriptionRequest,
} from '../published/subscriptions.ts'
import { eventListQuery, verificationRequest, webhookRequest } from '../published/webhooks.ts'

/** What the simulator accepts: what PayPal publishes, and of that what it can play. Defaults are PayPal's. */
const accepts = <Own extends z.ZodType>(published: z.ZodType, own: Own) => ({
  parse(value: unknown): z.output<Own> {
    published.parse(value)
    return own.parse(value)
  },
})

const price = z.object({ currency_code: z.string(), value: z.string() })
const webUrl = z.url({ protocol: /^https?$/ })

export const productInput = productRequest
export const planInput = accepts(
  planRequest,
  z.object({
    product_id: z.string(),
    name: z.string(),
    status: z.enum(['CREATED', 'INACTIVE', 'ACTIVE']).default('ACTIVE'),
    billing_cycles: z
      .array(
        z.object({
          frequency: z.object({ interval_unit: z.literal('MONTH'), interval_count: z.int().default(1) }),
          tenure_type: z.literal('REGULAR'),
          total_cycles: z.int().default(1),
          pricing_scheme: z.object({ fixed_price: price }),
        }),
      )
      .length(1),
    payment_preferences: z.object({ payment_failure_threshold: z.int().default(0) }),
  }),
)

const ownSubscription = z.object({
  plan_id: z.string(),
  custom_id: z.string().optional(),
  application_context: z.object({
    brand_name: z.string().default('Merchant'),
    return_url: webUrl,
    cancel_url: webUrl,
  }),
})
export const subscriptionInput = accepts(subscriptionRequest, ownSubscription)
export type SubscriptionInput = z.infer<typeof ownSubscription>

export const revisionInput = accepts(revisionRequest, ownSubscription.omit({ custom_id: true }))

export const pricingInput = accepts(
  pricingSchemesRequest,
  z.object({
    pricing_schemes: z
      .array(
        z.object({
          billing_cycle_sequence: z.literal(1),
          pricing_scheme: z.object({ fixed_price: price }),
        }),
      )
      .length(1),
  }),
)
export const reasonInput = reasonRequest
export const captureInput = captureRequest
export const refundInput = refundRequest
export const webhookInput = accepts(
  webhookRequest,
  z.object({ url: webUrl, event_types: z.array(z.object({ name: z.string() })).min(1) }),
)
export const rangeInput = rangeQuery
export const eventsInput = eventListQuery
export const fieldsInput = subscriptionQuery
export const verifyInput = verificationRequest
