import { type z } from 'zod'
import { type deploymentWire } from '#server/domain/deployments/wire.ts'
import { type DeploymentRow, type GalaxyRow, wantedOf } from './deployment-rows.ts'

export type DeploymentView = z.infer<typeof deploymentWire>

/** How a region is to be served, and how it is. */
export function toDeploymentView(row: DeploymentRow | null, galaxy: GalaxyRow | null): DeploymentView {
  const { servedBy, resources } = wantedOf(row, galaxy)
  return {
    driver: row?.driver ?? 'process',
    servedBy,
    resources: servedBy === 'own' ? resources : null,
    suspendedAt: iso(row?.suspendedAt),
    generation: row?.generation ?? 0,
    changedAt: iso(row?.changedAt),
    isReached: !row || row.observedGeneration === row.generation,
    state: row?.observedState ?? null,
    stateSince: iso(row?.observedSince),
    observedAt: iso(row?.observedAt),
    host: row?.host ?? null,
    error: row?.error ?? null,
    failures: row?.failures ?? 0,
    nextTryAt: iso(row?.nextTryAt),
    restarts: row?.restarts ?? 0,
    steps: row?.steps ?? [],
  }
}

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null
