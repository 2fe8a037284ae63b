import { expect, it } from 'vitest'
import { clientAddress } from './client-address.ts'

const asked = (forwarded: string) =>
  new Request('http://game.test', { headers: { 'x-forwarded-for': forwarded } })
const SOCKET = '192.0.2.7'

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['198.51.100.1, 203.0.113.9', '203.0.113.9'],
  ['2001:db8::1', '2001:db8::1'],
])('behind a trusted proxy %j is from %s', (header, address) => {
  expect(clientAddress(asked(header), SOCKET, true)).toBe(address)
  expect(clientAddress(asked(header), SOCKET, false)).toBe(SOCKET)
})

it.each([
  '',
  'unknown',
  '_hidden',
  '203.0.113.9, ',
  '203.0.113',
  '1.2.3.4.5',
  '<script>',
  '203.0.113.9:4711',
])('a header that is no address is ignored: %j', (header) => {
  expect(clientAddress(asked(header), SOCKET, true)).toBe(SOCKET)
})

it('an address that nobody knows is one address', () => {
  expect(clientAddress(asked('nonsense'), undefined, true)).toBe('unknown')
})
