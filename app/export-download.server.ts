import { EXPORT_PART_BYTES } from '#server/domain/privacy/export-rules.ts'
import { type DataExport } from './lib/api-types.ts'

/** The zip file of an export, part by part: each is read when the browser has taken the one before. @throws 404 without one. */
export function downloadExport(
  latest: DataExport | null,
  name: string,
  partOf: (part: { exportId: string; number: number }) => Promise<Uint8Array>,
): Response {
  const sizeBytes = latest?.sizeBytes ?? null
  if (latest === null || sizeBytes === null)
    throw Response.json({ message: 'There is no export to download. Ask for one first.' }, { status: 404 })
  const parts = Math.ceil(sizeBytes / EXPORT_PART_BYTES)
  let number = 0
  const body = new ReadableStream<Uint8Array>({
    pull: async (stream) => {
      if (number === parts) return stream.close()
      stream.enqueue(await partOf({ exportId: latest.id, number }))
      number += 1
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Length': String(sizeBytes),
      'Content-Disposition': `attachment; filename="${name}-${latest.requestedAt.slice(0, 10)}.zip"`,
      'Cache-Control': 'no-store',
    },
  })
}
