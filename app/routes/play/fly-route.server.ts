import { type ActionFunctionArgs } from '@remix-run/node'
import { answer, attempt } from '#app/caller.server.ts'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { routeAddress } from '#app/lib/route-filter.ts'

const HALTS = {
  'out-of-turns': 'Your turns ran out on the way. Fly on when you have more.',
  stopped: 'Somebody lay in wait and stopped you. Fly on or dock to be safe.',
} as const

/** Flies the route of the form. After the arrival the page shows no route; a flight that stopped earlier keeps it. */
export async function flyRoute(args: ActionFunctionArgs, form: FormData) {
  const number = (name: string) => Number(formText(form, name))
  const filter = { avoidsFights: formText(form, 'peaceful') === 'yes', lowestSecurity: number('security') }
  const plan = {
    fromSector: number('fromSector'),
    toSector: number('toSector'),
    mapVersion: number('mapVersion'),
    maxTurns: number('maxTurns'),
  }
  const flown = await attempt(args, (api) => api.space.flyRoute({ ...plan, ...filter }))
  if (!flown.ok) return answer(flown)
  if (flown.value.end === 'arrived') return redirectWithFlash('/play', 'You have arrived.')
  return redirectWithFlash(routeAddress(plan.toSector, filter), HALTS[flown.value.end])
}
