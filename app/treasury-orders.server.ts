import { randomUUID } from 'node:crypto'
import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { type JobRefusal } from '#server/domain/contracts/treasury-job.ts'
import { answer, attempt, type Failure } from './caller.server.ts'
import { viewOrders } from './components/treasury-orders/orders-view.ts'
import { redirectWithFlash } from './flash.server.ts'
import { type TreasuryOrders } from './lib/api-types.ts'
import { formText } from './lib/form-text.ts'
import { formatCredits } from './lib/format.ts'
import { choiceOfQuery, pageOfQuery, routeParam } from './lib/route-param.ts'
import { numberReader } from './lib/typed-number.ts'

/** What the page shows, with an order id for each form, so that a form that is sent twice is one order. */
export function pageOfOrders({ request }: LoaderFunctionArgs, orders: TreasuryOrders) {
  const view = viewOrders(orders, {
    good: choiceOfQuery(request, 'good', COMMODITIES),
    search: new URL(request.url).searchParams.get('q')?.trim() ?? '',
    page: pageOfQuery(request),
  })
  return {
    view,
    orderIds: {
      job: randomUUID(),
      withdrawals: view.jobs.map(() => randomUUID()),
      works: view.works.items.map(() => randomUUID()),
      festivals: view.festivalDates.map(() => randomUUID()),
    },
  }
}

/** The field that a refusal of the rules is about; the others are about the whole order. */
const FIELD_OF: Partial<Record<JobRefusal, string>> = {
  'invalid-units': 'units',
  'invalid-days': 'days',
  'invalid-premium': 'premiumPerUnit',
  'premium-too-high': 'premiumPerUnit',
  'not-bought-there': 'portId',
  'sold-in-sector': 'portId',
}

/** Where the page is, and where the pages of policies are. */
export type OrderPaths = { page: string; policies: string }

/** Orders or proposes what a form of the page asks for; a refusal comes back with what was typed. */
export function orderAction(args: ActionFunctionArgs, form: FormData, paths: OrderPaths) {
  const order = { args, form, paths, terms: termsOf(args, form) }
  switch (formText(form, 'intent')) {
    case 'job':
      return postJob(order)
    case 'works':
      return raiseWorks(order)
    case 'festival':
      return holdFestival(order)
    case 'withdrawal':
      return withdrawJob(order)
  }
  throw data(null, { status: 400 })
}

type Order = {
  args: ActionFunctionArgs
  form: FormData
  paths: OrderPaths
  terms: ReturnType<typeof termsOf>
}
type Outcome = { outcome: 'ordered' | 'proposed'; cost: number; policyId: string | null }

function termsOf(args: ActionFunctionArgs, form: FormData) {
  const days = formText(form, 'votingDurationDays')
  return {
    region: routeParam(args, 'region'),
    orderId: formText(form, 'orderId'),
    ...(form.has('asProposal') ? { asProposal: true } : {}),
    ...(days === '' ? {} : { votingDurationDays: numberReader(args.request)(days) }),
    description: formText(form, 'description'),
  }
}

async function postJob({ args, form, paths, terms }: Order) {
  const commodity = COMMODITIES.find((good) => good === formText(form, 'commodity'))
  if (!commodity) throw data(null, { status: 400 })
  const typed = {
    orderId: terms.orderId,
    portId: formText(form, 'portId'),
    units: formText(form, 'units'),
    premiumPerUnit: formText(form, 'premiumPerUnit'),
    days: formText(form, 'days'),
  }
  const read = numberReader(args.request)
  const posted = await attempt(args, (api) =>
    api.treasury.postJob({
      ...{ ...terms, commodity, portId: Number(typed.portId) },
      units: read(typed.units),
      premiumPerUnit: read(typed.premiumPerUnit),
      days: read(typed.days),
    }),
  )
  return posted.ok
    ? done(
        paths,
        posted.value,
        `Job posted: ${formatCredits(posted.value.cost)} set aside`,
        `?good=${commodity}`,
      )
    : answer({ ...besideField(posted), kind: 'job' as const, typed }, form)
}

async function raiseWorks({ args, form, paths, terms }: Order) {
  const order = { ...terms, portId: Number(formText(form, 'portId')) }
  const raised = await attempt(args, (api) => api.treasury.raiseWorks(order))
  return raised.ok
    ? done(paths, raised.value, `Works ordered for ${formatCredits(raised.value.cost)}`)
    : answer({ ...raised, kind: 'works' as const, typed: null }, form)
}

async function holdFestival({ args, form, paths, terms }: Order) {
  const order = { ...terms, day: formText(form, 'day') }
  const held = await attempt(args, (api) => api.treasury.holdFestival(order))
  return held.ok
    ? done(paths, held.value, `Festival ordered for ${formatCredits(held.value.cost)}`)
    : answer({ ...held, kind: 'festival' as const, typed: null }, form)
}

async function withdrawJob({ args, form, paths, terms }: Order) {
  const order = { ...terms, jobId: formText(form, 'jobId') }
  const withdrawn = await attempt(args, (api) => api.treasury.withdrawJob(order))
  return withdrawn.ok
    ? done(paths, withdrawn.value, 'Job withdrawn')
    : answer({ ...withdrawn, kind: 'withdrawal' as const, typed: null }, form)
}

/** What was ordered is shown on the page; what was proposed has one of its own. */
const done = (paths: OrderPaths, { policyId }: Outcome, message: string, query = '') =>
  policyId === null
    ? redirectWithFlash(`${paths.page}${query}`, message)
    : redirectWithFlash(`${paths.policies}/${policyId}`, {
        title: 'Put to a vote',
        text: 'If it passes, the treasury pays and the order is carried out automatically.',
      })

const FIELDS: Readonly<Record<string, string | undefined>> = FIELD_OF

function besideField(failure: Failure): Failure {
  const field = failure.reason === null ? undefined : FIELDS[failure.reason]
  return field === undefined ? failure : { ...failure, fields: { [field]: failure.message } }
}
