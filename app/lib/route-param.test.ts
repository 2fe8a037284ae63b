import { describe, expect, it } from 'vitest'
import { choiceOfQuery, countOfQuery, pageOfQuery, routeParam } from './route-param.ts'

const asked = (query: string) => new Request(`http://localhost/x${query}`)

describe('URL parameters', () => {
  it.each([
    ['', 1],
    ['?page=3', 3],
    ['?page=0', 1],
    ['?page=1.5', 1],
    ['?page=abc', 1],
  ])('%s is page %i', (query, page) => {
    expect(pageOfQuery(asked(query))).toBe(page)
  })

  it('an invalid number is undefined', () => {
    expect(countOfQuery(asked('?law=12'), 'law')).toBe(12)
    for (const query of ['', '?law=', '?law=0', '?law=1e99', '?law=twelve'])
      expect(countOfQuery(asked(query), 'law')).toBeUndefined()
  })

  it('a choice outside the list is undefined', () => {
    expect(choiceOfQuery(asked('?status=open'), 'status', ['open', 'closed'])).toBe('open')
    expect(choiceOfQuery(asked('?status=drop'), 'status', ['open', 'closed'])).toBeUndefined()
    expect(choiceOfQuery(asked(''), 'status', ['open', 'closed'])).toBeUndefined()
  })

  it('a parameter that the route does not have throws', () => {
    expect(routeParam({ params: { region: 'aurora' } }, 'region')).toBe('aurora')
    expect(() => routeParam({ params: {} }, 'region')).toThrow('region')
  })
})
