import { type TypedResponse } from '@remix-run/node'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { readFlash, redirectWithFlash } from './flash.server.ts'
import { like } from '#server/testing/like.ts'

const requestWith = (cookie: string, headers: Record<string, string> = {}) =>
  new Request('http://game.test/', { headers: { ...headers, Cookie: cookie } })

describe('flash', () => {
  it('is set by the redirect and read on the next page', async () => {
    const response = await redirectWithFlash(
      '/regions',
      { title: 'Saved; now law', text: 'Tax is 10%.' },
      'info',
    )
    expect(response.headers.get('Location')).toBe('/regions')
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect((await readFlash(requestWith(`a=b; ${cookie}; c=d`))).flash).toEqual({
      key: like.any(String),
      tone: 'info',
      title: 'Saved; now law',
      text: 'Tax is 10%.',
    })
  })

  it('keeps other cookies of the redirect', async () => {
    const response = await redirectWithFlash('/', 'Welcome', 'success', { 'Set-Cookie': 'session=x' })
    expect(response.headers.getSetCookie()).toHaveLength(2)
  })

  it('is deleted once read', async () => {
    expect((await readFlash(requestWith('flash=%7B%7D'))).headers).toEqual({
      'Set-Cookie': like.stringContaining('Max-Age=0'),
    })
    for (const none of ['theme=dark', 'flash='])
      expect(await readFlash(requestWith(none))).toEqual({ flash: null, headers: {} })
  })

  it('is kept on data requests, whose response may be thrown away', async () => {
    const { headers } = await readFlash(requestWith('flash=%7B%7D', { 'Sec-Fetch-Dest': 'empty' }))
    expect(headers).toEqual({})
  })

  it.each(['flash=%', 'flash=%7B%7D', `flash=${btoa('{"tone":"loud","title":"x"}')}`])(
    'ignores %s',
    async (cookie) => {
      expect((await readFlash(requestWith(cookie))).flash).toBeNull()
    },
  )

  it('keeps the other return types of an action typed', () => {
    // A plain Response in the union turns the page's data into `any`.
    expectTypeOf(redirectWithFlash).returns.resolves.toEqualTypeOf<TypedResponse<never>>()
  })
})
