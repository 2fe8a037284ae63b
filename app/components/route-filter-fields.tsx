import { Checkbox } from '#app/components/ui/checkbox.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { SECURITY_LEVELS } from '#app/lib/route-filter.ts'
import { type RouteFilter } from '#server/domain/travel/route-filter.ts'

/** Which sectors a route may enter, for the form that asks for it. */
export function RouteFilterFields({ avoidsFights, lowestSecurity }: RouteFilter) {
  return (
    <>
      <Field label="Lowest security on the way" id="security">
        <Select
          name="security"
          defaultValue={String(lowestSecurity)}
          options={Array.from({ length: SECURITY_LEVELS }, (_, index) => ({
            value: String(index + 1),
            label: index === 0 ? 'Any' : `${index + 1} or more`,
          }))}
        />
      </Field>
      <Checkbox
        name="peaceful"
        value="yes"
        defaultChecked={avoidsFights}
        label="Only where nobody may attack me"
      />
    </>
  )
}
