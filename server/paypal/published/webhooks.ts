import { z } from 'zod'
import { dispute } from './disputes.ts'
import { refund, sale } from './payments.ts'
import { subscription } from './subscriptions.ts'
import { dateTime, links, uri } from './values.ts'

/** Webhooks and their events, as PayPal publishes them; see `values.ts`. */

const version = z.string().regex(/^\d+.\d+$/)

/** The certificate and signature of a delivery are told in headers and sent back for a check by PayPal. */
export const verificationRequest = z.strictObject({
  auth_algo: z
    .string()
    .max(100)
    .regex(/^[a-zA-Z0-9]+$/),
  cert_url: uri(1, 500),
  transmission_id: z
    .string()
    .max(50)
    .regex(/^(?!\d+$)\w+\S+/),
  // The description has the pattern of an id here too; signatures in base64 may begin with + or /.
  transmission_sig: z.base64().max(500),
  transmission_time: z.iso.datetime({ offset: true }).max(100),
  webhook_id: z
    .string()
    .max(50)
    .regex(/^[a-zA-Z0-9]+$/),
  // Spliced in as it was delivered, which may be no event at all.
  webhook_event: z.unknown(),
})
export const verificationAnswer = z.strictObject({ verification_status: z.enum(['SUCCESS', 'FAILURE']) })

const eventTypes = z
  .array(z.strictObject({ name: z.string().min(1), description: z.string().optional() }))
  .max(500)
export const webhookRequest = z.strictObject({ url: uri(1, 2048), event_types: eventTypes })
export const webhookAnswer = webhookRequest.extend({ id: z.string(), links: links.optional() })

/** What an event is about, by the beginning of its type. */
const RESOURCES = [
  { type: 'BILLING.SUBSCRIPTION.', resourceType: 'subscription', resource: subscription },
  { type: 'PAYMENT.SALE.COMPLETED', resourceType: 'sale', resource: sale },
  { type: 'PAYMENT.SALE.REFUNDED', resourceType: 'refund', resource: refund },
  { type: 'PAYMENT.SALE.REVERSED', resourceType: 'sale', resource: refund },
  { type: 'CUSTOMER.DISPUTE.', resourceType: 'dispute', resource: dispute },
] as const

const envelope = z.strictObject({
  id: z.string().min(1),
  create_time: dateTime,
  resource_type: z.string(),
  event_version: version,
  event_type: z.string().min(1),
  summary: z.string(),
  resource_version: version,
  resource: z.record(z.string(), z.unknown()),
  links,
})

/** An event with the resource that its type delivers. */
export const event = envelope.superRefine((it, check) => {
  const known = RESOURCES.find(({ type }) => it.event_type.startsWith(type))
  if (!known) return check.addIssue({ code: 'custom', path: ['event_type'], message: 'unknown event type' })
  if (known.resourceType !== it.resource_type)
    check.addIssue({
      code: 'custom',
      path: ['resource_type'],
      message: `expected ${known.resourceType}`,
    })
  for (const issue of known.resource.safeParse(it.resource).error?.issues ?? [])
    check.addIssue({ code: 'custom', path: ['resource', ...issue.path], message: issue.message })
})

export const eventList = z.strictObject({
  events: z.array(event),
  count: z.int().min(0).optional(),
  links: links.optional(),
})
export const eventListQuery = z.strictObject({
  start_time: dateTime,
  end_time: dateTime,
  page_size: z.string().regex(/^\d+$/).optional(),
  // PayPal's own next links carry this.
  offset: z.string().regex(/^\d+$/).optional(),
})
