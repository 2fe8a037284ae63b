import { type LoaderFunctionArgs } from '@remix-run/node'

/** A path parameter that the route's own name guarantees. */
export function routeParam({ params }: Pick<LoaderFunctionArgs, 'params'>, name: string): string {
  const value = params[name]
  if (value === undefined) throw new Error(`this route has no parameter ${name}`)
  return value
}

/** The page number from the query, 1 if missing or invalid. */
export const pageOfQuery = (request: Request, param = 'page'): number => countOfQuery(request, param) ?? 1

/** A positive whole number from the query; undefined if invalid. */
export function countOfQuery(request: Request, param: string): number | undefined {
  const count = Number(new URL(request.url).searchParams.get(param) ?? '')
  return Number.isSafeInteger(count) && count >= 1 ? count : undefined
}

/** A query value from a list; undefined if not in it. */
export function choiceOfQuery<const Values extends readonly string[]>(
  request: Request,
  param: string,
  values: Values,
): Values[number] | undefined {
  const given = new URL(request.url).searchParams.get(param)
  return values.find((value) => value === given)
}
