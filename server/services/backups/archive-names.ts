/** Opaque: a person who sees the store's list learns no region's name. The moment makes it easy to find without the catalogue. */
export const archiveName = (galaxyId: string | null, at: Date, id: string): string =>
  `${galaxyId === null ? PLATFORM_FOLDER : `galaxies/${galaxyId}/`}${at.toISOString().replaceAll(/[:.]/g, '-')}-${id.slice(0, 8)}.backup`

const PLATFORM_FOLDER = 'platform/'

/** Whose archive it is; null for the platform's. */
export const galaxyOfArchive = (name: string): string | null =>
  /^galaxies\/([0-9a-f-]{36})\//.exec(name)?.[1] ?? null

export const isPlatformArchive = (name: string): boolean => name.startsWith(PLATFORM_FOLDER)

/** The archive that somebody means by its name, or by the backup's id, whose beginning is part of the name; null when it is none or several. */
export function findArchive(names: readonly string[], meant: string): string | null {
  const found = names.filter(
    (name) => name === meant || (meant.length >= 8 && name.endsWith(`-${meant.slice(0, 8)}.backup`)),
  )
  return found.length === 1 ? (found[0] ?? null) : null
}
