import { type Ctx } from '../context.ts'
import { requireAdmin, requireUser } from '../require-actor.ts'
import { findUsableInvitations } from './admin-invitation-queries.ts'

export type AdminInvitationView = {
  id: string
  /** Null for an address without an account. */
  userId: string | null
  callsign: string | null
  email: string
  /** Callsign of who invited. */
  invitedBy: string
  invitedAt: string
  expiresAt: string
}

/** Invitations to become an administrator that may still be accepted, the oldest first. @throws FORBIDDEN. */
export async function listAdminInvitations(ctx: Ctx): Promise<{ items: AdminInvitationView[] }> {
  requireAdmin(ctx)
  const rows = await findUsableInvitations(ctx.db, await ctx.clock.now(ctx.db))
  return {
    items: rows.map(({ invitedAt, expiresAt, ...row }) => ({
      ...row,
      invitedAt: invitedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
  }
}

export type MyAdminInvitation = { id: string; invitedBy: string; expiresAt: string }

/** The user's own, or null. @throws UNAUTHORIZED. */
export async function getMyAdminInvitation(ctx: Ctx): Promise<MyAdminInvitation | null> {
  const { userId } = requireUser(ctx)
  const [mine] = await findUsableInvitations(ctx.db, await ctx.clock.now(ctx.db), userId)
  if (!mine) return null
  return { id: mine.id, invitedBy: mine.invitedBy, expiresAt: mine.expiresAt.toISOString() }
}
