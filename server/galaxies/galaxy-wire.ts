import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { GAME_ERROR_STATUS, GameError, type GameErrorCode } from '../errors.ts'

// What a platform and a process that serves a galaxy say to each other: `POST /galaxies/<id>/<call>` with the input as JSON. Both know
// one token that names the galaxy. The platform sends it; the galaxy proves that it knows it by signing the answer to this question.

export const NONCE_HEADER = 'x-galaxy-nonce'
export const PROOF_HEADER = 'x-galaxy-proof'

export const pathOfCall = (galaxyId: string, call: string): string => `/galaxies/${galaxyId}/${call}`

/** The galaxy's signature under an answer to the question that had this nonce. */
export const proofOf = (token: string, nonce: string, body: string): string =>
  createHmac('sha256', token).update(nonce).update('\n').update(body).digest('base64url')

export function isSame(given: string, expected: string): boolean {
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

export const refusalBody = ({ code, message, reason, issues, retryAfterSeconds }: GameError): string =>
  JSON.stringify({ code, message, reason, issues, retryAfterSeconds })

/** The refusal that an answer carries, or null when it is none of the game's. */
export function refusalIn(body: string): GameError | null {
  try {
    const { code, message, ...detail } = refusal.parse(JSON.parse(body))
    return new GameError(code, message, detail)
  } catch {
    return null
  }
}
