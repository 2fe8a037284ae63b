import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'

/** For so long a browser shows an emblem without asking; one that an administrator removed is gone soon. */
const CACHE_SECONDS = 300

/** The picture of a region's emblem, as we wrote it: nothing in it can run, wherever it is opened. */
export const loader = async (args: LoaderFunctionArgs) => {
  const { picture, hash } = await load(args, (api) =>
    api.regions.emblem({ region: args.params.region ?? '' }),
  )
  const etag = `"${hash}"`
  const kept = {
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': `public, max-age=${CACHE_SECONDS}`,
    ETag: etag,
  }
  if (hasIt(args.request, etag)) return new Response(null, { status: 304, headers: kept })
  return new Response(new Uint8Array(picture), {
    headers: {
      ...kept,
      'Content-Type': 'image/png',
      'Content-Length': String(picture.length),
      'Content-Disposition': 'inline; filename="emblem.png"',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

/** Whether the browser has this picture already (RFC 9110, 13.1.2: weak comparison). */
const hasIt = ({ headers }: Request, etag: string): boolean =>
  (headers.get('If-None-Match') ?? '').split(',').some((known) => known.trim().replace(/^W\//, '') === etag)
