import { z } from 'zod'
import { sentMessage } from '#server/domain/galaxy/galaxy-messages.ts'

/** Messages for the platform, which applies them at once; any that get lost it fetches with `pullMessages`. */
export const messages = z.array(sentMessage)
