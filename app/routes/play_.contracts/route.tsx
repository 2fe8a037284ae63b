import { randomUUID } from 'node:crypto'
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { PilotTabs } from '#app/components/pilot-tabs.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatCredits } from '#app/lib/format.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { ContractTable } from './contract-table.tsx'
import { CourierList } from './courier-list.tsx'
import { type Board } from './board.ts'

export const meta: MetaFunction = () => [{ title: 'Contracts · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const board = await load(args, (api) => api.contracts.list({ page: pageOfQuery(args.request) }))
  // For the sealed goods that are taken next from this page.
  return { board, courierIds: board.couriers.map(() => randomUUID()) }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const contractId = formText(form, 'contractId')
  switch (formText(form, 'intent')) {
    case 'take': {
      const taken = await attempt(args, (api) => api.contracts.take({ contractId }))
      return taken.ok ? done('The contract is yours. Sell the goods at its port in time.') : answer(taken)
    }
    case 'give-up': {
      const given = await attempt(args, (api) => api.contracts.giveUp({ contractId }))
      return given.ok ? done('You gave the contract up.') : answer(given)
    }
    case 'courier': {
      const wish = {
        courierId: formText(form, 'courierId'),
        portId: Number(formText(form, 'portId')),
        toPortId: Number(formText(form, 'toPortId')),
      }
      const taken = await attempt(args, (api) => api.contracts.takeCourier(wish))
      return taken.ok ? done('The sealed goods are aboard. Good flight!') : answer(taken)
    }
    case 'deliver': {
      const handed = await attempt(args, (api) => api.contracts.deliver({ contractId }))
      return handed.ok ? done(handedWords(handed.value.paid)) : answer(handed)
    }
  }
  throw data(null, { status: 400 })
}

const done = (message: string) => redirectWithFlash('/play/contracts', message)

const handedWords = (paid: number): string =>
  paid > 0
    ? `Handed over: ${formatCredits(paid)}, and your deposit is back.`
    : 'You came too late: the deposit went to the treasury.'

export default function ContractsPage() {
  const { board, courierIds } = useLoaderData<typeof loader>()
  const refused = useAnswer<typeof action>()
  return (
    <>
      <PageHeader
        eyebrow={board.place.displayName}
        title="Contracts"
        description="What ports and the treasury pay on top of the market’s price, and sealed goods for couriers."
        actions={<LinkButton to="/play">Back to your ship</LinkButton>}
      />
      <PilotTabs />
      {refused ? <FormError message={refused.message} className="mb-6" /> : null}
      <div className="grid gap-6">
        <Panel title="Your contracts" description={countWords(board)} flush>
          <ContractTable
            caption="Your contracts"
            contracts={board.mine}
            board={board}
            empty={
              <p className="text-ink-2 px-4 py-5 sm:px-6">You have none. Take one below before you fly.</p>
            }
          />
        </Panel>
        {board.couriers.length > 0 ? (
          <Panel
            title="Sealed goods at this trade hub"
            description={`You took ${board.counts.couriersToday} of ${board.counts.mostCouriersToday} today.`}
            flush
          >
            <CourierList offers={board.couriers} courierIds={courierIds} />
          </Panel>
        ) : null}
        <Panel
          title="Open contracts"
          description="The nearest first. Take a shortage contract and sell the goods at its port: the sale that delivers the last unit pays the premium. A treasury job needs no taking."
          flush
          footer={<Pagination {...board.open} noun="contracts" />}
        >
          <ContractTable
            caption="Open contracts"
            contracts={board.open.items}
            board={board}
            empty={
              <EmptyState title="No open contracts">
                Ports that run short post new ones every day after 00:05 UTC. Trade hubs always have sealed
                goods for couriers.
              </EmptyState>
            }
          />
        </Panel>
      </div>
    </>
  )
}

const countWords = ({ counts }: Board): string =>
  `${counts.open} of ${counts.mostOpen} at a time${counts.elsewhere > 0 ? ` (${counts.elsewhere} in other galaxies)` : ''}, ${counts.takenToday} of ${counts.mostToday} taken today. A new day begins at 00:00 UTC.`

export { RouteError as ErrorBoundary }
