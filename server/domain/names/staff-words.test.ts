import { describe, expect, it } from 'vitest'
import { skeletonOf } from './skeleton.ts'
import { STAFF_WORDS, staffWordIn } from './staff-words.ts'

describe('a staff word', () => {
  it.each([
    ['Nexus-Admin', 'nexus'],
    ['PayPal-Support', 'paypal'],
    ['Pay_Pal', 'paypal'],
    ['The-Nexus', 'nexus'],
    ['Adm1n', 'admin'],
    ['ADMlN-7', 'admin'],
    ['SuperAdmin', 'admin'],
    ['Staff2102', 'staff'],
    ['nexusadmin', 'nexus'],
    ['S-t-a-f-f', 'staff'],
  ])('is found in %s', (name, word) => {
    expect(staffWordIn(name, STAFF_WORDS)).toBe(word)
  })

  it.each(['Badminton', 'Supporters-Rest', 'Staffan', 'Nexuss', 'Administer', 'Palpay', '', '7'])(
    'is not found in %j',
    (name) => {
      expect(staffWordIn(name, STAFF_WORDS)).toBeNull()
    },
  )

  it('is found in other alphabets by whoever knows them', () => {
    // р а у р а ӏ, all Cyrillic.
    expect(staffWordIn('раураӏ', STAFF_WORDS, skeletonOf)).toBe('paypal')
    expect(staffWordIn('Nëxus', STAFF_WORDS, skeletonOf)).toBe('nexus')
  })
})
