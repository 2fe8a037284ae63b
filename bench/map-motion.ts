// Runs in the page.

export const MOTIONS = ['still', 'dragged', 'zoomed'] as const
export type Motion = (typeof MOTIONS)[number]

declare global {
  interface Window {
    frameTimes: typeof frameTimes
  }
}

/** Time between frames while the map moves once a frame, as far as a quick hand moves it. */
export function frameTimes(motion: Motion, frames: number): Promise<number[]> {
  const place = document.querySelector('[role=application]')
  if (!(place instanceof HTMLElement)) throw new Error('the page has no map')
  // Made up events have no pointer that could be captured.
  place.setPointerCapture = () => undefined
  const times: number[] = []
  let last: number | null = null
  if (motion === 'dragged') place.dispatchEvent(pointer('pointerdown', 0))
  return new Promise((resolve) => {
    const step = (time: number) => {
      if (last !== null) times.push(time - last)
      last = time
      if (motion === 'dragged') place.dispatchEvent(pointer('pointermove', times.length))
      if (motion === 'zoomed') place.dispatchEvent(wheel(times.length))
      if (times.length < frames) return void requestAnimationFrame(step)
      if (motion === 'dragged') place.dispatchEvent(pointer('pointerup', times.length))
      resolve(times)
    }
    requestAnimationFrame(step)
  })
}

/** There and back over most of the window. */
const pointer = (type: string, frame: number) =>
  new PointerEvent(type, {
    ...{ bubbles: true, pointerId: 1, button: 0 },
    clientX: innerWidth / 2 + 500 * Math.sin(frame / 40),
    clientY: innerHeight / 2 + 250 * Math.sin(frame / 27),
  })

const wheel = (frame: number) =>
  new WheelEvent('wheel', {
    ...{ bubbles: true, cancelable: true, clientX: innerWidth / 2, clientY: innerHeight / 2 },
    deltaY: Math.sin(frame / 20) > 0 ? -25 : 25,
  })
