import { PayPalError } from '#server/paypal/paypal-port.ts'
import { GameError } from '#server/errors.ts'

/**
 * Calls PayPal while somebody waits for the answer. A PayPal failure becomes UNAVAILABLE, never a user error. Nothing
 * is lost: a retry repeats the call with the same request id.
 * @throws UNAVAILABLE
 */
export async function callPayPal<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!isPayPalError(error)) throw error
    throw new GameError(
      'UNAVAILABLE',
      'PayPal is not responding. Nothing is lost: please try again in a minute.',
      {
        reason: 'paypal-unavailable',
        cause: error,
      },
    )
  }
}

const isPayPalError = (error: unknown): error is PayPalError => error instanceof PayPalError
