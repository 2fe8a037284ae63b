import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { describePatrols } from '#app/lib/market-words.ts'
import { CombatFields, DefenseFields } from './security-fields.tsx'

const values = { pvpRule: 'forbidden', defenseLevel: '2' }

describe('patrols', () => {
  it('show their cost, their effect and what happens without funds', () => {
    const html = renderToStaticMarkup(<DefenseFields values={values} errors={{}} />)
    expect(html).toContain('Costs 1,500 cr a day and adds 2 to the security of every sector')
    expect(html).toContain('the highest level it can afford')
  })

  it('cost nothing at level 0', () => {
    const none = { ...values, defenseLevel: '0' }
    expect(renderToStaticMarkup(<DefenseFields values={none} errors={{}} />)).toContain(
      'No patrols, no cost.',
    )
  })

  it.each([
    [0, 0, 'None'],
    [3, 0, 'Level 3 set, 0 funded'],
    [3, 1, 'Level 3 set, 1 funded'],
    [3, 3, 'Level 3 set, 3 funded'],
    [3, null, 'Level 3 set'],
  ])('set to level %d and funded at %s read "%s"', (ordered, onDuty, words) => {
    expect(describePatrols(ordered, onDuty)).toBe(words)
  })
})

describe('combat rules', () => {
  it('say who attacks and who is safe whatever the law says', () => {
    const html = renderToStaticMarkup(<CombatFields values={values} errors={{}} />)
    expect(html).toMatch(/Only a Corvette attacks.*Pathfinder/s)
  })
})
