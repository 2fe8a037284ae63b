import { and, eq, gt, gte, inArray, isNull } from 'drizzle-orm'
import { accountLinks } from '#db/schema/platform/account-access.ts'
import { tokenHash } from '#server/auth/secrets.ts'
import { type LinkKind } from '#server/domain/identity/account-links.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx, type Tx } from '../context.ts'
import { getUser, type UserRow } from './queries.ts'

export type LinkRow = typeof accountLinks.$inferSelect

/** Writes a link under this id, once; its token is made where it is sent. */
export async function writeLink(
  tx: Tx,
  link: { id: string; kind: LinkKind; userId: string; address: string; validMs: number },
): Promise<void> {
  const { validMs, ...facts } = link
  await tx.db
    .insert(accountLinks)
    .values({
      ...facts,
      hash: tokenHash(tx.secrets.linkToken(link.id)),
      createdAt: tx.now,
      expiresAt: new Date(tx.now.getTime() + validMs),
    })
    .onConflictDoNothing({ target: accountLinks.id })
}

/** A link that can still be used. @throws NOT_FOUND `link-ended` for all others alike. */
export async function requireLink(ctx: Ctx, kind: LinkKind, token: string): Promise<LinkRow> {
  const now = await ctx.clock.now(ctx.db)
  const [link] = await ctx.db
    .select()
    .from(accountLinks)
    .where(isUsable(kind, token, now))
  return link ?? endedLink()
}

/** Uses a link up: of two at once one is refused. @throws NOT_FOUND `link-ended`. */
export async function useLink(tx: Tx, kind: LinkKind, token: string): Promise<LinkRow> {
  const [link] = await tx.db
    .update(accountLinks)
    .set({ usedAt: tx.now })
    .where(isUsable(kind, token, tx.now))
    .returning()
  return link ?? endedLink()
}

/** Ends all open links of a kind that a user has. */
export async function endLinks(tx: Tx, kind: LinkKind, userId: string): Promise<void> {
  await tx.db
    .update(accountLinks)
    .set({ usedAt: tx.now })
    .where(and(eq(accountLinks.kind, kind), eq(accountLinks.userId, userId), isNull(accountLinks.usedAt)))
}

/** Ends a user's open links of these kinds that were written since then. */
export async function endLinksSince(
  tx: Tx,
  kinds: readonly LinkKind[],
  { userId, since }: { userId: string; since: Date },
): Promise<void> {
  await tx.db
    .update(accountLinks)
    .set({ usedAt: tx.now })
    .where(
      and(
        inArray(accountLinks.kind, [...kinds]),
        eq(accountLinks.userId, userId),
        isNull(accountLinks.usedAt),
        gte(accountLinks.createdAt, since),
      ),
    )
}

const isUsable = (kind: LinkKind, token: string, now: Date) =>
  and(
    eq(accountLinks.hash, tokenHash(token)),
    eq(accountLinks.kind, kind),
    isNull(accountLinks.usedAt),
    gt(accountLinks.expiresAt, now),
  )

/** A link is for who reads the account's mails: one mailed to an address that it left is over. @throws NOT_FOUND `link-ended`. */
export async function requireOwner(ctx: Ctx, { userId, address }: LinkRow): Promise<UserRow> {
  const account = await getUser(ctx.db, userId)
  return account?.email === address ? account : endedLink()
}

export function endedLink(): never {
  throw new GameError('NOT_FOUND', 'This link was used or has expired. Ask for a new one.', {
    reason: 'link-ended',
  })
}
