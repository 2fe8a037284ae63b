import { type LoaderFunctionArgs } from '@remix-run/node'

/** A part of the address that the route's own name asks for, so that it is always there. */
export function routeParam({ params }: Pick<LoaderFunctionArgs, 'params'>, name: string): string {
  const value = params[name]
  if (value === undefined) throw new Error(`this route has no parameter ${name}`)
  return value
}

/** A page number of the query: 1 unless it is a whole number from 1. */
export function pageOfQuery(request: Request, param = 'page'): number {
  const page = Number(new URL(request.url).searchParams.get(param) ?? '1')
  return Number.isInteger(page) && page >= 1 ? page : 1
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
