import { GameError } from '#server/errors.ts'

export const nexusNotGenerated = (): GameError =>
  new GameError('CONFLICT', 'The Central Nexus has not been generated yet.', {
    reason: 'nexus-not-generated',
  })
