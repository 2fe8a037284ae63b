import {
  createReadableStreamFromReadable,
  type AppLoadContext,
  type EntryContext,
  type HandleErrorFunction,
} from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { PassThrough } from 'node:stream'
import { renderToPipeableStream } from 'react-dom/server'
import { NonceProvider } from './lib/nonce.ts'

export const streamTimeout = 5_000

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  // A reader who left is no error, nor is an answer thrown on purpose.
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
  if (context.reportError) context.reportError(error, request)
  else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}

/** Streams the page to people; robots and pages without script get it whole. */
export default function handleRequest(
  request: Request,
  statusCode: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const userAgent = request.headers.get('user-agent')
  const whole = remixContext.isSpaMode || (userAgent !== null && isbot(userAgent))
  let status = statusCode

  return new Promise((resolve, reject) => {
    let shellSent = false
    const respond = () => {
      shellSent = true
      const body = new PassThrough()
      // A pending timer would keep the whole render in memory long after the answer.
      body.on('close', () => clearTimeout(abortTimer))
      headers.set('Content-Type', 'text/html; charset=utf-8')
      resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
      pipe(body)
    }
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={loadContext.cspNonce}>
        <RemixServer
          context={remixContext}
          url={request.url}
          abortDelay={streamTimeout}
          nonce={loadContext.cspNonce}
        />
      </NonceProvider>,
      {
        ...(loadContext.cspNonce === undefined ? {} : { nonce: loadContext.cspNonce }),
        [whole ? 'onAllReady' : 'onShellReady']: respond,
        onShellError: (error: unknown) => {
          clearTimeout(abortTimer)
          reject(error)
        },
        onError: (error: unknown) => {
          status = 500
          // What fails before the shell is rejected above and reported once by Remix.
          if (shellSent) handleError(error, { request, context: loadContext, params: {} })
        },
      },
    )
    const abortTimer = setTimeout(abort, streamTimeout + 1_000)
  })
}
