import { z } from 'zod'
import { idInput } from '../id-input.ts'
import { pagingFields } from '../paging.ts'
import { CALLSIGN_MAX_LENGTH } from './callsign.ts'
import { actReason } from './suspension.ts'

/** What lists of players can be narrowed to. */
export const PLAYER_STATES = ['admin', 'suspended', 'unconfirmed'] as const
export type PlayerState = (typeof PLAYER_STATES)[number]

export const playersInput = z.object({
  /** What a callsign or an address begins with; if none does, what it contains. */
  text: z.string().trim().max(100).optional(),
  state: z.enum(PLAYER_STATES).optional(),
  /** The callsign after which to go on. */
  after: z.string().max(CALLSIGN_MAX_LENGTH).optional(),
  pageSize: pagingFields.pageSize,
})
export type PlayersInput = z.output<typeof playersInput>

const userId = idInput('This is no id of a player.')
export const onePlayer = z.object({ userId })

/** An act on an account, with the reason that the audit log keeps. */
export const playerAct = onePlayer.extend({ reason: actReason })
export const endSessionAct = playerAct.extend({ sessionId: z.string().min(1).max(100) })
export const endProgramAct = playerAct.extend({ programId: idInput() })
