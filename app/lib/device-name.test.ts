import { describe, expect, it } from 'vitest'
import { deviceName, programName } from './device-name.ts'

describe('deviceName', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
      'Chrome on Linux',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Mobile Safari/604.1',
      'Safari on iOS',
    ],
    ['Mozilla/5.0 (Android 16; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox on Android'],
    ['curl/8.5', 'Unknown browser'],
    [null, 'Unknown browser'],
  ])('%s is %s', (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name)
  })
})

describe('programName', () => {
  it.each([
    ['trader/1.0 (home)', 'trader/1.0'],
    ['python-requests/2.32.3', 'python-requests/2.32.3'],
    ['node', 'node'],
    ['(hidden)', 'A program'],
    ['', 'A program'],
    [null, 'A program'],
  ])('of %j is %s', (userAgent, name) => {
    expect(programName(userAgent)).toBe(name)
  })
})
