import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { type NexusStateRow } from './get-nexus-state.ts'
import { districtRange } from '#server/domain/galaxy/districts.ts'
import { type Point } from '#server/domain/galaxy/point-layout.ts'

export type GatePositions = ReadonlyMap<number, Point>

const UNKNOWN: GatePositions = new Map()
/** A Nexus that does not answer is not asked again with every page. */
const RETRY_MS = 30_000

type Kept = { of: string; until: number; positions: Promise<GatePositions> }

/** One for each platform of this process. */
const keptFor = new WeakMap<object, Kept>()

/**
 * Where the sectors of the transit hub lie, which hold the gates to the regions. Read once per version of the Nexus; empty while it
 * cannot be reached.
 */
export async function getGatePositions(
  ctx: Ctx,
  { galaxyId, version }: Pick<NexusStateRow, 'galaxyId' | 'version'>,
): Promise<GatePositions> {
  const of = `${galaxyId} ${version}`
  const known = keptFor.get(ctx.galaxies)
  if (known?.of === of && known.until > performance.now()) return known.positions
  const kept: Kept = { of, until: Infinity, positions: readPositions(ctx, galaxyId, version) }
  keptFor.set(ctx.galaxies, kept)
  kept.positions = kept.positions.catch((error: unknown) => {
    ctx.log.warn({ err: error, galaxyId }, 'the gates of the Nexus are unknown for now')
    kept.until = performance.now() + RETRY_MS
    return UNKNOWN
  })
  return kept.positions
}

async function readPositions(ctx: Ctx, galaxyId: string, version: number): Promise<GatePositions> {
  const { ids, x, y } = await galaxyClient(ctx, galaxyId).getMap({ version })
  const [first, last] = districtRange('transit_hub')
  return new Map(
    ids.flatMap((id, index) => {
      const [atX, atY] = [x[index], y[index]]
      return id < first || id > last || atX === undefined || atY === undefined
        ? []
        : [[id, { x: atX, y: atY }] as const]
    }),
  )
}
