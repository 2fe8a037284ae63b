import { execFile, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** The account that runs PostgreSQL; null means our own. PostgreSQL refuses to run as root. */
export type ServerAccount = { uid: number; gid: number } | null

export async function postgresAccount(): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return null
  const numberOf = async (flag: '-u' | '-g') => Number((await exec('id', [flag, 'postgres'])).stdout)
  try {
    return { uid: await numberOf('-u'), gid: await numberOf('-g') }
  } catch {
    await exec('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
    return { uid: await numberOf('-u'), gid: await numberOf('-g') }
  }
}

/** Whether the account may enter `dir` and every folder above it. */
export async function canEnter(account: NonNullable<ServerAccount>, dir: string): Promise<boolean> {
  for (let at = path.resolve(dir); ; at = path.dirname(at)) {
    const info = await stat(at).catch(() => null)
    if (info) {
      const bit =
        info.uid === account.uid
          ? constants.S_IXUSR
          : info.gid === account.gid
            ? constants.S_IXGRP
            : constants.S_IXOTH
      if ((info.mode & bit) === 0) return false
    }
    if (at === path.dirname(at)) return true
  }
}

/** Runs a program under the account and returns its output. Rejects with the output on failure. */
export function runAs(account: ServerAccount, program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...account,
      // PostgreSQL must not inherit settings such as PGPORT; it needs a locale only for messages.
      env: { NODE_ENV: 'production', PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    // 'exit', not 'close': the server started by pg_ctl may keep the pipes open.
    child.on('exit', (code) =>
      code === 0
        ? resolve(output)
        : reject(new Error(`${path.basename(program)} ended with ${code}: ${output.trim()}`)),
    )
  })
}
