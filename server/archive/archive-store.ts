import { type Readable } from 'node:stream'
import { type StoredArchive } from './archive.ts'

/** Where archives are kept. It need not keep secrets: what it gets is encrypted. */
export interface ArchiveStore {
  /** Stores under a new name, whole or not at all. */
  put(name: string, content: AsyncIterable<Buffer>): Promise<void>
  /** @throws ArchiveError `missing`. */
  get(name: string): Promise<Readable>
  /** Safe to repeat. */
  remove(name: string): Promise<void>
  list(): Promise<StoredArchive[]>
}
