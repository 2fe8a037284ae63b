/** Every way in which the game refuses a request. Doors (tRPC, REST, pages) map each code to one HTTP status. */
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
 * A refusal with words meant for the person who asked. `reason` is a stable machine-readable word, `issues` point at
 * fields. Recognise it with {@link isGameError}: the HTTP entry and the Remix bundle are two module copies, so
 * `instanceof` lies.
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
