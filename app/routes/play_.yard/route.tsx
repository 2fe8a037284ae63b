import { randomUUID } from 'node:crypto'
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RankLink } from '#app/components/rank-link.tsx'
import { PilotTabs } from '#app/components/pilot-tabs.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatCount, formatCredits, formatLabel, formatNumber } from '#app/lib/format.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { HULLS, SHIP_CLASSES } from '#server/domain/ships/hulls.ts'
import { YARD_WORK } from '#server/domain/ships/inputs.ts'
import { MAX_MODULES, MODULES, SHIP_MODULES } from '#server/domain/ships/ship.ts'
import { HullTable } from './hull-table.tsx'
import { WorkList } from './work-list.tsx'
import { actionOf, type YardView } from './yard-words.ts'

export const meta: MetaFunction = () => [{ title: 'Shipyard · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  view: await load(args, (api) => api.ships.mine()),
  // For the next order of this page.
  orderId: randomUUID(),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const kind = YARD_WORK.find((one) => one === formText(form, 'kind'))
  if (!kind) throw data(null, { status: 400 })
  const ordered = await attempt(args, (api) =>
    api.ships.order({
      kind,
      hull: SHIP_CLASSES.find((one) => one === formText(form, 'hull')),
      module: SHIP_MODULES.find((one) => one === formText(form, 'module')),
      orderId: formText(form, 'orderId'),
      portId: Number(formText(form, 'portId')),
      highestCost: Number(formText(form, 'highestCost')),
    }),
  )
  if (!ordered.ok) return answer(ordered)
  const { work, purse } = ordered.value
  return redirectWithFlash('/play/yard', `${actionOf(work).done}. You have ${formatCredits(purse)}.`)
}

export default function YardPage() {
  const { view, orderId } = useLoaderData<typeof loader>()
  const refused = useAnswer<typeof action>()
  return (
    <>
      <PageHeader
        eyebrow="Ships"
        title="Shipyard"
        description="Change your hull, fit modules, repair. A yard takes your old ship for 60% of its price."
        actions={<LinkButton to="/play">Back to your ship</LinkButton>}
      />
      <PilotTabs />
      {refused ? <FormError message={refused.message} className="mb-6" /> : null}
      <div className="grid gap-6">
        <OwnShip view={view} />
        {view.yards.length === 0 ? (
          <>
            <Banner title="There is no shipyard in this sector">
              Trade hubs and foundries have one; only foundries sell the Corvette. Compare the hulls here,
              then fly to a yard.
              <div className="mt-3">
                <NearestYards yards={view.nearestYards} />
              </div>
            </Banner>
            <Panel title="Hulls" flush>
              <HullTable {...{ view, orderId }} yard={null} />
            </Panel>
          </>
        ) : (
          <>
            <NearestYards yards={view.nearestYards} />
            {view.yards.map((yard) => (
              <div key={yard.portId} className="grid gap-6">
                <Panel title={`Hulls at ${yard.name}`} flush>
                  <HullTable {...{ view, yard, orderId }} />
                </Panel>
                <Panel
                  title="Modules and repair"
                  description={`A ship carries up to ${MAX_MODULES} modules.`}
                  flush
                >
                  <WorkList {...{ view, yard, orderId }} />
                </Panel>
              </div>
            ))}
          </>
        )}
      </div>
    </>
  )
}

/** Ways to the nearest yards elsewhere, drawn on the map and flown from there. */
function NearestYards({ yards }: { yards: YardView['nearestYards'] }) {
  return (
    <nav aria-label="Nearest shipyards elsewhere">
      <ul className="grid gap-2">
        {yards.map(({ portId, name, portClass, sectorId, turns }) => (
          <li key={portId}>
            <Link to={`/play?to=${sectorId}`} className="link">
              Route to {name}
            </Link>
            , {formatLabel(portClass).toLowerCase()}, {formatCount(turns, 'turn')}
          </li>
        ))}
      </ul>
    </nav>
  )
}

function OwnShip({ view }: { view: YardView }) {
  const { ship, purse, rank, tradeInValue } = view
  const modules = ship.modules.map((module) => MODULES[module].name)
  return (
    <Panel title={ship.name} description={HULLS[ship.shipClass].name}>
      <DataList
        className="-my-2.5 lg:columns-2 lg:gap-x-12 [&>div]:break-inside-avoid"
        items={[
          { label: 'Purse', value: formatCredits(purse) },
          { label: 'Rank', value: <RankLink rank={rank} /> },
          {
            label: 'Holds',
            value: `${formatNumber(ship.cargoUsed)} of ${formatNumber(ship.cargoCapacity)} in use`,
          },
          { label: 'Shields and guns', value: `${ship.shields} and ${ship.guns}` },
          { label: 'Modules', value: modules.length === 0 ? 'None' : modules.join(', ') },
          {
            label: 'Damage',
            value: ship.repairCost === 0 ? 'None' : `${formatCredits(ship.repairCost)} to repair`,
          },
          { label: 'A yard takes it for', value: formatCredits(tradeInValue) },
        ]}
      />
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
