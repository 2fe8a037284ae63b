import { type Refusal } from '#server/domain/refusal.ts'
import { GameError, type GameErrorCode } from '../errors.ts'

/** Turns a rule's refusal into the error that the caller sees, with the same message and reason. */
export const refused = (code: GameErrorCode, { reason, message }: Refusal): GameError =>
  new GameError(code, message, { reason })
