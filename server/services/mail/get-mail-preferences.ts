import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { readMailPreferences, type MailPreference } from './mail-preferences.ts'

/** What the user is mailed about. @throws UNAUTHORIZED. */
export const getMailPreferences = async (ctx: Ctx): Promise<{ preferences: MailPreference[] }> => ({
  preferences: await readMailPreferences(ctx, requireUser(ctx).userId),
})
