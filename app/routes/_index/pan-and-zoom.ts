export type MapView = {
  /** Zooms around a pixel of the frame, its middle if none is given. */
  zoom(factor: number, around?: { x: number; y: number }): void
  showAll(): void
}

const ZOOM = { min: 1, max: 8 }
const STEP = 1.5
const SLOP_PX = 5

/**
 * Lets a frame that scrolls its one child be dragged by mouse and zoomed by keys, wheel and pinch. Fingers and arrow keys scroll it by
 * themselves. The child's size follows `--zoom`.
 */
export function panAndZoom(frame: HTMLElement, stage: HTMLElement, signal: AbortSignal): MapView {
  let zoomed = 1

  const setZoom = (wanted: number, around = { x: frame.clientWidth / 2, y: frame.clientHeight / 2 }) => {
    const next = Math.min(ZOOM.max, Math.max(ZOOM.min, wanted))
    if (next === zoomed) return
    const before = stage.getBoundingClientRect()
    const box = frame.getBoundingClientRect()
    const share = {
      x: (box.left + around.x - before.left) / before.width,
      y: (box.top + around.y - before.top) / before.height,
    }
    zoomed = next
    stage.style.setProperty('--zoom', String(next))
    const after = stage.getBoundingClientRect()
    frame.scrollLeft += after.left + share.x * after.width - (box.left + around.x)
    frame.scrollTop += after.top + share.y * after.height - (box.top + around.y)
  }
  const view: MapView = {
    zoom: (factor, around) => setZoom(zoomed * factor, around),
    showAll: () => setZoom(1),
  }
  const pixelOf = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const box = frame.getBoundingClientRect()
    return { x: clientX - box.left, y: clientY - box.top }
  }

  listenToMouse(frame, signal)
  listenToPinch(frame, signal, (factor, at) => view.zoom(factor, pixelOf(at)))
  frame.addEventListener(
    'wheel',
    (event) => {
      // The page keeps scrolling unless the map has the focus.
      if (!event.ctrlKey && document.activeElement !== frame) return
      event.preventDefault()
      view.zoom(Math.exp(-event.deltaY * 0.0015), pixelOf(event))
    },
    { signal, passive: false },
  )
  frame.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const act = {
        '+': () => view.zoom(STEP),
        '=': () => view.zoom(STEP),
        '-': () => view.zoom(1 / STEP),
        '0': view.showAll,
      }[event.key]
      if (!act) return
      event.preventDefault()
      act()
    },
    { signal },
  )
  return view
}

/** A drag moves the map, and is no click on what lies under it. */
function listenToMouse(frame: HTMLElement, signal: AbortSignal): void {
  let last: { x: number; y: number } | null = null
  let travelled = 0
  frame.addEventListener(
    'pointerdown',
    (event) => {
      if (event.pointerType !== 'mouse' || event.button !== 0) return
      last = { x: event.clientX, y: event.clientY }
      travelled = 0
    },
    { signal },
  )
  window.addEventListener(
    'pointermove',
    (event) => {
      if (!last) return
      const [dx, dy] = [event.clientX - last.x, event.clientY - last.y]
      travelled += Math.hypot(dx, dy)
      last = { x: event.clientX, y: event.clientY }
      frame.scrollLeft -= dx
      frame.scrollTop -= dy
    },
    { signal },
  )
  const end = () => {
    last = null
  }
  window.addEventListener('pointerup', end, { signal })
  window.addEventListener('pointercancel', end, { signal })
  frame.addEventListener(
    'click',
    (event) => {
      if (travelled <= SLOP_PX) return
      travelled = 0
      event.preventDefault()
      event.stopPropagation()
    },
    { signal, capture: true },
  )
}

type Spot = { clientX: number; clientY: number }

function listenToPinch(
  frame: HTMLElement,
  signal: AbortSignal,
  onPinch: (factor: number, around: Spot) => void,
): void {
  let spread: number | null = null
  frame.addEventListener(
    'touchmove',
    (event) => {
      const [a, b] = event.touches
      if (!a || !b) return
      event.preventDefault()
      const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)
      if (spread !== null && spread > 0)
        onPinch(now / spread, {
          clientX: (a.clientX + b.clientX) / 2,
          clientY: (a.clientY + b.clientY) / 2,
        })
      spread = now
    },
    { signal, passive: false },
  )
  const end = () => {
    spread = null
  }
  frame.addEventListener('touchend', end, { signal })
  frame.addEventListener('touchcancel', end, { signal })
}
