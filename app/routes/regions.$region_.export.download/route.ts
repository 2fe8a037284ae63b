import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'
import { downloadExport } from '#app/export-download.server.ts'
import { routeParam } from '#app/lib/route-param.ts'

/** The zip file of a region's latest export. */
export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const { latest } = await load(args, (api) => api.regions.export({ region }))
  return downloadExport(
    latest,
    region,
    async (part) => (await load(args, (api) => api.regions.exportPart({ region, ...part }))).content,
  )
}
