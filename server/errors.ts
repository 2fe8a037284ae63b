/** All error codes of the game. tRPC, REST and pages map each to one HTTP status. */
export const GAME_ERROR_STATUS = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
  UNAVAILABLE: 503,
} as const
export type GameErrorCode = keyof typeof GAME_ERROR_STATUS

export type ErrorIssue = { path: string; message: string }

const BRAND = 'sectorwars.game-error'

/**
 * An error with a message for the user. `reason` is a stable machine-readable code, `issues` point at fields. Test it
 * with {@link isGameError}, not `instanceof`: the HTTP entry and the Remix bundle load two copies of this module.
 */
export class GameError extends Error {
  readonly brand = BRAND
  readonly code: GameErrorCode
  readonly reason: string | undefined
  readonly issues: ErrorIssue[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: GameErrorCode,
    message: string,
    detail: { reason?: string; issues?: ErrorIssue[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: detail.cause })
    this.name = 'GameError'
    this.code = code
    this.reason = detail.reason
    this.issues = detail.issues
    this.retryAfterSeconds = detail.retryAfterSeconds
  }
}

export const isGameError = (error: unknown): error is GameError =>
  typeof error === 'object' && error !== null && 'brand' in error && error.brand === BRAND

export const notFound = (what: string): GameError => new GameError('NOT_FOUND', `${what} was not found.`)
