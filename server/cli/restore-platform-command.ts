import { PLATFORM_CONFIRMATION, type CaughtUp } from '#server/domain/backups/platform-restore-steps.ts'
import { type Archive } from '../archive/archive.ts'
import { findArchive, isPlatformArchive } from '../services/backups/archive-names.ts'
import {
  restorePlatform,
  type PlatformRestoreReport,
  type PlatformRestoreTools,
} from '../services/backups/restore-platform.ts'
import { StartRefusal } from '../start-refusal.ts'

export const RESTORE_PLATFORM_USAGE = `  restore-platform                  the platform's backups in the store, also when the database is lost
  restore-platform <backup>         what restoring it would mean; nothing is changed
  restore-platform <backup> platform   restores the platform, while the game is stopped`

const LISTED = 25

/** Restores the platform from a backup, named by its id or its archive; without a confirmation it says what would come of it. */
export async function restorePlatformCommand(
  tools: PlatformRestoreTools,
  [meant, confirmation]: readonly string[],
): Promise<string> {
  const names = await platformArchives(tools.archive)
  if (meant === undefined)
    return names.slice(0, LISTED).join('\n') || 'There is no backup of the platform in the store.'
  const name = findArchive(names, meant)
  if (name === null)
    throw new StartRefusal('There is no such backup of the platform. List them with restore-platform alone.')
  if (confirmation !== undefined && confirmation !== PLATFORM_CONFIRMATION)
    throw new StartRefusal(`Type ${PLATFORM_CONFIRMATION} after the backup to restore the platform.`)
  return wordsOf(await restorePlatform(tools, { name, effective: confirmation !== undefined }), meant)
}

/** Newest first: names begin with the moment. */
const platformArchives = async (archive: Archive): Promise<string[]> =>
  (await archive.list())
    .map(({ name }) => name)
    .filter(isPlatformArchive)
    .sort()
    .reverse()

function wordsOf({ takenAt, caughtUp, settled }: PlatformRestoreReport, meant: string): string {
  const lines = caughtUp && takenAt !== null ? caughtUpWords(caughtUp, takenAt, settled !== null) : []
  if (settled)
    return [
      ...lines,
      `Set aside: ${settled.setAside}; returned: ${settled.returned}; erased again: ${settled.erased}; backups noted again: ${settled.adopted}.`,
      `Conservation audit: ${settled.audit}.`,
      'The platform is restored. Start the game. The database that it replaced is kept for seven days.',
    ].join('\n')
  return [...lines, `Nothing was changed. To do it: restore-platform ${meant} ${PLATFORM_CONFIRMATION}`].join(
    '\n',
  )
}

function caughtUpWords(
  { departures, places, messages, strangers, missing, doubles, gone, unknown }: CaughtUp,
  takenAt: string,
  isDone: boolean,
): string[] {
  const named = (what: string, pilots: CaughtUp['strangers']) =>
    pilots.map(({ callsign, userId }) => `  ${what}: ${callsign} (${userId})`)
  return [
    `${isDone ? 'Restored to' : 'It would be as at'} ${takenAt}. From the galaxies: ${departures} departures, ${places} places of pilots, ${messages} other messages.`,
    ...named('no account, set aside', strangers),
    ...named('in two galaxies, older stay set aside', doubles),
    ...named('in no galaxy', missing),
    ...gone.map((id) => `  galaxy without a database, to be restored next: ${id}`),
    ...unknown.map((id) => `  galaxy that the backup does not know; ships bound for it return: ${id}`),
  ]
}
