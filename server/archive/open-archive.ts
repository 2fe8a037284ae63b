import { type Env } from '../env.ts'
import { type Archive } from './archive.ts'
import { createCopyArchive, type CopyArchiveOptions } from './copy-archive.ts'
import { openFolderStore } from './folder-store.ts'
import { openS3Store } from './s3-store.ts'

/** The archive that the settings name: a bucket, or a folder. */
export function openArchive(
  env: Pick<Env, 'backupS3' | 'backupDir'>,
  options: Omit<CopyArchiveOptions, 'store'>,
): Archive {
  const store = env.backupS3 ? openS3Store(env.backupS3) : openFolderStore(env.backupDir)
  return createCopyArchive({ ...options, store })
}
