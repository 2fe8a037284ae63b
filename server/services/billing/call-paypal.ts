import { PayPalError } from '#server/paypal/paypal-port.ts'
import { GameError } from '#server/errors.ts'

/**
 * Calls PayPal for somebody who waits. What PayPal cannot do now is no fault of theirs and loses nothing: every call is
 * repeated under the same request id when they try again. @throws UNAVAILABLE
 */
export async function callPayPal<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!isPayPalError(error)) throw error
    throw new GameError(
      'UNAVAILABLE',
      'PayPal does not answer right now. Nothing is lost: try again in a minute.',
      {
        reason: 'paypal-unavailable',
        cause: error,
      },
    )
  }
}

const isPayPalError = (error: unknown): error is PayPalError => error instanceof PayPalError
