import { z } from 'zod'
import { idInput } from '../id-input.ts'
import { TIERS } from './tiers.ts'

export const tierInput = z.enum(TIERS, `The size must be one of ${TIERS.join(', ')}.`)
const id = idInput('This is no id of a subscription.')

export const changeTierInput = z.object({ id, tier: tierInput })
export type ChangeTierInput = z.output<typeof changeTierInput>
export const giveUpTierChangeInput = z.object({ id })
