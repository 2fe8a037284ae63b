import { fromBasisPoints } from '#server/domain/rates.ts'
import { type DirectoryEntry } from '#server/domain/regions/wire.ts'
import { type PopulationFigures } from '../regions/region-counts.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/** The public summary of a region. */
export const toDirectoryEntry = (
  region: RegionRow,
  people: PopulationFigures | undefined,
): DirectoryEntry => ({
  id: region.id,
  name: region.name,
  displayName: region.displayName,
  motto: region.motto,
  status: region.status,
  governanceType: region.governanceType,
  taxRate: fromBasisPoints(region.taxRateBp),
  startingCredits: region.startingCredits,
  economicSpecialization: region.economicSpecialization,
  immigrationPolicy: region.immigrationPolicy,
  pvpRule: region.pvpRule,
  citizenCount: people?.citizens ?? 0,
  population: people?.population ?? 0,
  totalSectors: region.totalSectors,
  aestheticTheme: region.theme,
  createdAt: region.createdAt.toISOString(),
})
