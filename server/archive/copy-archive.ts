import { createHash } from 'node:crypto'
import { Readable, pipeline, type Transform } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { withClient } from '#db/connections.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { makeEmptyDatabase, withDatabase, withLogin } from '../postgres/databases.ts'
import { ArchiveError, type Archive, type DatabaseRef, type Manifest, type Snapshot } from './archive.ts'
import { type ArchiveStore } from './archive-store.ts'
import { PartReader } from './frames.ts'
import { loadTables, readBeginning, readTablesOf } from './load-snapshot.ts'
import { requireKnownSchema } from './schema-facts.ts'
import { seal, unseal } from './sealed-stream.ts'
import { snapshotContent } from './write-snapshot.ts'

/** Half the time of the default, for a tenth more. */
const GZIP_LEVEL = 4

export type CopyArchiveOptions = {
  /** Of the owner, who may read and make every database of the installation. */
  ownerUrl: string
  store: ArchiveStore
  /** What archives are sealed with first, then what older ones may be sealed with: 32 bytes each. */
  keys: () => readonly [Buffer, ...Buffer[]]
  /** Folder of the project, where the migrations are. */
  root: string
}

/** The driver that works on every PostgreSQL, the embedded one too: rows by COPY, on one snapshot. */
export function createCopyArchive({ ownerUrl, store, keys, root }: CopyArchiveOptions): Archive {
  const urlOf = ({ location, databaseName }: DatabaseRef) =>
    withDatabase(withLogin(location, ownerUrl), databaseName)

  const snapshot = async (source: DatabaseRef, name: string): Promise<Snapshot> =>
    withClient({ connectionString: urlOf(source), application_name: 'backup' }, async (client) => {
      let read: Manifest | null = null
      const content = snapshotContent(client, { kind: source.kind, root }, (manifest) => {
        read = manifest
      })
      const measured = measure(seal(keys()[0], through(content, createGzip({ level: GZIP_LEVEL }))))
      await store.put(name, measured.pieces)
      if (!read) throw new Error('a snapshot that ended has its manifest')
      return { manifest: read, ...measured.total() }
    })

  /** The stored bytes and, inside of them, the parts. */
  const open = async (name: string) => {
    const measured = measure(bytesOf(await store.get(name)))
    return { measured, parts: new PartReader(unzipped(unseal(keys(), measured.pieces))) }
  }

  return {
    snapshot,
    verify: async (name) => {
      const { measured, parts } = await open(name)
      const manifest = await readTablesOf(parts, await readBeginning(parts), drain)
      return { manifest, ...measured.total() }
    },
    restore: async (name, target) => {
      const { parts } = await open(name)
      const begun = await readBeginning(parts)
      if (begun.kind !== target.kind)
        throw new ArchiveError(
          'wrong-kind',
          `This is the backup of a ${begun.kind}, not of a ${target.kind}.`,
        )
      const upTo = await requireKnownSchema(begun, root)
      await makeEmptyDatabase(withLogin(target.location, ownerUrl), target.databaseName)
      const url = urlOf(target)
      await migrateDatabase(url, target.kind, root, { upTo })
      const manifest = await withClient({ connectionString: url, application_name: 'restore' }, (client) =>
        loadTables(client, parts, begun),
      )
      await migrateDatabase(url, target.kind, root)
      return manifest
    },
    erase: (name) => store.remove(name),
    list: () => store.list(),
  }
}

/** Counts and hashes what passes. */
function measure(source: AsyncIterable<Buffer>) {
  const hash = createHash('sha256')
  let bytes = 0
  const pieces = (async function* () {
    for await (const piece of source) {
      hash.update(piece)
      bytes += piece.length
      yield piece
    }
  })()
  return { pieces, total: () => ({ bytes, sha256: hash.digest('hex') }) }
}

/** A failure of either side ends both. */
function through(source: AsyncIterable<Buffer>, transform: Transform): AsyncIterable<Buffer> {
  // The reader of the transform gets its error.
  return pipeline(Readable.from(source, { objectMode: false }), transform, () => undefined)
}

async function* unzipped(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* through(source, createGunzip())
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new ArchiveError('damaged', 'This backup is damaged. Take another one.', { cause: error })
    throw error
  }
}

async function* bytesOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const piece of stream as AsyncIterable<Uint8Array>) yield Buffer.from(piece)
}

async function drain(_table: unknown, rows: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of rows);
}
