import { createHash, randomBytes } from 'node:crypto'

const MARK_LENGTH = 8
const SECONDS_LENGTH = 8
/** As they were before they said whose they are and since when. */
const FORMER = /^sw_drill_[0-9a-f]{32}$/

/** Names of databases that backups are loaded into to be read, each once: of which installation they are, and since when. */
export function copyNames(installation: string) {
  const mark = createHash('sha256').update(installation).digest('hex').slice(0, MARK_LENGTH)
  const prefix = `sw_drill_${mark}_`
  return {
    newName: (now: Date): string =>
      `${prefix}${seconds(now).toString(36).padStart(SECONDS_LENGTH, '0')}_${randomBytes(8).toString('hex')}`,
    /** Whether it is of this installation and was begun before. */
    isOlder: (name: string, before: Date): boolean =>
      FORMER.test(name) ||
      (name.startsWith(prefix) &&
        Number.parseInt(name.slice(prefix.length, prefix.length + SECONDS_LENGTH), 36) < seconds(before)),
  }
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000)
