import { type TypedResponse } from '@remix-run/node'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { readFlash, redirectWithFlash } from './flash.server.ts'
import { like } from '#server/testing/like.ts'

const requestWith = (cookie: string, headers: Record<string, string> = {}) =>
  new Request('http://game.test/', { headers: { ...headers, Cookie: cookie } })

describe('flash', () => {
  it('is set by the redirect and read on the next page', () => {
    const response = redirectWithFlash('/regions', { title: 'Saved; now law', text: 'Tax is 10 %.' }, 'info')
    expect(response.headers.get('Location')).toBe('/regions')
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect(readFlash(requestWith(`a=b; ${cookie}; c=d`)).flash).toEqual({
      key: like.any(String),
      tone: 'info',
      title: 'Saved; now law',
      text: 'Tax is 10 %.',
    })
  })

  it('keeps other cookies of the redirect', () => {
    const response = redirectWithFlash('/', 'Welcome', 'success', { 'Set-Cookie': 'session=x' })
    expect(response.headers.getSetCookie()).toHaveLength(2)
  })

  it('is deleted once read', () => {
    expect(readFlash(requestWith('flash=%7B%7D')).headers).toEqual({
      'Set-Cookie': like.stringContaining('Max-Age=0'),
    })
    expect(readFlash(requestWith('theme=dark'))).toEqual({ flash: null, headers: {} })
  })

  it('is kept on data requests, whose response may be thrown away', () => {
    const { headers } = readFlash(requestWith('flash=%7B%7D', { 'Sec-Fetch-Dest': 'empty' }))
    expect(headers).toEqual({})
  })

  it.each(['flash=%', 'flash=%7B%7D', 'flash={"tone":"loud","title":"x"}'])('ignores %s', (cookie) => {
    expect(readFlash(requestWith(cookie)).flash).toBeNull()
  })

  it('keeps the other return types of an action typed', () => {
    // A plain Response in the union turns the page's data into `any`.
    expectTypeOf(redirectWithFlash).returns.toEqualTypeOf<TypedResponse<never>>()
  })
})
