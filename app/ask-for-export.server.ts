import { type ActionFunctionArgs } from '@remix-run/node'
import { answer, attempt } from './caller.server.ts'
import { redirectWithFlash } from './flash.server.ts'
import { routeParam } from './lib/route-param.ts'

/** The action of a page that offers the export of its region. @param pathOf the page, by the region's name */
export async function askForExport(args: ActionFunctionArgs, pathOf: (region: string) => string) {
  const region = routeParam(args, 'region')
  const result = await attempt(args, (api) => api.regions.requestExport({ region }))
  if (!result.ok) return answer(result)
  return redirectWithFlash(pathOf(region), {
    title: 'The export is being made',
    text: 'You get a notice when it is ready, usually within minutes.',
  })
}
