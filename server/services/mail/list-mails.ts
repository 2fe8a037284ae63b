import { and, desc, eq } from 'drizzle-orm'
import { mails } from '#db/schema/platform/mail.ts'
import { users } from '#db/schema/platform/identity.ts'
import { type MailKind } from '#server/domain/mail/mail-kinds.ts'
import { type MailState } from '#server/domain/mail/mail-state.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

export type MailEntry = {
  id: string
  kind: MailKind
  state: MailState
  address: string
  callsign: string
  attempts: number
  lastError: string | null
  createdAt: string
  /** Of a queued mail: when it is tried. */
  dueAt: string | null
  sentAt: string | null
}

export const toMailEntry = ({ mail, callsign }: { mail: typeof mails.$inferSelect; callsign: string }) => ({
  id: mail.id,
  kind: mail.kind,
  state: mail.state,
  address: mail.address,
  callsign,
  attempts: mail.attempts,
  lastError: mail.lastError,
  createdAt: mail.createdAt.toISOString(),
  dueAt: mail.state === 'queued' ? mail.dueAt.toISOString() : null,
  sentAt: mail.sentAt?.toISOString() ?? null,
})

/** All mails of the platform, newest first. @throws UNAUTHORIZED, FORBIDDEN. */
export async function listMails(
  ctx: Ctx,
  input: Paging & { state?: MailState | undefined },
): Promise<Page<MailEntry>> {
  requireAdmin(ctx)
  const { state, ...paging } = input
  const which = and(state === undefined ? undefined : eq(mails.state, state))
  const rows = await ctx.db
    .select({ mail: mails, callsign: users.callsign })
    .from(mails)
    .innerJoin(users, eq(users.id, mails.userId))
    .where(which)
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return { items: rows.map(toMailEntry), total: await ctx.db.$count(mails, which), ...paging }
}
