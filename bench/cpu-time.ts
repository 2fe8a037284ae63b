import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'

/** USER_HZ of Linux, in which /proc counts CPU time on all its platforms. */
const TICKS_PER_SECOND = 100

type Usage = { parent: number; ownMs: number; reapedMs: number }

/** CPU time of a process so far and of its children that ended (Linux, proc(5)); null for one that is gone. */
function usageOf(pid: number): Usage | null {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null
  }
  // The name in parentheses may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ms = (first: number) =>
    ((Number(fields[first]) + Number(fields[first + 1])) * 1000) / TICKS_PER_SECOND
  return { parent: Number(fields[1]), ownMs: ms(11), reapedMs: ms(13) }
}

/** CPU time of a process, milliseconds. */
export const cpuMsOf = (pid: number): number => usageOf(pid)?.ownMs ?? 0

/** CPU time of a PostgreSQL server with all its sessions, those that ended among them, milliseconds. */
export function postgresCpuMs(postmaster: number): number {
  const own = usageOf(postmaster)
  let total = own ? own.ownMs + own.reapedMs : 0
  for (const name of readdirSync('/proc')) {
    const usage = /^\d+$/.test(name) ? usageOf(Number(name)) : null
    if (usage?.parent === postmaster) total += usage.ownMs
  }
  return total
}

/** The process of which every session of the server is a child. */
export async function postmasterOf(db: pg.Client): Promise<number> {
  const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid')
  return usageOf(rows[0]?.pid ?? 0)?.parent ?? 0
}
