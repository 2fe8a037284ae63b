import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigate } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { PlaceMap } from '#app/components/place-map.tsx'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { areaName } from '#app/lib/galaxy-map.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { numberReader } from '#app/lib/typed-number.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { NEXUS_SECTORS } from '#server/domain/galaxy/districts.ts'
import { termsOf } from '#server/domain/culture/language-pack.ts'
import { BeginningsPage } from './beginnings.tsx'
import { CombatPanel } from './combat-panel.tsx'
import { type OrderAnswer } from './order-answer.ts'
import { placeOrder } from './place-order.server.ts'
import { Ports } from './ports.tsx'
import { RoutePanel } from './route-panel.tsx'
import { SectorContents } from './sector-contents.tsx'
import { ShipPanel } from './ship-panel.tsx'
import { type View } from './trade-wish.ts'
import { WarpList } from './warp-list.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.view?.sector.name ?? 'Play'} · SectorWars 2102` },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const typed = new URL(args.request.url).searchParams.get('to')
  const target = typed === null ? null : sectorNumber(numberReader(args.request)(typed))
  const view = await load(args, (api) =>
    api.space.mySector({ pilotsPage: pageOfQuery(args.request, 'pilots'), routeTo: target ?? undefined }),
  )
  // For the next order of this page.
  const orderId = randomUUID()
  if (!view)
    return { view, orderId, beginnings: await load(args, (api) => api.space.beginnings()), way: null }
  const refusal = target === null ? NO_SECTOR : view.route ? null : NO_WAY
  return { view, orderId, beginnings: null, way: typed === null ? null : { typed, refusal } }
}

const NO_SECTOR = `Enter a sector number: a whole number from 1 to ${NEXUS_SECTORS}.`
const NO_WAY = 'There is no way to this sector.'

/** The Nexus is the largest galaxy there is. */
const sectorNumber = (value: number): number | null =>
  Number.isSafeInteger(value) && value >= 1 && value <= NEXUS_SECTORS ? value : null

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  if (formText(form, 'intent') === 'enter') {
    const entered = await attempt(args, (api) => api.space.enter({ region: formText(form, 'region') }))
    return entered.ok ? redirectWithFlash('/play', 'You have arrived. Good flight!') : answer(entered)
  }
  if (formText(form, 'intent') === 'trade') return placeOrder(args, form)
  const toSector = Number(formText(form, 'toSector'))
  const moved = await attempt(args, (api) => api.space.move({ toSector }))
  return moved.ok ? null : answer(moved)
}

export default function PlayPage() {
  const { view, beginnings, way, orderId } = useLoaderData<typeof loader>()
  const answered = useAnswer<typeof action>() ?? undefined
  const order = answered && 'order' in answered ? answered : undefined
  const refusal = answered && !('order' in answered) ? answered : undefined
  return (
    <>
      {refusal ? <FormError message={refusal.message} className="mb-6" /> : null}
      {beginnings ? <BeginningsPage beginnings={beginnings} /> : null}
      {view ? <Deck {...{ view, way, orderId, order }} /> : null}
    </>
  )
}

type Way = { typed: string; refusal: string | null }

type DeckProps = { view: View; way: Way | null; orderId: string; order: OrderAnswer | undefined }

function Deck({ view, way, orderId, order }: DeckProps) {
  const { place, sector } = view
  const navigate = useNavigate()
  const terms = termsOf(place.languagePack)
  const here = String(sector.id)
  useLiveRevalidation({ regions: [place.id], topics: ['sector', 'nexus', 'region'] }, ({ topic, id }) =>
    topic === 'sector' ? id === here : id === place.id,
  )
  return (
    <RegionTheme theme={place.theme}>
      <PageHeader
        eyebrow={place.displayName}
        title={sector.name}
        emblem={place.theme ? <Emblem name={place.theme.emblem} /> : undefined}
        description={place.motto === '' ? undefined : place.motto}
        badges={
          <>
            <Badge tone="accent">
              {terms.sector} {sector.id}
            </Badge>
            <Badge>{areaName(sector.area)}</Badge>
            {sector.isGate ? <Badge tone="success">{terms.gate}</Badge> : null}
          </>
        }
        actions={
          place.kind === 'region' ? (
            <LinkButton to={`/regions/${place.ref}/map`}>{terms.region} map</LinkButton>
          ) : undefined
        }
      />
      <div className="grid gap-6 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <div className="grid content-start gap-6">
          <ShipPanel view={view} terms={terms} />
          <Panel title={`${terms.warp} routes from here`}>
            <WarpList warps={view.warps} nextOnRoute={view.route?.legs[0]?.sectorId ?? null} />
          </Panel>
          <CombatPanel combat={view.combat} />
          <RoutePanel
            route={view.route}
            refusal={way?.refusal ?? null}
            typed={way?.typed ?? null}
            sectorWord={terms.sector}
          />
        </div>
        <div className="grid min-w-0 content-start gap-6">
          <Ports view={view} terms={terms} orderId={orderId} answer={order} />
          <Panel title="Star map">
            <PlaceMap
              place={place.ref}
              version={place.version}
              label={`Map of ${place.displayName}`}
              currentId={sector.id}
              gateSector={place.gateSector}
              onActivate={(id) => navigate(`/play?to=${id}`, { preventScrollReset: true })}
              actions={(id) =>
                id === sector.id ? null : (
                  <p>
                    <LinkButton to={`/play?to=${id}`} preventScrollReset>
                      Show route to {terms.sector.toLowerCase()} {id}
                    </LinkButton>
                  </p>
                )
              }
            />
          </Panel>
          <div className="grid gap-6 md:grid-cols-2">
            <SectorContents view={view} terms={terms} />
          </div>
        </div>
      </div>
    </RegionTheme>
  )
}

export { RouteError as ErrorBoundary }
