/**
 * The steps of restoring the platform, in order. Up to `swap` nothing is changed but a database beside the platform's, which every run
 * makes anew; from then on it is the platform's, and a later run, or a sweep of the game, does what is left.
 */
export const PLATFORM_RESTORE_STEPS = [
  'verify',
  'load',
  'catch-up',
  'check',
  'dump',
  'swap',
  'settle',
] as const
export type PlatformRestoreStep = (typeof PLATFORM_RESTORE_STEPS)[number]

/** What somebody types to confirm; the operation's subject too. */
export const PLATFORM_CONFIRMATION = 'platform'

/** What came of bringing a restored platform to what galaxies know. */
export type CaughtUp = {
  /** Departures heard again, and pilots whose place was set. */
  departures: number
  places: number
  /** Other messages heard again. */
  messages: number
  /** Pilots whose accounts the backup does not know: they are set aside in their galaxies. */
  strangers: { galaxyId: string; userId: string; callsign: string }[]
  /** Pilots that a galaxy should have and has not. */
  missing: { galaxyId: string; userId: string; callsign: string }[]
  /** Pilots whose older stay is ended: they are in another galaxy. */
  doubles: { galaxyId: string; userId: string; callsign: string }[]
  /** Galaxies whose databases are gone: they can be restored from their own backups. */
  gone: string[]
  /** Galaxies that ships left for and the backup does not know: those ships return. */
  unknown: string[]
}
