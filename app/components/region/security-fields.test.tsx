import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { CombatFields, DefenseFields } from './security-fields.tsx'

const values = { pvpRule: 'forbidden', defenseLevel: '2' }

describe('a rule that nothing follows yet', () => {
  it('says so where the patrols are set, and speaks of their upkeep as of something to come', () => {
    const html = renderToStaticMarkup(<DefenseFields values={values} errors={{}} />)
    expect(html).toContain('Decided, not yet collected')
    expect(html).toContain('Will cost the treasury 500 cr a day')
  })

  it('says so where combat is allowed or forbidden', () => {
    const html = renderToStaticMarkup(<CombatFields values={values} errors={{}} />)
    expect(html).toContain('Decided, not yet applied')
  })
})
