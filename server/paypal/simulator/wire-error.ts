import { randomBytes } from 'node:crypto'
import { type Context } from 'hono'
import { z } from 'zod'
import { SubscriptionError } from './subscription-life.ts'

/** An error with PayPal's status, name and issue. */
export class WireError extends Error {
  readonly status: 400 | 401 | 404 | 413 | 422
  readonly code: string
  readonly issue: string | undefined
  constructor(status: WireError['status'], code: string, message: string, issue?: string) {
    super(message)
    this.status = status
    this.code = code
    this.issue = issue
  }
}

export const notFound = () =>
  new WireError(404, 'RESOURCE_NOT_FOUND', 'The specified resource does not exist.', 'INVALID_RESOURCE_ID')

/** Converts every error to PayPal's error body, with a debug id. */
export function answerError(error: Error, c: Context) {
  const debugId = randomBytes(7).toString('hex')
  c.header('Paypal-Debug-Id', debugId)
  const refusal =
    error instanceof WireError
      ? error
      : error instanceof SubscriptionError
        ? new WireError(422, 'UNPROCESSABLE_ENTITY', error.message, error.issue)
        : error instanceof z.ZodError
          ? new WireError(400, 'INVALID_REQUEST', z.prettifyError(error), 'INVALID_PARAMETER_SYNTAX')
          : null
  if (!refusal) {
    const message = 'An internal server error has occurred.'
    return c.json({ name: 'INTERNAL_SERVER_ERROR', message, debug_id: debugId, details: [] }, 500)
  }
  const details = refusal.issue ? [{ issue: refusal.issue, description: refusal.message }] : []
  return c.json({ name: refusal.code, message: refusal.message, debug_id: debugId, details }, refusal.status)
}
