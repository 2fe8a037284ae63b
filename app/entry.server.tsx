import { type AppLoadContext, type EntryContext, type HandleErrorFunction } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { Writable } from 'node:stream'
import { renderToPipeableStream } from 'react-dom/server'
import { NonceProvider } from './lib/nonce.ts'

/** Time limit for rendering a page, ms. */
export const streamTimeout = 5_000

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  // An aborted request is no error, and neither is a response thrown on purpose.
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
  if (context.reportError) context.reportError(error, request)
  else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}

/**
 * Sends the page in one piece. Loaders wait for their data, so there is nothing to stream; one piece needs half the
 * writes, has a length, and still has a status if its last part fails.
 */
export default async function handleRequest(
  request: Request,
  statusCode: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const { html, failed } = await render(request, remixContext, loadContext)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(html, { status: failed ? 500 : statusCode, headers })
}

const render = (request: Request, remixContext: EntryContext, loadContext: AppLoadContext) =>
  new Promise<{ html: Uint8Array<ArrayBuffer>; failed: boolean }>((resolve, reject) => {
    let failed = false
    let shellReady = false
    const errors: unknown[] = []
    const report = (error: unknown) => handleError(error, { request, context: loadContext, params: {} })
    const { cspNonce } = loadContext
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={cspNonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={streamTimeout} nonce={cspNonce} />
      </NonceProvider>,
      {
        ...(cspNonce === undefined ? {} : { nonce: cspNonce }),
        onShellReady: () => {
          shellReady = true
          errors.forEach(report)
        },
        onAllReady: () => {
          // A pending timer would keep the whole render in memory long after the response.
          clearTimeout(abortTimer)
          pipe(collect((html) => resolve({ html, failed })))
        },
        onShellError: (error: unknown) => {
          clearTimeout(abortTimer)
          reject(error)
        },
        onError: (error: unknown) => {
          failed = true
          // Errors that prevent the shell are rejected above and reported once, by Remix.
          if (shellReady) report(error)
          else errors.push(error)
        },
      },
    )
    const abortTimer = setTimeout(abort, streamTimeout + 1_000)
  })

/** Gathers the bytes as they are written: as text they would be decoded here and encoded again for the answer. */
function collect(done: (bytes: Uint8Array<ArrayBuffer>) => void): Writable {
  const chunks: Uint8Array[] = []
  return new Writable({
    write: (chunk: Uint8Array, _encoding, next) => {
      chunks.push(chunk)
      next()
    },
    final: (next) => {
      done(new Uint8Array(Buffer.concat(chunks)))
      next()
    },
  })
}
