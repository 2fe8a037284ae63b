import { type LoaderFunctionArgs } from '@remix-run/node'

/** A part of the address that the route's own name asks for, so that it is always there. */
export function routeParam({ params }: Pick<LoaderFunctionArgs, 'params'>, name: string): string {
  const value = params[name]
  if (value === undefined) throw new Error(`this route has no parameter ${name}`)
  return value
}

/** A page number of the query: 1 unless it is a whole number from 1. */
export const pageOfQuery = (request: Request, param = 'page'): number => countOfQuery(request, param) ?? 1

/** A whole number from 1 of the query; anything else is as if it were not there. */
export function countOfQuery(request: Request, param: string): number | undefined {
  const count = Number(new URL(request.url).searchParams.get(param) ?? '')
  return Number.isSafeInteger(count) && count >= 1 ? count : undefined
}

/** A query value that must be one of a list; anything else is as if it were not there. */
export function choiceOfQuery<const Values extends readonly string[]>(
  request: Request,
  param: string,
  values: Values,
): Values[number] | undefined {
  const given = new URL(request.url).searchParams.get(param)
  return values.find((value) => value === given)
}
