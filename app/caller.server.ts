import { data, redirect, type AppLoadContext } from '@remix-run/node'
import { type TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { z } from 'zod'
import { type ApiCaller } from '#server/trpc/router.ts'

/** Extra data of a refusal, whichever module copy its class came from. */
const refusalDetail = z.object({
  reason: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** The result of a refused call. `fields` holds the first message for each form field. */
export type Failure = {
  ok: false
  status: number
  reason: string | null
  message: string
  fields: Record<string, string>
}

type Args = { request: Request; context: AppLoadContext }

/**
 * Calls the server for a loader. A refusal becomes the response that the error boundary shows; people who are not
 * logged in are sent to the log-in page and back, pilots between two galaxies to the page of their crossing.
 */
export async function load<T>({ request, context }: Args, call: (api: ApiCaller) => Promise<T>): Promise<T> {
  try {
    return await call(context.api)
  } catch (error) {
    throw responseFor(request, failureOf(error))
  }
}

/**
 * Calls the server for an action. A refusal is returned as a value, for the form to show beside its fields; whoever has to show first
 * who they are is sent to the page for that and back, unless the form asks for it itself.
 */
export async function attempt<T>(
  { request, context }: Args,
  call: (api: ApiCaller) => Promise<T>,
  { hasProofFields = false } = {},
): Promise<{ ok: true; value: T } | Failure> {
  if (context.bodyRefusal)
    return { ok: false, status: 413, reason: 'body-too-large', message: context.bodyRefusal, fields: {} }
  try {
    return { ok: true, value: await call(context.api) }
  } catch (error) {
    const failure = failureOf(error)
    if (failure.reason === 'step-up' && !hasProofFields) throw responseFor(request, failure)
    // With a reason it is an answer, such as a wrong password; without one, nobody is logged in.
    if (failure.status === 401 && failure.reason === null && !context.user)
      throw responseFor(request, failure)
    return failure
  }
}

/**
 * Returns a failure (and the entered values, for forms without JavaScript) under its HTTP status. With `form` its fields keep what was
 * entered by themselves (`RefusedFields`).
 */
export const answer = <Typed extends object>(failure: Failure & Typed, form = new FormData()) =>
  data({ ...failure, entered: enteredIn(form) }, { status: failure.status })

/** Nothing secret goes back into a page. */
const SECRET = /password|code|token/i

const enteredIn = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && !SECRET.test(name) ? [[name, value]] : [],
    ),
  )

function responseFor(request: Request, failure: Failure) {
  if (failure.status === 401) {
    const url = new URL(request.url)
    return redirect(`/login?next=${encodeURIComponent(url.pathname + url.search)}`)
  }
  if (failure.reason === 'step-up') {
    const url = new URL(request.url)
    return redirect(`/account/verify?next=${encodeURIComponent(url.pathname + url.search)}`)
  }
  if (failure.reason === 'second-factor-missing') return redirect('/account/security')
  // Whatever a page is about needs a ship, and there is one page that shows where it is.
  if (failure.reason === 'travelling') return redirect('/play/crossing')
  // Who has no ship yet gets one there; that page itself needs none.
  if (failure.reason === 'not-present' && new URL(request.url).pathname.startsWith('/play/'))
    return redirect('/play')
  return data({ message: failure.message, reason: failure.reason }, { status: failure.status })
}

/** @throws everything that is not a refusal: the error boundary and the log handle it. */
function failureOf(error: unknown): Failure {
  if (!isTrpcError(error)) throw error
  const status = getHTTPStatusCodeFromError(error)
  if (status >= 500 && status !== 503) throw error
  const cause = refusalDetail.safeParse(error.cause).data
  const fields: Record<string, string> = {}
  for (const issue of cause?.issues ?? []) fields[issue.path] ??= issue.message
  return { ok: false, status, reason: cause?.reason ?? null, message: error.message, fields }
}

/** By name, because server and pages hold two copies of the class. */
const isTrpcError = (error: unknown): error is TRPCError =>
  error instanceof Error && error.name === 'TRPCError'
