import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { attempt } from '#app/caller.server.ts'
import { redirectWithFlash } from '#app/flash.server.ts'
import { routeParam } from '#app/lib/route-param.ts'

export const loader = (args: LoaderFunctionArgs) => redirect(`/governor/${routeParam(args, 'region')}`)

/** Restarts building a region after a failure. */
export const action = async (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  const done = await attempt(args, (api) => api.provisioning.retry({ region }))
  return done.ok
    ? redirectWithFlash(`/governor/${region}`, 'Building restarted')
    : redirectWithFlash(`/governor/${region}`, done.message, 'danger')
}
