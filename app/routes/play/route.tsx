import { randomUUID } from 'node:crypto'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { lazy, Suspense } from 'react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { PageWidth } from '#app/components/ui/page-width.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { preferenceCookie, readPreferences } from '#app/lib/preferences.ts'
import { filterOfQuery } from '#app/lib/route-filter.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { numberReader } from '#app/lib/typed-number.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { NEXUS_SECTORS } from '#server/domain/galaxy/districts.ts'
import { type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { termsOf } from '#server/domain/culture/language-pack.ts'
import { Deck } from './deck.tsx'
import { flyRoute } from './fly-route.server.ts'
import { depart } from './depart.server.ts'
import { placeOrder } from './place-order.server.ts'

/** Needed by newcomers only. */
const BeginningsPage = lazy(() =>
  import('./beginnings.tsx').then((loaded) => ({ default: loaded.BeginningsPage })),
)

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.view?.sector.name ?? 'Play'} · SectorWars 2102` },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const search = new URL(args.request.url).searchParams
  const typed = search.get('to')
  const target = typed === null ? null : sectorNumber(numberReader(args.request)(typed))
  const filter = filterOfQuery(args.request)
  const view = await load(args, (api) =>
    api.space.mySector({
      pilotsPage: pageOfQuery(args.request, 'pilots'),
      routeTo: target === null ? undefined : { sectorId: target, filter },
      suggest: readPreferences(args.request.headers.get('Cookie')).hasGuide,
    }),
  )
  // Who flies already does not begin elsewhere, but can travel there.
  const wished = search.get('region')
  if (view && wished !== null && wished !== view.place.ref)
    throw redirect(`/play/journey?${new URLSearchParams({ to: wished }).toString()}`)
  // For the next order of this page.
  const orderId = randomUUID()
  if (!view) {
    const beginnings = await load(args, (api) => api.space.beginnings({ region: wished ?? undefined }))
    return { view, orderId, beginnings, way: null, gates: [] }
  }
  const gates = await load(args, (api) => api.space.gates({ region: view.place.ref }))
  const refusal = target === null ? NO_SECTOR : view.route ? null : noWay(filter)
  return { view, orderId, beginnings: null, way: typed === null ? null : { typed, refusal, filter }, gates }
}

const NO_SECTOR = `Enter a sector number: a whole number from 1 to ${NEXUS_SECTORS}.`
const noWay = ({ avoidsFights, lowestSecurity }: RouteFilter): string =>
  avoidsFights || lowestSecurity > 1
    ? 'No way to this sector meets your conditions. Allow lower security or attacks.'
    : 'There is no way to this sector.'

/** The Nexus is the largest galaxy there is. */
const sectorNumber = (value: number): number | null =>
  Number.isSafeInteger(value) && value >= 1 && value <= NEXUS_SECTORS ? value : null

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  if (formText(form, 'intent') === 'enter') {
    const entered = await attempt(args, (api) => api.space.enter({ region: formText(form, 'region') }))
    return entered.ok ? redirectWithFlash('/play', 'You have arrived. Good flight!') : answer(entered)
  }
  if (formText(form, 'intent') === 'skip-guide')
    return redirect('/play', { headers: { 'Set-Cookie': preferenceCookie('guide', 'off') } })
  if (formText(form, 'intent') === 'trade') return placeOrder(args, form)
  if (formText(form, 'intent') === 'fly-route') return flyRoute(args, form)
  if (formText(form, 'intent') === 'depart') return depart(args, form)
  if (formText(form, 'intent') === 'lie-in-wait') {
    const waiting = await attempt(args, (api) => api.combat.lieInWait())
    return waiting.ok ? null : answer(waiting)
  }
  const intent = formText(form, 'intent')
  if (intent === 'bookmark' || intent === 'forget-bookmark') {
    const note = intent === 'bookmark' ? formText(form, 'note') : null
    const marked = await attempt(args, (api) =>
      api.space.bookmark({ sectorId: Number(formText(form, 'sector')), note }),
    )
    return marked.ok ? null : answer(marked, form)
  }
  const toSector = Number(formText(form, 'toSector'))
  const moved = await attempt(args, (api) => api.space.move({ toSector }))
  return moved.ok ? null : answer(moved)
}

export const handle = { fullBleed: true }

export default function PlayPage() {
  const { view, beginnings, way, orderId, gates } = useLoaderData<typeof loader>()
  const answered = useAnswer<typeof action>() ?? undefined
  const order = answered && 'order' in answered ? answered : undefined
  const refusal = answered && !('order' in answered) ? answered.message : null
  if (view)
    return (
      <Deck {...{ view, way, orderId, order, refusal, gates }} terms={termsOf(view.place.languagePack)} />
    )
  return (
    <PageWidth>
      <FormError message={refusal} className="mb-6" />
      <Suspense>{beginnings ? <BeginningsPage beginnings={beginnings} /> : null}</Suspense>
    </PageWidth>
  )
}

export function ErrorBoundary() {
  return (
    <PageWidth>
      <RouteError />
    </PageWidth>
  )
}
