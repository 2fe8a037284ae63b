import { type LoaderFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'

/** For so long a browser shows an emblem without asking; one that an administrator removed is gone soon. */
const CACHE_SECONDS = 300

/** The picture of a region's emblem, as we wrote it: nothing in it can run, wherever it is opened. */
export const loader = async (args: LoaderFunctionArgs) => {
  const { picture, hash } = await load(args, (api) =>
    api.regions.emblem({ region: args.params.region ?? '' }),
  )
  return new Response(new Uint8Array(picture), {
    headers: {
      'Content-Type': 'image/png',
      'Content-Length': String(picture.length),
      'Content-Disposition': 'inline; filename="emblem.png"',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': `public, max-age=${CACHE_SECONDS}`,
      ETag: `"${hash}"`,
    },
  })
}
