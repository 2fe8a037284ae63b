import { GameError } from '#server/errors.ts'

export const notPresent = (): GameError =>
  new GameError('CONFLICT', 'You have no ship yet. Choose a region to start in.', {
    reason: 'not-present',
  })
