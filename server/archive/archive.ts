import { z } from 'zod'
import { BACKUP_KINDS, type BackupKind } from '../domain/backups/backup-kinds.ts'

/** A database of this installation. `location`: its server, as a connection string without user, password and database. */
export type DatabaseRef = { kind: BackupKind; location: string; databaseName: string }

const archivedTable = z.object({
  name: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.int().min(0),
  /** Of the rows as they were copied. */
  sha256: z.string(),
})

/** What an archive holds, written with it and checked when it is read. */
export const manifest = z.object({
  format: z.literal(1),
  kind: z.enum(BACKUP_KINDS),
  /** The moment that the copy shows, by the database's clock. */
  takenAt: z.iso.datetime(),
  /** The newest migration that the database had. */
  schema: z.object({ tag: z.string(), createdAt: z.int(), hash: z.string() }),
  /** Where the server's write-ahead log stood just before; null where the server does not say. */
  lsn: z.string().nullable(),
  serverVersion: z.string(),
  /** Months that logs have partitions for, `YYYY-MM`. */
  partitions: z.record(z.string(), z.array(z.string())),
  tables: z.array(archivedTable),
  /** Last numbers that were given out; sequences that gave out none are left out. */
  sequences: z.record(z.string(), z.string()),
})
export type Manifest = z.infer<typeof manifest>

export type Snapshot = {
  manifest: Manifest
  /** Size and hash of what was stored: compressed and encrypted. */
  bytes: number
  sha256: string
}

export type StoredArchive = { name: string; bytes: number }

/**
 * Copies of single databases, kept elsewhere. A driver for a whole server (pgBackRest, CloudNativePG) can implement the same four
 * verbs, and increments between two snapshots, which one database alone cannot have.
 */
export interface Archive {
  /** Copies a database as it is at one moment, without stopping anybody. An archive is stored whole or not at all. */
  snapshot(source: DatabaseRef, name: string): Promise<Snapshot>
  /** Reads an archive to its end. @throws ArchiveError when it is missing, cut, changed or sealed with another secret. */
  verify(name: string): Promise<Snapshot>
  /**
   * Makes a database of this name out of an archive and brings it to the newest schema; one that is there is replaced. Only its owner
   * can connect to it. @throws ArchiveError, and leaves no usable database then.
   */
  restore(name: string, target: DatabaseRef): Promise<Manifest>
  /** Deletes an archive for good. Safe to repeat. */
  erase(name: string): Promise<void>
  /** What is in the store, in case the catalogue is lost. */
  list(): Promise<StoredArchive[]>
}

export type ArchiveErrorReason = 'missing' | 'damaged' | 'other-secret' | 'other-version' | 'wrong-kind'

/** An archive that cannot be used, with what to do about it. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
  readonly reason: ArchiveErrorReason

  constructor(reason: ArchiveErrorReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}
