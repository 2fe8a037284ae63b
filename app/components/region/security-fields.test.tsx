import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { patrolWords } from './words.ts'
import { CombatFields, DefenseFields } from './security-fields.tsx'

const values = { pvpRule: 'forbidden', defenseLevel: '2' }

describe('the patrols', () => {
  it('are set with what they cost, what they do and when they do not fly', () => {
    const html = renderToStaticMarkup(<DefenseFields values={values} errors={{}} />)
    expect(html).toContain('Costs the treasury 500 cr a day and adds 2 to the security of every sector')
    expect(html).toContain('what it cannot pay does not fly')
  })

  it('cost nothing where there are none', () => {
    const none = { ...values, defenseLevel: '0' }
    expect(renderToStaticMarkup(<DefenseFields values={none} errors={{}} />)).toContain('nothing to pay for')
  })

  it.each([
    [0, 0, 'None ordered'],
    [3, 0, 'Level 3 ordered, none paid'],
    [3, 1, 'Level 1 of 3 paid'],
    [3, 3, 'Level 3 of 3 paid'],
    [3, null, 'Level 3 ordered'],
  ])('ordered at level %d and paid at %s are "%s"', (ordered, onDuty, words) => {
    expect(patrolWords(ordered, onDuty)).toBe(words)
  })
})

describe('a rule that nothing follows yet', () => {
  it('says so where combat is allowed or forbidden', () => {
    const html = renderToStaticMarkup(<CombatFields values={values} errors={{}} />)
    expect(html).toContain('Ships themselves cannot fight yet')
  })
})
