import { z } from 'zod'

/**
 * PayPal's wire format as PayPal publishes it (github.com/paypal/paypal-rest-api-specifications: billing_subscriptions_v1,
 * catalogs_products_v1, customer_disputes_v1, notifications_webhooks_v1, payments_payment_v1), with its lengths, patterns and required fields. The client reads
 * less (`wire.ts`); these types say whether what we send, and what the simulator answers and delivers, is PayPal's.
 *
 * Objects are closed here although PayPal's are open: a misspelt field would otherwise pass as an unknown one.
 */

/** `ppaas_date_time_v3`. */
export const dateTime = z
  .string()
  .min(20)
  .max(64)
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/,
  )

export const currencyCode = z.string().length(3)
const decimal = z
  .string()
  .max(32)
  .regex(/^((-?\d+)|(-?(\d+)?\.\d+))$/)

/** Money of subscriptions. */
export const money = z.strictObject({ currency_code: currencyCode, value: decimal })

/** Money of sales: at most seven digits before the point and two behind it; returned money may have a sign. */
export const amount = z.strictObject({
  total: z.string().regex(/^-?\d{1,7}(\.\d{2})?$/),
  currency: currencyCode,
  details: z.strictObject({ subtotal: decimal, tax: decimal, shipping: decimal }).partial().optional(),
})

/** Fees and other parts of a sale. */
export const currency = z.strictObject({ currency: currencyCode, value: decimal })

/** Enums of these descriptions are `^[A-Z_]+$` of at most 24 characters, which each value here is. */
export const id = z.string().min(3).max(50)
export const reason = z.string().min(1).max(128)
export const uri = (min: number, max: number) => z.url().min(min).max(max)

export const links = z.array(
  z.strictObject({
    href: z.string(),
    rel: z.string(),
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'CONNECT', 'OPTIONS', 'PATCH']).optional(),
  }),
)

const detail = z.strictObject({
  field: z.string().optional(),
  value: z.string().optional(),
  location: z.enum(['body', 'path', 'query']).optional(),
  issue: z.string(),
  description: z.string().optional(),
})

/** What PayPal says for each status: the same words always; the details say what was wrong. */
export const ERROR_WORDS = {
  400: {
    name: 'INVALID_REQUEST',
    message: 'Request is not well-formed, syntactically incorrect, or violates schema.',
  },
  401: {
    name: 'AUTHENTICATION_FAILURE',
    message:
      'Authentication failed due to missing authorization header, or invalid authentication credentials.',
  },
  403: { name: 'NOT_AUTHORIZED', message: 'Authorization failed due to insufficient permissions.' },
  404: { name: 'RESOURCE_NOT_FOUND', message: 'The specified resource does not exist.' },
  409: {
    name: 'RESOURCE_CONFLICT',
    message: 'The server has detected a conflict while processing this request.',
  },
  422: {
    name: 'UNPROCESSABLE_ENTITY',
    message:
      'The requested action could not be performed, semantically incorrect, or failed business validation.',
  },
  500: { name: 'INTERNAL_SERVER_ERROR', message: 'An internal server error occurred.' },
} as const
export type ErrorStatus = keyof typeof ERROR_WORDS

/** The body of a refusal, by status; null for a status that PayPal does not publish. */
export function errorOf(status: number): z.ZodType | null {
  const words = Object.entries(ERROR_WORDS).find(([code]) => Number(code) === status)?.[1]
  if (!words) return null
  return z.strictObject({
    name: z.literal(words.name),
    message: z.literal(words.message),
    debug_id: z.string(),
    details: z.array(detail).optional(),
    links: links.optional(),
  })
}
