/** The page asked for in an address, from 1; anything else is the first. */
export const pageOfSearch = (search: URLSearchParams, param = 'page'): number => {
  const page = Number(search.get(param))
  return Number.isSafeInteger(page) && page >= 1 ? page : 1
}
