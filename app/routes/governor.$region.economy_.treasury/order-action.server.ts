import { data, type ActionFunctionArgs } from '@remix-run/node'
import { answer, attempt, type Failure } from '#app/caller.server.ts'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatCredits } from '#app/lib/format.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { numberReader } from '#app/lib/typed-number.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { type JobRefusal } from '#server/domain/contracts/treasury-job.ts'

/** The field that a refusal of the rules is about; the others are about the whole order. */
const FIELD_OF: Partial<Record<JobRefusal, string>> = {
  'invalid-units': 'units',
  'invalid-days': 'days',
  'invalid-premium': 'premiumPerUnit',
  'premium-too-high': 'premiumPerUnit',
  'not-bought-there': 'portId',
  'sold-in-sector': 'portId',
}

/** Orders what a form of the page asks for; a refusal comes back with what was typed. */
export function orderAction(args: ActionFunctionArgs, form: FormData) {
  switch (formText(form, 'intent')) {
    case 'job':
      return postJob(args, form)
    case 'works':
      return raiseWorks(args, form)
    case 'festival':
      return holdFestival(args, form)
  }
  throw data(null, { status: 400 })
}

async function postJob(args: ActionFunctionArgs, form: FormData) {
  const region = routeParam(args, 'region')
  const commodity = COMMODITIES.find((good) => good === formText(form, 'commodity'))
  if (!commodity) throw data(null, { status: 400 })
  const typed = {
    orderId: formText(form, 'orderId'),
    portId: formText(form, 'portId'),
    units: formText(form, 'units'),
    premiumPerUnit: formText(form, 'premiumPerUnit'),
    days: formText(form, 'days'),
  }
  const read = numberReader(args.request)
  const posted = await attempt(args, (api) =>
    api.treasury.postJob({
      ...{ region, commodity, orderId: typed.orderId, portId: Number(typed.portId) },
      units: read(typed.units),
      premiumPerUnit: read(typed.premiumPerUnit),
      days: read(typed.days),
    }),
  )
  return posted.ok
    ? done(region, `Job posted: ${formatCredits(posted.value.cost)} set aside`, `?good=${commodity}`)
    : answer({ ...besideField(posted), kind: 'job' as const, typed })
}

async function raiseWorks(args: ActionFunctionArgs, form: FormData) {
  const region = routeParam(args, 'region')
  const order = { region, orderId: formText(form, 'orderId'), portId: Number(formText(form, 'portId')) }
  const raised = await attempt(args, (api) => api.treasury.raiseWorks(order))
  return raised.ok
    ? done(region, `Works ordered for ${formatCredits(raised.value.cost)}`)
    : answer({ ...raised, kind: 'works' as const, typed: null })
}

async function holdFestival(args: ActionFunctionArgs, form: FormData) {
  const region = routeParam(args, 'region')
  const order = { region, orderId: formText(form, 'orderId'), day: formText(form, 'day') }
  const held = await attempt(args, (api) => api.treasury.holdFestival(order))
  return held.ok
    ? done(region, `Festival ordered for ${formatCredits(held.value.cost)}`)
    : answer({ ...held, kind: 'festival' as const, typed: null })
}

const done = (region: string, message: string, query = '') =>
  redirectWithFlash(`/governor/${region}/economy/treasury${query}`, message)

const FIELDS: Readonly<Record<string, string | undefined>> = FIELD_OF

function besideField(failure: Failure): Failure {
  const field = failure.reason === null ? undefined : FIELDS[failure.reason]
  return field === undefined ? failure : { ...failure, fields: { [field]: failure.message } }
}
