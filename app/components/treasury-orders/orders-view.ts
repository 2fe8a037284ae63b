import { type TreasuryOrders } from '#app/lib/api-types.ts'
import { COMMODITIES, type Commodity } from '#server/domain/economy/commodities.ts'
import { WORKS_UPKEEP_PER_LEVEL } from '#server/domain/economy/works.ts'

export const PORTS_A_PAGE = 10

export type JobPort = { id: number; name: string; sectorName: string; mostPremium: number }

type Wish = {
  /** For the next job. */
  good: Commodity | undefined
  /** Part of the name of a port or its sector. */
  search: string
  page: number
}

/** What the page shows of the orders: a region can have hundreds of ports. */
export function viewOrders(orders: TreasuryOrders, { good, search, page }: Wish) {
  const { ports, jobs, ...rest } = orders
  const wanting = (one: Commodity): JobPort[] =>
    ports.flatMap(({ id, name, sectorName, wanted }) =>
      wanted
        // Below that not even a credit may be paid.
        .filter(({ commodity, mostPremium }) => commodity === one && mostPremium >= 1)
        .map(({ mostPremium }) => ({ id, name, sectorName, mostPremium })),
    )
  const goods = COMMODITIES.filter((one) => wanting(one).length > 0)
  const chosen = goods.find((one) => one === good) ?? goods[0] ?? null
  return {
    ...rest,
    jobs,
    escrow: jobs.reduce((sum, { premium }) => sum + premium, 0),
    upkeep: ports.reduce((sum, { works }) => sum + works.level * Number(WORKS_UPKEEP_PER_LEVEL), 0),
    goods,
    good: chosen,
    jobPorts: chosen === null ? [] : wanting(chosen),
    works: pageOfWorks(ports, search, page),
  }
}

export type OrdersView = ReturnType<typeof viewOrders>
export type WorksPort = OrdersView['works']['items'][number]

function pageOfWorks(ports: TreasuryOrders['ports'], search: string, page: number) {
  const sought = search.toLowerCase()
  const found = ports
    .filter(({ name, sectorName }) => `${name} ${sectorName}`.toLowerCase().includes(sought))
    .sort((a, b) => b.works.level - a.works.level || a.name.localeCompare(b.name, 'en'))
  const last = Math.max(1, Math.ceil(found.length / PORTS_A_PAGE))
  const shown = Math.min(page, last)
  return {
    items: found
      .slice((shown - 1) * PORTS_A_PAGE, shown * PORTS_A_PAGE)
      .map(({ id, name, sectorName, works }) => ({ id, name, sectorName, ...works })),
    page: shown,
    pageSize: PORTS_A_PAGE,
    total: found.length,
    search,
  }
}
