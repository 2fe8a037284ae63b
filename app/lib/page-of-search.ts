/** The page number from the query, starting at 1; anything invalid is 1. */
export const pageOfSearch = (search: URLSearchParams, param = 'page'): number => {
  const page = Number(search.get(param))
  return Number.isSafeInteger(page) && page >= 1 ? page : 1
}
