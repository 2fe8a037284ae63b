import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'
import { downloadExport } from '#app/export-download.server.ts'

/** The zip file of the reader's latest export. */
export const loader = async (args: LoaderFunctionArgs) =>
  downloadExport(
    await load(args, (api) => api.privacy.export()),
    'sectorwars-2102',
    async (part) => (await load(args, (api) => api.privacy.exportPart(part))).content,
  )
