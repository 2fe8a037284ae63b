import { GameError } from '#server/errors.ts'

export const notPresent = (): GameError =>
  new GameError('CONFLICT', 'You are in no galaxy yet. Choose a region to begin in.', {
    reason: 'not-present',
  })
