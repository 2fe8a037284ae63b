import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { GAME_ERROR_STATUS, GameError, type GameErrorCode } from '../errors.ts'

// The protocol between the platform and a region process: `POST /galaxies/<id>/<call>` with the input as JSON. Both have the galaxy's
// token. The platform sends it as its bearer token; the galaxy proves that it has it by signing the answer together with a nonce.

export const NONCE_HEADER = 'x-galaxy-nonce'
export const SIGNATURE_HEADER = 'x-galaxy-signature'

export const callPath = (galaxyId: string, call: string): string => `/galaxies/${galaxyId}/${call}`

/** The galaxy's signature of an answer to the request with this nonce. */
export const signatureOf = (token: string, nonce: string, body: string): string =>
  createHmac('sha256', token).update(nonce).update('\n').update(body).digest('base64url')

export function equalsConstantTime(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

const refusal = z.object({
  code: z.custom<GameErrorCode>((code) => typeof code === 'string' && Object.hasOwn(GAME_ERROR_STATUS, code)),
  message: z.string(),
  reason: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  retryAfterSeconds: z.number().optional(),
})

export const serializeRefusal = ({ code, message, reason, issues, retryAfterSeconds }: GameError): string =>
  JSON.stringify({ code, message, reason, issues, retryAfterSeconds })

/** The error in an answer, or null when it is not one of the game's. */
export function parseRefusal(body: string): GameError | null {
  try {
    const { code, message, ...detail } = refusal.parse(JSON.parse(body))
    return new GameError(code, message, detail)
  } catch {
    return null
  }
}
