import { GameError } from '#server/errors.ts'

export const nexusNotGenerated = (): GameError =>
  new GameError('NOT_FOUND', 'The Central Nexus has not been generated yet.', {
    reason: 'nexus-not-generated',
  })
