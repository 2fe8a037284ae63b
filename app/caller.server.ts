import { data, redirect, type AppLoadContext } from '@remix-run/node'
import { type TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { z } from 'zod'
import { type ApiCaller } from '#server/trpc/router.ts'

/** What a refusal carries beyond its words, wherever its class was loaded. */
const refusalDetail = z.object({
  reason: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** What a refused call tells a page. `fields` holds the first message for each field of a form. */
export type Failure = {
  ok: false
  status: number
  reason: string | null
  message: string
  fields: Record<string, string>
}

type Args = { request: Request; context: AppLoadContext }

/**
 * Calls the server for a loader: a refusal becomes the response that the error boundary shows, and somebody who is not
 * logged in is sent to the log-in page and back.
 */
export async function load<T>({ request, context }: Args, call: (api: ApiCaller) => Promise<T>): Promise<T> {
  try {
    return await call(context.api)
  } catch (error) {
    throw responseFor(request, failureOf(error))
  }
}

/** Calls the server for an action: a refusal is a value that the form shows beside its fields. */
export async function attempt<T>(
  { request, context }: Args,
  call: (api: ApiCaller) => Promise<T>,
): Promise<{ ok: true; value: T } | Failure> {
  try {
    return { ok: true, value: await call(context.api) }
  } catch (error) {
    const failure = failureOf(error)
    // With a reason it is an answer, such as a wrong password; without one nobody is logged in.
    if (failure.status === 401 && failure.reason === null && !context.user)
      throw responseFor(request, failure)
    return failure
  }
}

/** Answers an action with the failure (and what was typed, for a form without script) under its own status. */
export const answer = <Typed extends object>(failure: Failure & Typed) =>
  data(failure, { status: failure.status })

function responseFor(request: Request, failure: Failure) {
  if (failure.status === 401) {
    const url = new URL(request.url)
    return redirect(`/login?next=${encodeURIComponent(url.pathname + url.search)}`)
  }
  return data({ message: failure.message, reason: failure.reason }, { status: failure.status })
}

/** @throws anything that is not a refusal: the page's error boundary and the log take it from there. */
function failureOf(error: unknown): Failure {
  if (!isTrpcError(error)) throw error
  const status = getHTTPStatusCodeFromError(error)
  if (status >= 500 && status !== 503) throw error
  const cause = refusalDetail.safeParse(error.cause).data
  const fields: Record<string, string> = {}
  for (const issue of cause?.issues ?? []) fields[issue.path] ??= issue.message
  return { ok: false, status, reason: cause?.reason ?? null, message: error.message, fields }
}

/** By name: the server and the pages hold two copies of the class. */
const isTrpcError = (error: unknown): error is TRPCError =>
  error instanceof Error && error.name === 'TRPCError'
