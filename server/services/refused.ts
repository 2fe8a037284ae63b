import { type Refusal } from '#server/domain/refusal.ts'
import { GameError, type GameErrorCode } from '../errors.ts'

/** A rule's refusal as the error that reaches the person who asked, words and reason kept. */
export const refused = (code: GameErrorCode, { reason, message }: Refusal): GameError =>
  new GameError(code, message, { reason })
