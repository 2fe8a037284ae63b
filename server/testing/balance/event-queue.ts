/** Events in the order of their time; those of one moment in the order in which they were added. */
export class EventQueue<Event> {
  private readonly heap: { at: number; order: number; event: Event }[] = []
  private added = 0

  push(at: number, event: Event): void {
    this.heap.push({ at, order: this.added++, event })
    for (let child = this.heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1
      if (!this.swapIfEarlier(child, parent)) return
      child = parent
    }
  }

  pop(): { at: number; event: Event } | null {
    const first = this.heap[0]
    const last = this.heap.pop()
    if (!first || !last) return null
    if (this.heap.length > 0) {
      this.heap[0] = last
      this.sink()
    }
    return first
  }

  private sink(): void {
    for (let parent = 0; ;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2]
      const child = this.isEarlier(right, left) ? right : left
      if (!this.swapIfEarlier(child, parent)) return
      parent = child
    }
  }

  private swapIfEarlier(child: number, parent: number): boolean {
    const [a, b] = [this.heap[child], this.heap[parent]]
    if (!a || !b || !this.isEarlier(child, parent)) return false
    this.heap[parent] = a
    this.heap[child] = b
    return true
  }

  private isEarlier(one: number, than: number): boolean {
    const [a, b] = [this.heap[one], this.heap[than]]
    if (!a || !b) return a !== undefined
    return a.at < b.at || (a.at === b.at && a.order < b.order)
  }
}
