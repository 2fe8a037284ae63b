import { Crown, Users } from 'lucide-react'
import { PasswordField } from '#app/components/password-field.tsx'
import { Checkbox } from '#app/components/ui/checkbox.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { Slider } from '#app/components/ui/slider.tsx'
import { Switch } from '#app/components/ui/switch.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'

const TREATIES = [
  { value: 'trade', label: 'Trade agreement' },
  { value: 'peace', label: 'Non-aggression', disabled: true },
]

const governments = (disabled: boolean) => [
  {
    value: 'democracy',
    label: 'Democracy',
    description: 'Citizens vote.',
    icon: <Users className="size-4" />,
    disabled,
  },
  {
    value: 'autocracy',
    label: 'Autocracy',
    description: 'You decide.',
    icon: <Crown className="size-4" />,
    disabled,
  },
]

/** The same controls twice: refused and disabled. */
export function FormStatesSection() {
  return (
    <div className="grid items-start gap-8 lg:grid-cols-2">
      <Panel title="Refused entries">
        <form className="grid gap-6">
          <Field label="Term" hint="In days" error={['Enter a whole number.', 'Enter 30 to 365.']}>
            <NumberInput name="refusedTerm" defaultValue="7.5" />
          </Field>
          <Field label="Treaty" error="Ashfall already has this treaty with them.">
            <Select name="refusedTreaty" defaultValue="trade" options={TREATIES} />
          </Field>
          <Field label="Reasons" error="Write at least ten characters.">
            <Textarea name="refusedReasons" rows={2} defaultValue="Why not" />
          </Field>
          <PasswordField
            name="refusedPassword"
            label="New password"
            autoComplete="new-password"
            hint="At least 12 characters. A few random words work well."
            error="This password is too common."
          />
          <Slider
            label="Refused tax"
            name="refusedTax"
            min={5}
            max={25}
            defaultValue={25}
            unit="%"
            hint="Withheld from sales"
            error="A tax of 25% needs two thirds of the citizens."
          />
          <RadioCards
            legend="Refused form of government"
            name="refusedGovernment"
            columns={2}
            options={governments(false)}
            error="Choose one."
          />
        </form>
      </Panel>
      <Panel title="Closed for now">
        <form className="grid gap-6">
          <Field label="Closed term">
            <NumberInput name="closedTerm" defaultValue={90} disabled />
          </Field>
          <Field label="Closed treaty" hint="Not while a vote is open">
            <Select name="closedTreaty" defaultValue="trade" options={TREATIES} disabled />
          </Field>
          <Field label="Closed reasons">
            <Textarea name="closedReasons" rows={2} defaultValue="The frontier asks for it." disabled />
          </Field>
          <Slider
            label="Closed tax"
            name="closedTax"
            min={5}
            max={25}
            defaultValue={12.5}
            step={0.5}
            unit="%"
            disabled
          />
          <RadioCards
            legend="Closed form of government"
            name="closedGovernment"
            columns={2}
            defaultValue="democracy"
            options={governments(true)}
            hint="You can change the form of government once in 30 days."
          />
          <div>
            <Checkbox name="closedChecked" label="Checked and closed" disabled defaultChecked />
            <Checkbox name="closedUnchecked" label="Unchecked and closed" disabled />
            <Switch name="closedOn" label="On and closed" disabled defaultChecked />
          </div>
        </form>
      </Panel>
    </div>
  )
}
