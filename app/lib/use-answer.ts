import { useActionData, useLocation } from '@remix-run/react'
import { useState } from 'react'

type Answer<Action> = ReturnType<typeof useActionData<Action>>

/**
 * What the page's action answered, until one goes elsewhere or sends a form again. Remix itself forgets it as soon as the
 * page's data are asked for anew, as every live event does: a review or a refusal would vanish under the reader's eyes.
 */
export function useAnswer<Action>(): Answer<Action> {
  const answer = useActionData<Action>()
  // Asking anew stays at the same entry of the history; every navigation and every form that is sent makes another.
  const { key } = useLocation()
  const [kept, setKept] = useState({ key, answer })
  if (answer !== undefined && (answer !== kept.answer || key !== kept.key)) setKept({ key, answer })
  return answer ?? (key === kept.key ? kept.answer : undefined)
}
