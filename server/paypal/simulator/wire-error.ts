import { randomBytes } from 'node:crypto'
import { type Context } from 'hono'
import { z } from 'zod'
import { ERROR_WORDS, type ErrorStatus } from '../published/values.ts'
import { SubscriptionError } from './subscription-error.ts'

type Detail = { issue: string; description: string; field?: string; location?: 'body' }

/** A refusal with PayPal's status and, in its details, what was wrong. */
export class WireError extends Error {
  readonly status: Exclude<ErrorStatus, 500>
  readonly details: readonly Detail[]
  constructor(status: WireError['status'], details: readonly Detail[] = []) {
    super(details[0]?.description ?? ERROR_WORDS[status].message)
    this.status = status
    this.details = details
  }
}

export const refusal = (status: WireError['status'], issue: string, description: string) =>
  new WireError(status, [{ issue, description }])

export const notFound = () =>
  refusal(
    404,
    'INVALID_RESOURCE_ID',
    'Specified resource ID does not exist. Please check the resource ID and try again.',
  )

/** Converts every error to PayPal's error body, with a debug id. */
export function answerError(error: Error, c: Context) {
  const debugId = randomBytes(7).toString('hex')
  c.header('Paypal-Debug-Id', debugId)
  const known =
    error instanceof WireError
      ? error
      : error instanceof SubscriptionError
        ? refusal(422, error.issue, error.message)
        : error instanceof z.ZodError
          ? new WireError(400, error.issues.map(detailOf))
          : null
  if (!known) return c.json({ ...ERROR_WORDS[500], debug_id: debugId }, 500)
  const { status, details } = known
  return c.json({ ...ERROR_WORDS[status], debug_id: debugId, details }, status)
}

const detailOf = ({ code, path, message }: z.core.$ZodIssue): Detail => ({
  field: `/${path.map(String).join('/')}`,
  location: 'body',
  issue:
    code === 'too_big'
      ? 'INVALID_STRING_MAX_LENGTH'
      : code === 'too_small'
        ? 'INVALID_STRING_MIN_LENGTH'
        : 'INVALID_PARAMETER_SYNTAX',
  description: message,
})
