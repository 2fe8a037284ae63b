import { type Ctx } from '../context.ts'
import { requireGovernment } from '../regions/require-region.ts'
import { listUsableInvitations } from './invitation-queries.ts'

export type InvitationView = {
  id: string
  userId: string
  callsign: string
  /** Callsign of who invited. */
  invitedBy: string
  invitedAt: string
  expiresAt: string
}

/** Invitations that may still be accepted, oldest first. @throws NOT_FOUND to users outside the government. */
export async function listInvitations(
  ctx: Ctx,
  input: { region?: string | undefined },
): Promise<{ items: InvitationView[] }> {
  const { region } = await requireGovernment(ctx, input.region)
  const rows = await listUsableInvitations(ctx.db, region.id, await ctx.clock.now(ctx.db))
  return {
    items: rows.map(({ invitedAt, expiresAt, ...row }) => ({
      ...row,
      invitedAt: invitedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
  }
}
