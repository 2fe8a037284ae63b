import { type AppLoadContext, type EntryContext, type HandleErrorFunction } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { text } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import { renderToPipeableStream } from 'react-dom/server'
import { NonceProvider } from './lib/nonce.ts'

/** How long a page may take to render, ms. */
export const streamTimeout = 5_000

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  // A reader who left is no error, nor is an answer thrown on purpose.
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
  if (context.reportError) context.reportError(error, request)
  else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}

/**
 * Answers with the whole page at once. Loaders wait for what they read, so that there is nothing to stream, and a page in
 * one piece costs half the writes, has a length, and still has a status when its last part fails.
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
  new Promise<{ html: string; failed: boolean }>((resolve, reject) => {
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
          // A pending timer would keep the whole render in memory long after the answer.
          clearTimeout(abortTimer)
          text(pipe(new PassThrough())).then((html) => resolve({ html, failed }), reject)
        },
        onShellError: (error: unknown) => {
          clearTimeout(abortTimer)
          reject(error)
        },
        onError: (error: unknown) => {
          failed = true
          // What keeps the shell from coming is rejected above and reported once, by Remix.
          if (shellReady) report(error)
          else errors.push(error)
        },
      },
    )
    const abortTimer = setTimeout(abort, streamTimeout + 1_000)
  })
