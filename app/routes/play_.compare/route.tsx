import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCount } from '#app/lib/format.ts'
import { comparePorts } from '#server/domain/trade/compare-ports.ts'
import { ComparedGoods } from './compared-goods.tsx'

export const meta: MetaFunction = () => [{ title: 'Compare two ports · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const query = new URL(args.request.url).searchParams
  const { markets } = await load(args, (api) => api.trade.prices())
  const chosen = (name: 'a' | 'b') => markets.find(({ port }) => String(port.id) === query.get(name)) ?? null
  const [a, b] = [chosen('a'), chosen('b')]
  return {
    ports: markets.map(({ port, sectorName }) => ({ id: String(port.id), name: port.name, sectorName })),
    a,
    b,
    goods: a && b && a.port.id !== b.port.id ? comparePorts(a.port.board, b.port.board) : null,
  }
}

export default function ComparePage() {
  const { ports, a, b, goods } = useLoaderData<typeof loader>()
  const options = ports.map(({ id, name, sectorName }) => ({ value: id, label: `${name}, ${sectorName}` }))
  const choice = { options, placeholder: 'Choose a port' }
  return (
    <>
      <PageHeader
        eyebrow="Trade"
        title="Compare two ports"
        description="What ten units of each good cost or bring at two ports that you know, and what carrying them would bring."
        actions={
          <>
            <LinkButton to="/play/computer">Trade computer</LinkButton>
            <LinkButton to="/play">Back to your ship</LinkButton>
          </>
        }
      />
      <div className="grid gap-6">
        <Panel flush>
          <FilterBar
            label="Choose two ports"
            filters={[
              { ...choice, name: 'a', label: 'First port', value: a ? String(a.port.id) : '' },
              { ...choice, name: 'b', label: 'Second port', value: b ? String(b.port.id) : '' },
            ]}
          />
        </Panel>
        <Panel title={a && b && goods ? `${a.port.name} and ${b.port.name}` : 'Goods'} flush>
          {a && b && goods ? (
            <ComparedGoods a={a} b={b} goods={goods} />
          ) : (
            <EmptyState title={a && b ? 'Choose two different ports' : 'Choose two ports'}>
              You know {formatCount(ports.length, 'port')}: those in sight and those that you remember.
            </EmptyState>
          )}
        </Panel>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
