import { isDeepStrictEqual } from 'node:util'
import { ArchiveError } from '#server/archive/archive.ts'
import { type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { type ArchiveRow } from './archive-rows.ts'

/** @throws ArchiveError `damaged` when a galaxy is not the one that was frozen: its ledger differs, or somebody is in it. */
export async function requireSameGalaxy(
  api: GalaxyApi,
  { frozenAt, transit, findings }: ArchiveRow,
): Promise<void> {
  const { transit: found, findingsTotal } = await api.auditLedger({ until: frozenAt.toISOString() })
  const { pilots } = await api.listPresent({ userIds: null })
  const isSame = isDeepStrictEqual(byAsset(found), byAsset(transit)) && findingsTotal === findings
  if (isSame && pilots.length === 0) return
  throw new ArchiveError('damaged', 'What was loaded is not the galaxy that was frozen.')
}

const byAsset = (totals: ArchiveRow['transit']) =>
  [...totals].sort((one, other) => one.asset.localeCompare(other.asset))
