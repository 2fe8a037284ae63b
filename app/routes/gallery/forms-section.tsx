import { Crown, Scale, Users } from 'lucide-react'
import { Checkbox } from '#app/components/ui/checkbox.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { Slider } from '#app/components/ui/slider.tsx'
import { Switch } from '#app/components/ui/switch.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'

const FIELD_ERRORS = { name: 'That name is taken.' }

export function FormsSection() {
  return (
    <Panel title="Forms">
      <form className="grid gap-6">
        <FormError fieldErrors={FIELD_ERRORS} />
        <div className="grid gap-6 sm:grid-cols-2">
          <Field label="Name" hint="3–50 characters" error={FIELD_ERRORS.name}>
            <Input name="name" defaultValue="ashfall" />
          </Field>
          <Field label="Display name" optional>
            <Input name="displayName" placeholder="Ashfall Reach" />
          </Field>
          <Field label="Specialisation">
            <Select
              name="specialisation"
              placeholder="None"
              options={[
                { value: 'mining', label: 'Mining' },
                { value: 'research', label: 'Research' },
              ]}
            />
          </Field>
          <Field label="Citizens" hint="Read-only">
            <NumberInput name="citizens" readOnly defaultValue={412} />
          </Field>
          <Field label="Constitution" className="sm:col-span-2">
            <Textarea name="constitution" rows={3} />
          </Field>
        </div>
        <RadioCards
          legend="Form of government"
          name="government"
          defaultValue="democracy"
          options={[
            {
              value: 'democracy',
              label: 'Democracy',
              description: 'Citizens vote.',
              icon: <Users className="size-4" />,
            },
            {
              value: 'autocracy',
              label: 'Autocracy',
              description: 'You decide.',
              icon: <Crown className="size-4" />,
            },
            {
              value: 'council',
              label: 'Council',
              description: 'Not available.',
              icon: <Scale className="size-4" />,
              disabled: true,
            },
          ]}
        />
        <div className="grid gap-6 sm:grid-cols-2">
          <Slider
            label="Tax"
            name="tax"
            min={5}
            max={25}
            step={0.5}
            defaultValue={12.5}
            unit="%"
            hint="Withheld from sales"
          />
          <div>
            <Checkbox
              name="terms"
              label="Reserve the name for an hour"
              hint="Two buyers can never both pay for it."
              defaultChecked
            />
            <Checkbox name="other" label="Unchecked" />
            <Switch name="immigration" label="Open immigration" defaultChecked />
            <Switch name="pvp" label="Fighting allowed" hint="In contested zones only" />
            <Switch name="off" label="You cannot change this" disabled />
          </div>
        </div>
      </form>
    </Panel>
  )
}
