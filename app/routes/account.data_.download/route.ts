import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'
import { EXPORT_PART_BYTES } from '#server/domain/privacy/export-rules.ts'

/** The zip file of the latest export, part by part: each is read when the browser has taken the one before. */
export const loader = async (args: LoaderFunctionArgs) => {
  const latest = await load(args, (api) => api.privacy.export())
  const sizeBytes = latest?.sizeBytes ?? null
  if (latest === null || sizeBytes === null)
    throw Response.json({ message: 'There is no export to download. Ask for one first.' }, { status: 404 })
  const parts = Math.ceil(sizeBytes / EXPORT_PART_BYTES)
  const partOf = async (number: number) => {
    const { content } = await load(args, (api) => api.privacy.exportPart({ exportId: latest.id, number }))
    return content
  }
  let number = 0
  const body = new ReadableStream<Uint8Array>({
    pull: async (stream) => {
      if (number === parts) return stream.close()
      stream.enqueue(await partOf(number))
      number += 1
    },
  })
  const day = latest.requestedAt.slice(0, 10)
  return new Response(body, {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Length': String(sizeBytes),
      'Content-Disposition': `attachment; filename="sectorwars-2102-${day}.zip"`,
      'Cache-Control': 'no-store',
    },
  })
}
