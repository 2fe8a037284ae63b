import { z } from 'zod'

/** Inputs of PayPal's REST API, as far as we use them; defaults are PayPal's. */

const priceSchema = z.object({ currency_code: z.string(), value: z.string() })
export const productInput = z.object({ name: z.string().min(1).max(127) })
export const planInput = z.object({
  product_id: z.string(),
  name: z.string().min(1).max(127),
  billing_cycles: z
    .array(
      z.object({
        frequency: z.object({
          interval_unit: z.literal('MONTH'),
          interval_count: z.number().int().min(1).default(1),
        }),
        tenure_type: z.literal('REGULAR'),
        total_cycles: z.number().int().min(0).max(999).default(1),
        pricing_scheme: z.object({ fixed_price: priceSchema }),
      }),
    )
    .length(1),
  payment_preferences: z.object({ payment_failure_threshold: z.number().int().min(0).max(999).default(0) }),
})
export const subscriptionInput = z.object({
  plan_id: z.string(),
  custom_id: z
    .string()
    .regex(/^[\x20-\x7e]{1,127}$/)
    .optional(),
  application_context: z.object({
    brand_name: z.string().max(127).default('Merchant'),
    return_url: z.url({ protocol: /^https?$/ }),
    cancel_url: z.url({ protocol: /^https?$/ }),
  }),
})
export const reasonInput = z.object({ reason: z.string().min(1).max(128) })
export const captureInput = z.object({
  note: z.string().min(1).max(128),
  capture_type: z.literal('OUTSTANDING_BALANCE'),
  amount: priceSchema,
})
export const webhookInput = z.object({
  url: z.url({ protocol: /^https?$/ }),
  event_types: z.array(z.object({ name: z.string() })).min(1),
})
export const rangeInput = z.object({
  start_time: z.iso.datetime({ offset: true }),
  end_time: z.iso.datetime({ offset: true }),
})
export const verifyInput = z.object({
  auth_algo: z.string(),
  cert_url: z.string(),
  transmission_id: z.string(),
  transmission_sig: z.string(),
  transmission_time: z.string(),
  webhook_id: z.string(),
})
