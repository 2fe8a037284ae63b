/** How a command ends. Scripts read it. */
export const EXIT_CODES = {
  ok: 0,
  failed: 1,
  usage: 2,
  'not-found': 3,
  forbidden: 4,
  unavailable: 5,
} as const

/** What ends a command, with the words that standard error gets. */
export class Failure extends Error {
  readonly kind: Exclude<keyof typeof EXIT_CODES, 'ok'>
  /** The server's stable word, where it has one. */
  readonly reason: string | null

  constructor(kind: Failure['kind'], message: string, reason: string | null = null) {
    super(message)
    this.kind = kind
    this.reason = reason
  }
}
