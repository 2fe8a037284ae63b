import { randomUUID } from 'node:crypto'
import { type Logger } from 'pino'
import { type z } from 'zod'
import { type Database } from '#db/client.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { ArchiveError, type Archive, type DatabaseRef } from '#server/archive/archive.ts'
import {
  PLATFORM_CONFIRMATION,
  type CaughtUp,
  type PlatformRestoreStep,
} from '#server/domain/backups/platform-restore-steps.ts'
import { restoreNames } from '#server/domain/backups/restore-steps.ts'
import { type PlatformReplacement } from '#server/postgres/platform-replacement.ts'
import { StartRefusal } from '#server/start-refusal.ts'
import { type Ctx } from '../context.ts'
import { archiveName } from './archive-names.ts'
import { catchUpPlatform } from './catch-up-platform.ts'
import { checkCaughtUp } from './check-caught-up.ts'
import { type platformRestoreInput } from './platform-restore-input.ts'
import { settlePlatformRestore, type Settled } from './settle-platform-restore.ts'

/** A context and the end of its connections. */
export type OpenCtx = { ctx: Ctx; close(): Promise<void> }

/** What restoring the platform works with: it needs no platform database that can be read. */
export type PlatformRestoreTools = {
  archive: Archive
  /** The platform's database. */
  home: DatabaseRef
  replacement: PlatformReplacement
  log: Logger
  /** On the database that was loaded beside, as the owner. Nobody hears of what is booked there. */
  openNext(): Promise<OpenCtx & { ctx: Ctx & { db: Database } }>
  /** On the platform as the game opens it. */
  openPlatform(): Promise<OpenCtx & { emptyQueues(): Promise<void> }>
  /** Whether the platform's database is a restored one that was not settled yet; false when it cannot be read. */
  isUnsettled(): Promise<boolean>
}

export type PlatformRestoreReport = {
  /** Null when an earlier run had come that far. */
  takenAt: string | null
  caughtUp: CaughtUp | null
  /** Null for a preview, which changes nothing. */
  settled: Settled | null
}

export type PlatformRestoreHooks = {
  /** Called when a step begins and when it is done, so that tests can crash the process there. */
  onStep?(step: PlatformRestoreStep, moment: 'begun' | 'done'): void | Promise<void>
}

/**
 * Restores the platform from an archive, while the game is stopped (docs/decisions/0053-backups-and-restores.md). Everything up to the swap
 * happens in a database beside the platform's, and every run makes it anew; a run that finds a platform that was swapped in settles
 * it. Without `effective` it is a preview: it says what would come of it and drops what it loaded.
 * @throws StartRefusal while the game runs, ArchiveError, CONFLICT `galaxies-away`, `other-secret` or `not-proven`.
 */
export function restorePlatform(
  tools: PlatformRestoreTools,
  { name, effective }: { name: string; effective: boolean },
  hooks: PlatformRestoreHooks = {},
): Promise<PlatformRestoreReport> {
  const { replacement } = tools
  return replacement.alone(async () => {
    if (effective) await requireStopped(replacement)
    if (effective && (await tools.isUnsettled()))
      return { takenAt: null, caughtUp: null, settled: await inStep('settle', hooks, () => settle(tools)) }
    const takenAt = await inStep('verify', hooks, () => verify(tools, name))
    await inStep('load', hooks, () =>
      tools.archive.restore(name, { ...tools.home, databaseName: replacement.next }),
    )
    try {
      const { operationId, now, ...caught } = await catchUp(tools, { name, takenAt, opens: effective }, hooks)
      if (!effective) return { ...caught, settled: null }
      await inStep('dump', hooks, () => dump(tools, now))
      await inStep('swap', hooks, async () => {
        await requireStopped(replacement)
        await replacement.swap(restoreNames(operationId).kept)
      })
      return { ...caught, settled: await inStep('settle', hooks, () => settle(tools)) }
    } finally {
      // After the swap there is none of this name.
      await replacement.drop()
    }
  })
}

async function inStep<T>(
  step: PlatformRestoreStep,
  hooks: PlatformRestoreHooks,
  work: () => Promise<T>,
): Promise<T> {
  await hooks.onStep?.(step, 'begun')
  const result = await work()
  await hooks.onStep?.(step, 'done')
  return result
}

async function requireStopped(replacement: PlatformReplacement): Promise<void> {
  const sessions = await replacement.countSessions()
  if (sessions === 0) return
  throw new StartRefusal(
    `The game is running: ${sessions} of its sessions use the platform's database. Stop web and workers first.`,
  )
}

async function verify({ archive }: PlatformRestoreTools, name: string): Promise<Date> {
  const { manifest } = await archive.verify(name)
  if (manifest.kind !== 'platform')
    throw new ArchiveError('wrong-kind', 'This is the backup of a galaxy, not of the platform.')
  return new Date(manifest.takenAt)
}

async function catchUp(
  tools: PlatformRestoreTools,
  { name, takenAt, opens }: { name: string; takenAt: Date; opens: boolean },
  hooks: PlatformRestoreHooks,
) {
  const { ctx, close } = await tools.openNext()
  try {
    // By the game's clock, which tests move.
    const since = new Date(takenAt.getTime() + ctx.clock.offsetMs())
    const caughtUp = await inStep('catch-up', hooks, async () => {
      await ctx.galaxies.prepare()
      return catchUpPlatform(ctx, { since, opens })
    })
    const operationId = await inStep('check', hooks, async () => {
      await checkCaughtUp(ctx, caughtUp)
      return noteOperation(ctx, { archive: name, takenAt: since.toISOString() }, caughtUp)
    })
    return { operationId, now: await ctx.clock.now(ctx.db), takenAt: since.toISOString(), caughtUp }
  } finally {
    await close()
  }
}

/** Notes in the restored database that it is not settled yet: a later run of the command, or the game's sweep, finds that and goes on. */
async function noteOperation(
  ctx: Ctx,
  input: z.infer<typeof platformRestoreInput>,
  result: CaughtUp,
): Promise<string> {
  const id = randomUUID()
  const now = await ctx.clock.now(ctx.db)
  await ctx.db.insert(operations).values({
    ...{ id, input, result, kind: 'restore-platform', subjectId: PLATFORM_CONFIRMATION },
    ...{ status: 'running', step: 'settle', createdAt: now, startedAt: now, updatedAt: now },
  })
  return id
}

/** The platform as it is, as far as it can still be read: restoring that one undoes this restore. */
async function dump({ archive, home, log }: PlatformRestoreTools, now: Date): Promise<void> {
  const name = archiveName(null, now, randomUUID())
  await archive
    .snapshot(home, name)
    .catch((error: unknown) =>
      log.warn({ err: error }, 'the platform as it is could not be backed up; its database is kept'),
    )
}

async function settle(tools: PlatformRestoreTools): Promise<Settled | null> {
  const { ctx, emptyQueues, close } = await tools.openPlatform()
  try {
    // Jobs of what is no more: sweeps find the work of what is.
    await emptyQueues()
    return await settlePlatformRestore(ctx)
  } finally {
    await close()
  }
}
