import { Crown, Landmark, Users } from 'lucide-react'

const FORMS = [
  {
    Icon: Crown,
    title: 'Autocracy',
    text: 'The owner rules by decree. Taxes, trade rules and borders change immediately, and everyone can read each decree in the law book.',
    who: 'The owner decides',
  },
  {
    Icon: Users,
    title: 'Democracy',
    text: 'Citizens propose laws and vote on them. Ballots are secret, and whatever passes becomes law automatically.',
    who: 'Every citizen decides',
  },
  {
    Icon: Landmark,
    title: 'Council',
    text: 'Citizens elect three to nine councillors, who vote on every change. The constitution needs two thirds of them.',
    who: 'The council decides',
  },
]

export function GovernmentForms() {
  return (
    <section aria-labelledby="government-title" className="grid gap-5">
      <div className="max-w-2xl">
        <p className="eyebrow text-accent mb-1">Three forms of government</p>
        <h2 id="government-title" className="text-2xl sm:text-3xl">
          Even who rules is up for a vote
        </h2>
      </div>
      <ul className="grid gap-4 md:grid-cols-3">
        {FORMS.map(({ Icon, title, text, who }) => (
          <li key={title} className="notch grid content-start gap-3 p-6">
            <Icon aria-hidden className="text-accent size-8" strokeWidth={1.5} />
            <h3 className="text-xl">{title}</h3>
            <p className="text-ink-2 text-pretty">{text}</p>
            <p className="eyebrow text-ink-2 border-line mt-auto border-t pt-3">{who}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
