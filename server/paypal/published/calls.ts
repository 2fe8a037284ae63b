import { z } from 'zod'
import { dispute } from './disputes.ts'
import { refund, refundRequest } from './payments.ts'
import {
  captureRequest,
  minimalSubscription,
  planAnswer,
  planRequest,
  pricingSchemesRequest,
  productAnswer,
  productRequest,
  rangeQuery,
  reasonRequest,
  revisionAnswer,
  revisionRequest,
  subscription,
  subscriptionQuery,
  subscriptionRequest,
  transaction,
  transactionList,
} from './subscriptions.ts'
import { errorOf } from './values.ts'
import {
  event,
  eventList,
  eventListQuery,
  verificationAnswer,
  verificationRequest,
  webhookAnswer,
  webhookRequest,
} from './webhooks.ts'

type Call = {
  method: 'GET' | 'POST'
  /** With `{id}` for an id. */
  path: string
  query?: z.ZodType
  /** Nothing may be sent without it. */
  request?: z.ZodType
  /** What is answered by status; null for no body. */
  answers: Partial<Record<200 | 201 | 202 | 204, z.ZodType | null>>
}

const TOKEN = '/v1/oauth2/token'
const SUBSCRIPTION = '/v1/billing/subscriptions/{id}'
const done = { 204: null }

/** The calls that we make, as PayPal publishes them. */
export const CALLS: readonly Call[] = [
  {
    method: 'POST',
    path: TOKEN,
    answers: {
      200: z.strictObject({
        access_token: z.string().min(1),
        token_type: z.literal('Bearer'),
        app_id: z.string().optional(),
        scope: z.string().optional(),
        nonce: z.string().optional(),
        expires_in: z.int().positive(),
      }),
    },
  },
  {
    ...{ method: 'POST', path: '/v1/catalogs/products', request: productRequest },
    answers: { 200: productAnswer, 201: productAnswer },
  },
  {
    ...{ method: 'POST', path: '/v1/billing/plans', request: planRequest },
    answers: { 200: planAnswer, 201: planAnswer },
  },
  { method: 'GET', path: '/v1/billing/plans/{id}', answers: { 200: planAnswer } },
  {
    ...{ method: 'POST', path: '/v1/billing/plans/{id}/update-pricing-schemes' },
    ...{ request: pricingSchemesRequest, answers: done },
  },
  {
    ...{ method: 'POST', path: '/v1/billing/subscriptions', request: subscriptionRequest },
    answers: { 200: minimalSubscription, 201: minimalSubscription },
  },
  { method: 'GET', path: SUBSCRIPTION, query: subscriptionQuery, answers: { 200: subscription } },
  {
    ...{ method: 'POST', path: `${SUBSCRIPTION}/revise`, request: revisionRequest },
    answers: { 200: revisionAnswer },
  },
  { method: 'POST', path: `${SUBSCRIPTION}/suspend`, request: reasonRequest, answers: done },
  { method: 'POST', path: `${SUBSCRIPTION}/activate`, request: reasonRequest, answers: done },
  { method: 'POST', path: `${SUBSCRIPTION}/cancel`, request: reasonRequest, answers: done },
  {
    ...{ method: 'POST', path: `${SUBSCRIPTION}/capture`, request: captureRequest },
    answers: { 200: transaction, 202: null },
  },
  {
    ...{ method: 'GET', path: `${SUBSCRIPTION}/transactions`, query: rangeQuery },
    answers: { 200: transactionList },
  },
  {
    ...{ method: 'POST', path: '/v1/payments/sale/{id}/refund', request: refundRequest },
    answers: { 200: refund, 201: refund },
  },
  { method: 'GET', path: '/v1/customer/disputes/{id}', answers: { 200: dispute } },
  {
    ...{ method: 'POST', path: '/v1/notifications/webhooks', request: webhookRequest },
    answers: { 201: webhookAnswer },
  },
  {
    ...{ method: 'GET', path: '/v1/notifications/webhooks-events', query: eventListQuery },
    answers: { 200: eventList },
  },
  {
    ...{ method: 'POST', path: '/v1/notifications/verify-webhook-signature', request: verificationRequest },
    answers: { 200: verificationAnswer },
  },
]

const isCall = (call: Call, method: string, path: string): boolean =>
  call.method === method && new RegExp(`^${call.path.replaceAll('{id}', '[^/]+')}$`).test(path)

export type Exchange = {
  method: string
  url: URL
  /** Text of the body; empty for none. */
  sent: string
  status: number
  answered: string
}

/** What of a call and its answer is not as PayPal publishes it: one line each. What was refused may have been asked wrongly. */
export function findDifferences({ method, url, sent, status, answered }: Exchange): string[] {
  const call = CALLS.find((known) => isCall(known, method, url.pathname))
  if (!call) return status === 404 ? [] : [`${method} ${url.pathname}: no published call of ours`]
  const name = `${method} ${call.path}`
  const asked = call.path === TOKEN ? undefined : parse(sent)
  return [
    ...(status >= 400
      ? []
      : [
          ...compare(`${name} query`, call.query ?? z.strictObject({}), Object.fromEntries(url.searchParams)),
          ...compare(`${name} request`, call.request ?? z.undefined(), asked),
        ]),
    ...compareAnswer(name, call, status, parse(answered)),
  ]
}

/** What of an event is not as PayPal publishes it. */
export const findDifferencesOfEvent = (text: string): string[] => compare('event', event, parse(text))

const tokenRefusal = z.strictObject({ error: z.string(), error_description: z.string() })

function compareAnswer(name: string, call: Call, status: number, body: unknown): string[] {
  const known = Object.entries(call.answers).find(([code]) => Number(code) === status)
  const schema = known ? (known[1] ?? z.undefined()) : call.path === TOKEN ? tokenRefusal : errorOf(status)
  return schema === null
    ? [`${name} ${status}: no published status`]
    : compare(`${name} ${status}`, schema, body)
}

const compare = (what: string, schema: z.ZodType, value: unknown): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map(
    ({ path, message }) => `${what}: ${path.map(String).join('.')} ${message}`,
  )

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
