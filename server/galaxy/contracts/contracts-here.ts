import { and, asc, eq, gte, or, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { ports, sectors } from '#db/schema/galaxy/space.ts'
import { type SectorContract } from '../api/contract-calls.ts'
import { premiumsOf, type ContractRow } from './contract-rows.ts'

/** What the ports of a sector pay extra for, and what a pilot has taken wherever it goes; the most urgent first. */
export async function contractsHere(
  galaxy: GalaxyDb,
  { userId, sectorId }: { userId: string; sectorId: number },
  now: Date,
): Promise<SectorContract[]> {
  return (await contractsIn(galaxy).execute({ userId, sectorId, now })).map(contractView)
}

const contractsIn = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select({ contract: contracts, port: ports, sectorName: sectors.name })
    .from(contracts)
    .innerJoin(ports, eq(ports.id, contracts.portId))
    .innerJoin(sectors, eq(sectors.id, ports.sectorId))
    .where(
      and(
        gte(contracts.dueAt, sql.placeholder('now')),
        or(
          and(eq(contracts.state, 'open'), eq(ports.sectorId, sql.placeholder('sectorId'))),
          and(eq(contracts.state, 'taken'), eq(contracts.userId, sql.placeholder('userId'))),
        ),
      ),
    )
    .orderBy(asc(contracts.dueAt), asc(contracts.id))
    .prepare('contracts_here'),
)

type Row = { contract: ContractRow; port: { id: number; name: string; sectorId: number }; sectorName: string }

export function contractView({ contract, port, sectorName }: Row): SectorContract {
  const { id, kind, state, commodity, units, delivered, dueAt } = contract
  return {
    ...{ id, kind, state, commodity, units, delivered, ...premiumsOf(contract) },
    port: { id: port.id, name: port.name, sectorId: port.sectorId, sectorName },
    dueAt: dueAt.toISOString(),
  }
}
